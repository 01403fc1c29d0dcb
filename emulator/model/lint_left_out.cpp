#include "emulator/model/lint_left_out.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/model/json_words.h"
#include "emulator/model/reference.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

constexpr const char* kMethodMembers[] = {"get",     "put",  "post",  "delete",
                                          "options", "head", "patch", "trace"};

void add(Severity severity, const Located& at, std::string code, std::string message,
         std::string hint, Findings& findings) {
  findings.add(at.finding_at_key(severity, std::move(code), std::move(message), std::move(hint)));
}

class LeftOut {
 public:
  explicit LeftOut(Findings& findings) : findings_(findings) {}

  void look_at(const DocumentPtr& document) {
    const Located root = root_of(document);
    not_sent(member_of(root, "webhooks"), "webhooks");
    const Located paths = member_of(root, "paths");
    if (!paths || !paths.value->is_object()) return;
    for (const auto& [path, ignored] : paths.value->items()) {
      beside_reference(member_of(paths, path));
      Findings told;  // when the document was read
      const Located item = resolve(member_of(paths, path), told);
      for (const char* method : kMethodMembers)
        null_operation(path, method, member_of(item, method));
    }
  }

  void look_at(const Operation& operation) {
    not_sent(member_of(operation.node, "callbacks"), "callbacks");
    if (operation.request_body) stray_content(operation.request_body->node, "the request body");
    const Located responses = member_of(operation.node, "responses");
    if (responses && responses.value->is_object() && operation.responses.empty())
      add(Severity::kWarning, responses, "document.no-responses", "`responses` has no response",
          "it is answered with 200 and no body; describe its responses", findings_);
    for (const DocumentedResponse& response : operation.responses)
      stray_content(response.node, "the response " + in_quotes(response.key));
  }

 private:
  void not_sent(const Located& node, const std::string& name) {
    if (!node || !node.value->is_object() || node.value->empty()) return;
    add(Severity::kNote, node, "document.not-sent", "`" + name + "` are described, and not sent",
        "the emulator answers calls and makes none; let the test make these itself", findings_);
  }

  // OpenAPI leaves open what the two of them make together.
  void beside_reference(const Located& item) {
    if (!member_of(item, "$ref")) return;
    for (const auto& [name, ignored] : item.value->items()) {
      if (name == "$ref" || name == "summary" || name == "description" || name.starts_with("x-"))
        continue;
      add(Severity::kWarning, member_of(item, name), "document.beside-reference",
          "`" + name + "` stands beside a `$ref` of a path",
          "it is passed over: the path is what the reference leads to; move it there", findings_);
    }
  }

  void null_operation(const std::string& path, const std::string& method, const Located& node) {
    if (!node || !node.value->is_null()) return;
    add(Severity::kWarning, node, "document.no-operation",
        "nothing is written under `" + method + "` of the path " + in_quotes(path),
        "it is served as if it were not there; write `{}` for an operation that says nothing",
        findings_);
  }

  void stray_content(const Located& owner, const std::string& what) {
    const Located content = member_of(owner, "content");
    if (!content || !content.value->is_object()) return;
    for (const auto& [name, media] : content.value->items()) {
      if (media.is_object() || name.starts_with("x-")) continue;
      add(Severity::kWarning, member_of(content, name), "document.stray-content",
          in_quotes(name) + " under `content` of " + what + " is " + described(media),
          name.find('/') == std::string::npos
              ? "it is passed over; under `content` stand media types, each with an object"
              : "it is passed over, as if the media type were not there; write `{}` to document it",
          findings_);
    }
  }

  Findings& findings_;
};

}  // namespace

void lint_left_out(const Model& model, Findings& findings) {
  LeftOut left_out(findings);
  for (const DocumentPtr& document : model.documents) left_out.look_at(document);
  for (const Operation& operation : model.operations) left_out.look_at(operation);
}

}  // namespace emulator
