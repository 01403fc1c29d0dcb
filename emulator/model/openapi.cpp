#include "emulator/model/openapi.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/model/json_words.h"
#include "emulator/model/message.h"
#include "emulator/model/openapi_content.h"
#include "emulator/model/reference.h"
#include "emulator/model/router.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

constexpr const char* kMethods[] = {"get",     "put",  "post",  "delete",
                                    "options", "head", "patch", "trace"};

std::string upper(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

bool flag(const Located& node, const std::string& name, bool otherwise = false) {
  const Located value = member_of(node, name);
  return value && value.value->is_boolean() ? value.value->get<bool>() : otherwise;
}

std::string text_of(const Located& node, const std::string& name) {
  const Located value = member_of(node, name);
  return value && value.value->is_string() ? value.value->get<std::string>() : "";
}

std::optional<In> place_of(const std::string& in) {
  for (const In known : {In::kPath, In::kQuery, In::kHeader, In::kCookie}) {
    if (in == to_string(known)) return known;
  }
  return std::nullopt;
}

ParameterForm form_of(const Located& parameter, In in) {
  using Style = ParameterForm::Style;
  const std::string style = text_of(parameter, "style");
  ParameterForm form;
  form.style = in == In::kQuery || in == In::kCookie ? Style::kForm : Style::kSimple;
  if (style == "spaceDelimited") form.style = Style::kSpaceDelimited;
  if (style == "pipeDelimited") form.style = Style::kPipeDelimited;
  form.explode = flag(parameter, "explode", form.style == Style::kForm);
  form.is_encoded = in == In::kQuery;
  return form;
}

/// What OpenAPI says that a member is.
struct TypedMember {
  const char* name;
  bool (Json::*is)() const noexcept;
  const char* wanted;
};
constexpr TypedMember kOperationMembers[] = {{"operationId", &Json::is_string, "a string"},
                                             {"parameters", &Json::is_array, "an array"},
                                             {"requestBody", &Json::is_object, "an object"},
                                             {"responses", &Json::is_object, "an object"}};
constexpr TypedMember kParameterMembers[] = {
    {"name", &Json::is_string, "a string"},
    {"required", &Json::is_boolean, "true or false"},
    {"allowEmptyValue", &Json::is_boolean, "true or false"},
    {"explode", &Json::is_boolean, "true or false"},
    {"style", &Json::is_string, "a string"}};
constexpr TypedMember kBodyMembers[] = {{"required", &Json::is_boolean, "true or false"},
                                        {"content", &Json::is_object, "an object"}};

// Reads one document. Holds what every step needs.
class OpenApiReader {
 public:
  OpenApiReader(const DocumentPtr& document, Findings& findings)
      : document_(document), findings_(findings) {}

  std::vector<Operation> read() {
    if (!version_is_known()) return {};
    const Located paths = member_of({&document_->root(), ""}, "paths");
    if (!paths || !paths.value->is_object()) {
      error("openapi.no-paths", "the document describes no paths", paths ? paths.pointer : "",
            "add a `paths` object");
      return {};
    }
    for (const auto& [path, item] : paths.value->items()) {
      if (path.rfind("x-", 0) == 0) continue;
      read_path(path, resolved({&item, pointer_append(paths.pointer, path)}));
    }
    return std::move(operations_);
  }

 private:
  void error(std::string code, std::string message, const std::string& pointer, std::string hint) {
    findings_.add(document_->finding(Severity::kError, std::move(code), std::move(message), pointer,
                                     std::move(hint)));
  }

  // One of another type would be read as if it were not there. So is null, but whoever writes it means that.
  template <std::size_t size>
  void check_members(const Located& node, const TypedMember (&members)[size]) {
    for (const TypedMember& member : members) check_type(member_of(node, member.name), member);
  }

  void check_type(const Located& node, const TypedMember& member) {
    if (!node || node.value->is_null() || (node.value->*member.is)()) return;
    error("openapi.member-type",
          "`" + std::string(member.name) + "` must be " + member.wanted + ", is " +
              described(*node.value),
          node.pointer, "correct it, or leave it out");
  }

  Located resolved(Located node) { return resolve(*document_, std::move(node), findings_); }

  bool version_is_known() {
    const Located root{&document_->root(), ""};
    const std::string version = text_of(root, "openapi");
    if (version.rfind("3.0", 0) == 0 || version.rfind("3.1", 0) == 0) return true;
    if (member_of(root, "swagger")) {
      error("openapi.version", "this is a Swagger 2 document", "/swagger",
            "convert it to OpenAPI 3.0");
    } else if (version.empty()) {
      error("openapi.version", "this is no OpenAPI document: it has no `openapi: 3.0.x`", "",
            "name an OpenAPI 3.0 or 3.1 document");
    } else {
      error("openapi.version", "OpenAPI " + in_quotes(version) + " is not known", "/openapi",
            "use 3.0.x or 3.1.x");
    }
    return false;
  }

  void read_path(const std::string& path, const Located& item) {
    check_type(item, {path.c_str(), &Json::is_object, "an object"});
    if (!item || !item.value->is_object()) return;
    if (path.empty() || path.front() != '/') {
      error("openapi.path", "the path " + in_quotes(path) + " does not begin with '/'",
            item.pointer, "write '/" + path + "'");
      return;
    }
    for (const char* method : kMethods) {
      const Located node = member_of(item, method);
      check_type(node, {method, &Json::is_object, "an object"});
      if (!node || !node.value->is_object()) continue;
      read_operation(path, method, item, node);
    }
  }

  void read_operation(const std::string& path, const std::string& method, const Located& item,
                      const Located& node) {
    Operation operation;
    operation.method = upper(method);
    operation.path = path;
    operation.path_names = PathTemplate(path).parameter_names();
    check_members(node, kOperationMembers);
    operation.id = text_of(node, "operationId");
    if (operation.id.empty()) operation.id = operation.method + " " + path;
    operation.document = document_;
    operation.pointer = node.pointer;
    // The operation's own parameters come first, and replace the path item's of the same name and place.
    read_parameters(node, operation);
    read_parameters(item, operation);
    check_path_names(operation);
    if (const Located body = resolved(member_of(node, "requestBody"))) {
      check_members(body, kBodyMembers);
      operation.request_body = RequestBody{flag(body, "required"), contents(body), body.pointer};
    }
    read_responses(member_of(node, "responses"), operation);
    operations_.push_back(std::move(operation));
  }

  void read_parameters(const Located& owner, Operation& operation) {
    const Located list = member_of(owner, "parameters");
    if (!list || !list.value->is_array()) return;
    for (std::size_t i = 0; i < list.value->size(); ++i) {
      const Located node = resolved({&(*list.value)[i], pointer_append(list.pointer, i)});
      if (node) read_parameter(node, operation);
    }
  }

  void read_parameter(const Located& node, Operation& operation) {
    check_members(node, kParameterMembers);
    Parameter parameter;
    parameter.name = text_of(node, "name");
    parameter.pointer = node.pointer;
    const auto in = place_of(text_of(node, "in"));
    if (parameter.name.empty() || !in) {
      error("openapi.parameter",
            "a parameter needs a `name` and an `in` of path, query, header or cookie", node.pointer,
            "complete it");
      return;
    }
    parameter.in = *in;
    const auto same = [&](const Parameter& known) {
      return known.in == parameter.in &&
             (known.in == In::kHeader ? equal_ignoring_case(known.name, parameter.name)
                                      : known.name == parameter.name);
    };
    if (std::any_of(operation.parameters.begin(), operation.parameters.end(), same)) return;
    parameter.required = parameter.in == In::kPath || flag(node, "required");
    parameter.allow_empty = flag(node, "allowEmptyValue");
    parameter.form = form_of(node, *in);
    if (const Located schema = member_of(node, "schema")) {
      parameter.schema.emplace(document_, schema.pointer, findings_);
    }
    operation.parameters.push_back(std::move(parameter));
  }

  void check_path_names(const Operation& operation) {
    for (const Parameter& parameter : operation.parameters) {
      if (parameter.in != In::kPath) continue;
      const auto& names = operation.path_names;
      if (std::find(names.begin(), names.end(), parameter.name) != names.end()) continue;
      error("openapi.path-parameter",
            "the path parameter " + in_quotes(parameter.name) + " is not in the path " +
                in_quotes(operation.path),
            parameter.pointer,
            "write {" + parameter.name + "} into the path, or remove the parameter");
    }
  }

  std::vector<Content> contents(const Located& owner) {
    return read_contents(document_, member_of(owner, "content"), findings_);
  }

  void read_responses(const Located& responses, Operation& operation) {
    if (!responses || !responses.value->is_object()) return;
    for (const auto& [key, value] : responses.value->items()) {
      if (key.rfind("x-", 0) == 0) continue;
      const Located response = resolved({&value, pointer_append(responses.pointer, key)});
      if (!response || !response.value->is_object()) continue;
      operation.responses.push_back({key, contents(response), response.pointer});
    }
    choose_responses(operation);
  }

  const DocumentPtr& document_;
  Findings& findings_;
  std::vector<Operation> operations_;
};

}  // namespace

std::vector<Operation> read_operations(const DocumentPtr& document, Findings& findings) {
  return OpenApiReader(document, findings).read();
}

}  // namespace emulator
