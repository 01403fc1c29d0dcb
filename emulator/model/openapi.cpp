#include "emulator/model/openapi.h"

#include <nlohmann/json.hpp>

#include "emulator/model/base_paths.h"
#include "emulator/model/openapi_bodies.h"
#include "emulator/model/openapi_extent.h"
#include "emulator/model/openapi_members.h"
#include "emulator/model/openapi_parameters.h"
#include "emulator/model/openapi_security.h"
#include "emulator/model/reference.h"
#include "emulator/model/router.h"
#include "emulator/text/nearest.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

constexpr const char* kMethods[] = {"get",     "put",  "post",  "delete",
                                    "options", "head", "patch", "trace"};

constexpr TypedMember kOperationMembers[] = {{"operationId", &Json::is_string, "a string"},
                                             {"parameters", &Json::is_array, "an array"},
                                             {"requestBody", &Json::is_object, "an object"},
                                             {"responses", &Json::is_object, "an object"},
                                             {"security", &Json::is_array, "an array"}};

std::string upper(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

// Reads one document. Holds what every step needs.
class OpenApiReader {
 public:
  OpenApiReader(const DocumentPtr& document, std::uint64_t seed, Findings& findings)
      : root_(root_of(document)),
        seed_(seed),
        findings_(findings),
        base_paths_(base_paths_of(root_, findings)) {}

  std::vector<Operation> read() {
    if (!version_is_known()) return {};
    const Located paths = member_of(root_, "paths");
    if (!paths || !paths.value->is_object()) {
      error(paths ? paths : root_, "openapi.no-paths", "the document describes no paths",
            hint_for_paths());
      return {};
    }
    if (described_parts(paths) > kMostDescribedParts) {
      error(paths, "openapi.too-large",
            "references make more than 1,000,000 parts of this: operations, parameters, responses, "
            "headers, media types, examples",
            "let fewer references lead to what has many parts itself");
      return {};
    }
    for (const auto& [path, item] : paths.value->get_ref<const Json::object_t&>()) {
      if (path.rfind("x-", 0) == 0) continue;
      const Located node{&item, pointer_append(paths.pointer, path), paths.document};
      read_path(path, resolve(node, findings_));
    }
    return std::move(operations_);
  }

 private:
  void error(const Located& at, std::string code, std::string message, std::string hint) {
    findings_.add(
        at.finding(Severity::kError, std::move(code), std::move(message), std::move(hint)));
  }

  std::string hint_for_paths() const {
    std::vector<std::string> names;
    for (const auto& [name, ignored] : root_.value->items())
      if (name != "paths") names.push_back(name);
    const std::string_view meant = nearest("paths", names);
    return "add a `paths` object" +
           (meant.empty() ? "" : "; is " + in_quotes(meant) + " meant for it?");
  }

  bool version_is_known() {
    const std::string version = text_of(root_, "openapi");
    if (version.rfind("3.0", 0) == 0 || version.rfind("3.1", 0) == 0) return true;
    if (const Located swagger = member_of(root_, "swagger")) {
      error(swagger, "openapi.version", "this is a Swagger 2 document",
            "convert it to OpenAPI 3.0");
    } else if (version.empty()) {
      error(root_, "openapi.version", "this is no OpenAPI document: it has no `openapi: 3.0.x`",
            "name an OpenAPI 3.0 or 3.1 document");
    } else {
      error(member_of(root_, "openapi"), "openapi.version",
            "OpenAPI " + in_quotes(version) + " is not known", "use 3.0.x or 3.1.x");
    }
    return false;
  }

  void read_path(const std::string& path, const Located& item) {
    check_type(item, {path.c_str(), &Json::is_object, "an object"}, findings_);
    if (!item || !item.value->is_object()) return;
    if (path.empty() || path.front() != '/') {
      error(item, "openapi.path", "the path " + in_quotes(path) + " does not begin with '/'",
            "write '/" + path + "'");
      return;
    }
    for (const char* method : kMethods) {
      const Located node = member_of(item, method);
      check_type(node, {method, &Json::is_object, "an object"}, findings_);
      if (!node || !node.value->is_object()) continue;
      read_operation(path, method, item, node);
    }
  }

  // The nearest `servers` hold.
  std::vector<std::string> base_paths(const Located& item, const Located& operation) {
    if (member_of(operation, "servers")) return base_paths_of(operation, findings_);
    return member_of(item, "servers") ? base_paths_of(item, findings_) : base_paths_;
  }

  void read_operation(const std::string& path, const std::string& method, const Located& item,
                      const Located& node) {
    Operation operation;
    operation.method = upper(method);
    operation.path = path;
    operation.path_names = PathTemplate(path).parameter_names();
    operation.base_paths = base_paths(item, node);
    check_members(node, kOperationMembers, findings_);
    operation.id = text_of(node, "operationId");
    if (operation.id.empty()) operation.id = operation.method + " " + path;
    operation.document = root_.document;
    operation.node = node;
    // The operation's own parameters come first, and replace the path item's of the same name and place.
    read_parameters(node, operation, findings_);
    read_parameters(item, operation, findings_);
    check_path_names(operation, findings_);
    read_bodies(node, operation, seed_, findings_);
    operation.security = read_security(node, root_, findings_);
    operations_.push_back(std::move(operation));
  }

  const Located root_;
  const std::uint64_t seed_;
  Findings& findings_;
  const std::vector<std::string> base_paths_;
  std::vector<Operation> operations_;
};

}  // namespace

std::vector<Operation> read_operations(const DocumentPtr& document, std::uint64_t seed,
                                       Findings& findings) {
  return OpenApiReader(document, seed, findings).read();
}

}  // namespace emulator
