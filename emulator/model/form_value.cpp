#include "emulator/model/form_value.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "emulator/model/media_type.h"
#include "emulator/model/multipart.h"
#include "emulator/model/parameter_value.h"
#include "emulator/model/target.h"
#include "emulator/model/typed_text.h"
#include "emulator/text/quote.h"
#include "emulator/text/shallow_json.h"
#include "emulator/text/utf8.h"

namespace emulator {
namespace {

// Far more than a form has; each is looked up in the schema.
constexpr std::size_t kMostFields = 10'000;

const FieldEncoding* encoding_of(const std::vector<FieldEncoding>& encodings,
                                 std::string_view name) {
  for (const FieldEncoding& encoding : encodings) {
    if (encoding.name == name) return &encoding;
  }
  return nullptr;
}

// Bytes that are no UTF-8 cannot stand in JSON: each becomes the character of its number.
std::string as_characters(std::string_view bytes) {
  if (find_invalid_utf8(bytes) == std::string_view::npos) return std::string(bytes);
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      text += c;
    } else {
      text += {static_cast<char>(0xC0 | (byte >> 6)), static_cast<char>(0x80 | (byte & 0x3F))};
    }
  }
  return text;
}

/// Puts fields together. What is common to both kinds of forms.
class FormBuilder {
 public:
  FormBuilder(const Schema& schema, std::vector<FormMisfit>& misfits)
      : schema_(schema), misfits_(misfits), value_(Json::object()) {}

  void misfit(std::string instance, std::string expected, std::string found) {
    misfits_.push_back({std::move(instance), std::move(expected), std::move(found)});
  }

  // One text of a field, which may come several times.
  void add(const std::string& name, std::string text, bool as_json) {
    const std::string at = pointer_append("", name);
    if (!as_json && !is_structured(at)) return add_part(value_[name], text, schema_, at);
    Json parsed = shallow_json(text);
    if (parsed.is_discarded()) {
      if (as_json) misfit(at, "JSON", "a text that does not parse");
      parsed = std::move(text);
    }
    add_value(value_[name], std::move(parsed), at);
  }

  // Several texts of a field that has a style.
  void set(const std::string& name, const std::vector<ParameterText>& texts,
           const ParameterForm& style) {
    const std::string at = pointer_append("", name);
    std::string wanted;
    value_[name] = parameter_value(name, texts, schema_, style, wanted, at);
    if (!wanted.empty()) misfit(at, wanted, in_quotes(texts.front().text));
  }

  Json take() { return std::move(value_); }

 private:
  // Objects, alone or as the elements of an array, are JSON where nothing else is documented.
  bool is_structured(const std::string& at) const {
    switch (shape_of(schema_, at)) {
      case ValueShape::kObject:
        return true;
      case ValueShape::kArray:
        return shape_of(schema_, at + "/0") == ValueShape::kObject;
      case ValueShape::kScalar:
        break;
    }
    return false;
  }

  // Where an array is documented, each value is an element, but one that is an array already.
  void add_value(Json& part, Json value, const std::string& at) {
    const bool is_element = shape_of(schema_, at) == ValueShape::kArray && !value.is_array();
    if (part.is_null()) {
      part = is_element ? Json::array({std::move(value)}) : std::move(value);
      return;
    }
    if (!part.is_array()) part = Json::array({std::move(part)});
    part.push_back(std::move(value));
  }

  const Schema& schema_;
  std::vector<FormMisfit>& misfits_;
  Json value_;
};

bool names_json(const FieldEncoding* encoding) {
  return encoding && !encoding->content_types.empty() &&
         std::all_of(encoding->content_types.begin(), encoding->content_types.end(),
                     [](const std::string& type) { return is_json_media_type(type); });
}

/// The pairs of an urlencoded form, gathered by the property that they belong to.
class UrlencodedFields {
 public:
  UrlencodedFields(const Schema& schema, const std::vector<FieldEncoding>& encodings)
      : encodings_(encodings) {
    for (const FieldEncoding& encoding : encodings) {
      const std::string at = pointer_append("", encoding.name);
      if (!encoding.form || !encoding.form->explode || shape_of(schema, at) != ValueShape::kObject)
        continue;
      if (encoding.form->style == ParameterForm::Style::kDeepObject) continue;
      for (const std::string& member : schema.known_members(at)) owners_[member] = encoding.name;
    }
  }

  void add(const QueryParameter& pair) {
    const std::string owner = owner_of(pair.name);
    const auto [at, is_new] = index_.emplace(owner, fields_.size());
    if (is_new) fields_.push_back({owner, {}, {}});
    fields_[at->second].texts.push_back({pair.name, pair.raw_value});
    fields_[at->second].values.push_back(&pair.value);
  }

  struct Field {
    std::string name;
    std::vector<ParameterText> texts;
    std::vector<const std::string*> values;
  };
  const std::vector<Field>& fields() const { return fields_; }

 private:
  std::string owner_of(const std::string& name) const {
    if (const auto found = owners_.find(name); found != owners_.end()) return found->second;
    const std::string base = name.substr(0, name.find('['));
    const FieldEncoding* encoding = encoding_of(encodings_, base);
    const bool is_deep =
        encoding && encoding->form && encoding->form->style == ParameterForm::Style::kDeepObject;
    return is_deep ? base : name;
  }

  const std::vector<FieldEncoding>& encodings_;
  std::unordered_map<std::string, std::string> owners_;
  std::unordered_map<std::string, std::size_t> index_;
  std::vector<Field> fields_;
};

/// One part of a multipart body on its way into the form.
void add_body_part(const BodyPart& part, const FieldEncoding* encoding, const Schema& schema,
                   FormBuilder& form) {
  const std::string at = pointer_append("", part.name);
  if (encoding) {
    const auto& types = encoding->content_types;
    const auto fits = [&](const std::string& type) {
      return same_media_type(type, part.content_type);
    };
    if (!part.content_type.empty() && !types.empty() &&
        std::none_of(types.begin(), types.end(), fits))
      form.misfit(at, "a part of the type " + listed(types, "or"), in_quotes(part.content_type));
    for (const std::string& name : encoding->headers) {
      const auto same = [&](const HeaderLine& line) {
        return equal_ignoring_case(line.name, name);
      };
      if (std::none_of(part.headers.begin(), part.headers.end(), same))
        form.misfit(at, "a part with the header " + name, "none");
    }
  }
  const bool is_json =
      part.content_type.empty() ? names_json(encoding) : is_json_media_type(part.content_type);
  // A file of JSON that is documented as a string is its text.
  const auto types = schema.types_at(at);
  const bool is_text = std::find(types.begin(), types.end(), "string") != types.end();
  form.add(part.name, as_characters(part.content), is_json && !is_text);
}

}  // namespace

Json urlencoded_value(std::string_view body, const Schema& schema,
                      const std::vector<FieldEncoding>& encodings,
                      std::vector<FormMisfit>& misfits) {
  FormBuilder form(schema, misfits);
  const std::string text = "/?" + std::string(body);
  const auto target = parse_target(text);
  if (!target) {
    form.misfit("", "a well percent-encoded form", "another text");
    return form.take();
  }
  if (target->query.size() > kMostFields) {
    form.misfit("", "at most " + std::to_string(kMostFields) + " fields",
                std::to_string(target->query.size()));
    return form.take();
  }
  UrlencodedFields fields(schema, encodings);
  for (const QueryParameter& pair : target->query) fields.add(pair);
  for (const UrlencodedFields::Field& field : fields.fields()) {
    const FieldEncoding* encoding = encoding_of(encodings, field.name);
    if (encoding && encoding->form) {
      form.set(field.name, field.texts, *encoding->form);
      continue;
    }
    for (const std::string* value : field.values)
      form.add(field.name, as_characters(*value), names_json(encoding));
  }
  return form.take();
}

Json multipart_value(std::string_view body, std::string_view content_type, const Schema& schema,
                     const std::vector<FieldEncoding>& encodings,
                     std::vector<FormMisfit>& misfits) {
  FormBuilder form(schema, misfits);
  std::string why;
  const auto parts =
      read_multipart(body, parameter_of(content_type, "boundary").value_or(""), why, kMostFields);
  if (!parts) {
    form.misfit("", "a multipart body with " + why, "one without");
    return form.take();
  }
  for (std::size_t i = 0; i < parts->size(); ++i) {
    const BodyPart& part = (*parts)[i];
    if (part.name.empty()) {
      form.misfit("", "a name in the Content-Disposition of each part",
                  "none in part " + std::to_string(i + 1));
      continue;
    }
    add_body_part(part, encoding_of(encodings, part.name), schema, form);
  }
  return form.take();
}

}  // namespace emulator
