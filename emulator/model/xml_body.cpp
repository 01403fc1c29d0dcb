#include "emulator/model/xml_body.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "emulator/model/schema_node.h"
#include "emulator/text/ascii.h"

namespace emulator {
namespace {

// Beyond what an answer is; the writer recurses.
constexpr std::size_t kDeepestElement = 256;

bool is_in_name(char c) {
  return is_alphanumeric(c) || c == '_' || c == '-' || c == '.' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// An element's or attribute's name; a digit, '-' or '.' cannot begin one.
std::string as_name(std::string name) {
  for (char& c : name) {
    if (!is_in_name(c)) c = '_';
  }
  const bool may_begin = !name.empty() && !is_digit(name[0]) && name[0] != '-' && name[0] != '.';
  return may_begin ? name : "_" + name;
}

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const bool is_control =
        static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
    switch (is_control ? '\0' : c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\r':
        out += "&#13;";
        break;
      case '\0':
        out += '_';
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string text_of(const Json& value) {
  if (value.is_null()) return {};
  return escaped(value.is_string() ? value.get<std::string>()
                                   : value.dump(-1, ' ', false, Json::error_handler_t::replace));
}

/// What the schemas of one part of the value say of how it is written.
/// name  as documented; ""
struct XmlForm {
  std::string name;
  std::string prefix;
  std::string xml_namespace;
  bool is_attribute = false;
  bool is_wrapped = false;

  std::string name_or(const std::string& otherwise) const {
    const std::string own = as_name(name.empty() ? otherwise : name);
    return prefix.empty() ? own : as_name(prefix) + ":" + own;
  }
  // ` xmlns:p="…"`, where a namespace is documented.
  std::string declaration() const {
    if (xml_namespace.empty()) return {};
    return (prefix.empty() ? " xmlns=\"" : " xmlns:" + as_name(prefix) + "=\"") +
           escaped(xml_namespace) + "\"";
  }
};

// "Cat" of "/components/schemas/Cat".
std::string component_name(const std::string& pointer) {
  constexpr std::string_view kSchemas = "/components/schemas/";
  const bool is_component =
      pointer.starts_with(kSchemas) && pointer.find('/', kSchemas.size()) == std::string::npos;
  return is_component ? pointer.substr(kSchemas.size()) : "";
}

class XmlWriter {
 public:
  explicit XmlWriter(const std::optional<Schema>& schema) : schema_(schema) {}

  std::string write(const Json& value) {
    const XmlForm form = form_at("");
    const std::string name = form.name_or(component_at("", "root"));
    out_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    if (value.is_array()) {
      wrap(name, form, [&] { items(value, "", component_at("/0", "item")); });
    } else {
      element(value, "", name, form);
    }
    return std::move(out_);
  }

 private:
  XmlForm form_at(const std::string& at) const {
    XmlForm form;
    if (!schema_) return form;
    for (const Schema::Node* node : schema_->nodes_for(at)) {
      if (node->source == nullptr || !node->source->is_object()) continue;
      const auto xml = node->source->find("xml");
      if (xml == node->source->end() || !xml->is_object()) continue;
      const auto take = [&](const char* member, std::string& into) {
        const auto found = xml->find(member);
        if (into.empty() && found != xml->end() && found->is_string())
          into = found->get<std::string>();
      };
      take("name", form.name);
      take("prefix", form.prefix);
      take("namespace", form.xml_namespace);
      form.is_attribute |= xml->value("attribute", Json()) == true;
      form.is_wrapped |= xml->value("wrapped", Json()) == true;
    }
    return form;
  }

  // The name of the component that describes that part.
  std::string component_at(const std::string& at, const std::string& otherwise) const {
    const auto nodes = schema_ ? schema_->nodes_for(at) : std::vector<const Schema::Node*>();
    const std::string name = nodes.empty() ? "" : component_name(nodes.front()->pointer);
    return name.empty() ? otherwise : name;
  }

  template <class Content>
  void wrap(const std::string& name, const XmlForm& form, const Content& content) {
    out_ += "<" + name + form.declaration() + ">";
    content();
    out_ += "</" + name + ">";
  }

  void element(const Json& value, const std::string& at, const std::string& name,
               const XmlForm& form) {
    if (++depth_ > kDeepestElement || !value.is_object()) {
      wrap(name, form, [&] { out_ += value.is_structured() ? "" : text_of(value); });
    } else {
      object(value, at, name, form);
    }
    --depth_;
  }

  void object(const Json& value, const std::string& at, const std::string& name,
              const XmlForm& form) {
    out_ += "<" + name + form.declaration();
    std::set<std::string> declared = {form.declaration()};
    std::vector<Json::const_iterator> children;
    for (auto member = value.begin(); member != value.end(); ++member) {
      const XmlForm own = form_at(pointer_append(at, member.key()));
      if (!own.is_attribute || member->is_structured()) {
        children.push_back(member);
        continue;
      }
      if (declared.insert(own.declaration()).second) out_ += own.declaration();
      out_ += " " + own.name_or(member.key()) + "=\"" + text_of(*member) + "\"";
    }
    out_ += ">";
    for (const auto& child : children)
      property(*child, child.key(), pointer_append(at, child.key()));
    out_ += "</" + name + ">";
  }

  void property(const Json& value, const std::string& key, const std::string& at) {
    const XmlForm form = form_at(at);
    if (!value.is_array()) return element(value, at, form.name_or(key), form);
    // Without a wrapper nothing bears the array's own name; inside of one it is the items' too, if they have none.
    if (!form.is_wrapped) return items(value, at, key);
    wrap(form.name_or(key), form, [&] { items(value, at, form.name.empty() ? key : form.name); });
  }

  void items(const Json& array, const std::string& at, const std::string& otherwise) {
    for (std::size_t i = 0; i < array.size(); ++i) {
      const std::string place = pointer_append(at, i);
      const XmlForm form = form_at(place);
      const std::string name = form.name_or(otherwise);
      if (array[i].is_array()) {
        wrap(name, form, [&] { nested_items(array[i], place, name); });
      } else {
        element(array[i], place, name, form);
      }
    }
  }

  void nested_items(const Json& array, const std::string& at, const std::string& name) {
    if (++depth_ <= kDeepestElement) items(array, at, name);
    --depth_;
  }

  const std::optional<Schema>& schema_;
  std::string out_;
  std::size_t depth_ = 0;
};

}  // namespace

std::string xml_text(const Json& value, const std::optional<Schema>& schema) {
  return XmlWriter(schema).write(value);
}

}  // namespace emulator
