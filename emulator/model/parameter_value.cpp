#include "emulator/model/parameter_value.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "emulator/model/deep_object.h"
#include "emulator/model/media_type.h"
#include "emulator/model/target.h"
#include "emulator/model/typed_text.h"

namespace emulator {
namespace {

using Style = ParameterForm::Style;

/// What stands between the elements of an array, also where it arrives encoded: a space or a bar
/// does more often than not, and nobody can tell that from data.
struct ValueDelimiter {
  char plain;
  std::vector<std::string_view> encoded;
};

ValueDelimiter delimiter_of(Style style) {
  if (style == Style::kSpaceDelimited) return {' ', {"%20", "+"}};
  if (style == Style::kPipeDelimited) return {'|', {"%7C", "%7c"}};
  return {',', {}};
}

// The encoded form that `text` begins with; none: "".
std::string_view encoded_at(std::string_view text, const ValueDelimiter& delimiter) {
  for (const auto encoded : delimiter.encoded) {
    if (text.substr(0, encoded.size()) == encoded) return encoded;
  }
  return {};
}

std::string with_plain_delimiter(std::string_view text, const ValueDelimiter& delimiter) {
  std::string plain;
  plain.reserve(text.size());
  while (!text.empty()) {
    const auto encoded = encoded_at(text, delimiter);
    plain += encoded.empty() ? text.front() : delimiter.plain;
    text.remove_prefix(std::max<std::size_t>(encoded.size(), 1));
  }
  return plain;
}

bool is_of_query(Style style) {
  return style != Style::kSimple && style != Style::kLabel && style != Style::kMatrix;
}

std::string decoded(std::string_view text, const ParameterForm& form) {
  if (!form.is_encoded) return std::string(text);
  const bool plus_is_space = is_of_query(form.style) && !form.allow_reserved;
  return percent_decode(text, plus_is_space).value_or(std::string(text));
}

// Not decoded; an empty text has none.
void split(std::string_view text, char at, std::vector<std::string>& into) {
  if (text.empty()) return;
  while (true) {
    const auto end = text.find(at);
    into.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

struct Pair {
  std::string name;
  std::string text;
};

Pair cut(std::string_view text) {
  const auto equals = text.find('=');
  if (equals == std::string_view::npos) return {std::string(text), ""};
  return {std::string(text.substr(0, equals)), std::string(text.substr(equals + 1))};
}

// Reads one parameter. The parts of a value are found first, decoded later.
class ParameterReader {
 public:
  ParameterReader(std::string_view name, const std::vector<ParameterText>& texts,
                  const Schema& schema, const ParameterForm& form, std::string& misfit,
                  const std::string& at)
      : name_(name), texts_(texts), schema_(schema), form_(form), misfit_(misfit), at_(at) {}

  Json read() {
    Json value;
    switch (form_.style == Style::kDeepObject ? ValueShape::kObject : shape_of(schema_, at_)) {
      case ValueShape::kScalar:
        value = scalar();
        break;
      case ValueShape::kArray:
        value = array();
        break;
      case ValueShape::kObject:
        value = form_.style == Style::kDeepObject ? deep_object() : object();
        break;
    }
    return value;
  }

 private:
  bool has_pairs_of_its_own() const { return form_.explode && is_of_query(form_.style); }

  // Behind the mark that label and matrix begin with; elsewhere the text. Not there: nullopt.
  std::optional<std::string_view> body() {
    const std::string_view text = texts_.front().text;
    const char mark = form_.style == Style::kLabel ? '.' : ';';
    if (form_.style != Style::kLabel && form_.style != Style::kMatrix) return text;
    if (!text.empty() && text.front() == mark) return text.substr(1);
    misfit_ = std::string("a text that begins with '") + mark + "'";
    return std::nullopt;
  }

  Json scalar() {
    const auto text = body();
    if (!text) return nullptr;
    const bool is_named = form_.style == Style::kMatrix;
    std::string plain = decoded(is_named ? own_text(*text) : std::string(*text), form_);
    return at_.empty() ? scalar_value(std::move(plain), schema_)
                       : part_value(std::move(plain), schema_, at_);
  }

  // "5" of "id=5" in matrix style.
  std::string own_text(std::string_view piece) {
    Pair pair = cut(piece);
    if (decoded(pair.name, form_) != name_)
      misfit_ = "';" + std::string(name_) + "=' and the value";
    return std::move(pair.text);
  }

  // The parts of all texts; exploded ones with their names.
  std::vector<std::string> parts() {
    std::vector<std::string> out;
    if (is_of_query(form_.style) || form_.style == Style::kSimple) {
      const ValueDelimiter delimiter = delimiter_of(form_.style);
      for (const ParameterText& text : texts_)
        split(
            form_.is_encoded ? with_plain_delimiter(text.text, delimiter) : std::string(text.text),
            delimiter.plain, out);
      if (form_.may_have_blanks) {
        for (std::string& part : out) part = without_blanks(part);
      }
      return out;
    }
    const auto text = body();
    if (!text) return out;
    if (form_.style == Style::kLabel) {
      // Editions of OpenAPI differ on what parts those that are not exploded.
      split(*text, form_.explode || text->find(',') == std::string_view::npos ? '.' : ',', out);
    } else if (form_.explode) {
      split(*text, ';', out);
    } else {
      split(own_text(*text), ',', out);
    }
    return out;
  }

  Json array() {
    Json items = Json::array();
    const auto add = [&](std::string_view text) {
      items.push_back(part_value(decoded(text, form_), schema_, pointer_append(at_, items.size())));
    };
    if (has_pairs_of_its_own()) {
      for (const ParameterText& text : texts_) add(text.text);
      return items;
    }
    for (const std::string& part : parts())
      add(form_.style == Style::kMatrix && form_.explode ? own_text(part) : part);
    return items;
  }

  void add_member(Json& object, const std::string& name, std::string_view text) {
    add_part(object[name], decoded(text, form_), schema_, pointer_append(at_, name));
  }

  Json object() {
    Json out = Json::object();
    if (has_pairs_of_its_own()) {
      for (const ParameterText& text : texts_) add_member(out, std::string(text.name), text.text);
      return out;
    }
    const std::vector<std::string> all = parts();
    if (form_.explode) {
      for (const std::string& part : all) {
        if (part.find('=') == std::string::npos) misfit_ = "a NAME=VALUE for each property";
        const Pair pair = cut(part);
        add_member(out, decoded(pair.name, form_), pair.text);
      }
      return out;
    }
    if (all.size() % 2 != 0) misfit_ = "names and values in turn";
    for (std::size_t i = 0; i + 1 < all.size(); i += 2)
      add_member(out, decoded(all[i], form_), all[i + 1]);
    return out;
  }

  Json deep_object() {
    Json value = Json::object();
    DeepObject out(schema_, at_, value);
    for (const ParameterText& text : texts_) {
      if (!out.add(text.name, decoded(text.text, form_)))
        misfit_ = std::string(name_) + "[NAME]=VALUE for each property";
    }
    return value;
  }

  std::string_view name_;
  const std::vector<ParameterText>& texts_;
  const Schema& schema_;
  const ParameterForm& form_;
  std::string& misfit_;
  const std::string& at_;
};

}  // namespace

Json parameter_value(std::string_view name, const std::vector<ParameterText>& texts,
                     const Schema& schema, const ParameterForm& form, std::string& misfit,
                     const std::string& at) {
  return ParameterReader(name, texts, schema, form, misfit, at).read();
}

}  // namespace emulator
