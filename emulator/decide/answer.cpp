#include "emulator/decide/answer.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/decide/negotiate.h"
#include "emulator/decide/problem.h"
#include "emulator/model/generated_body.h"
#include "emulator/model/media_type.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

const std::vector<Content> kNoContents;

// Which documented response is sent, and with which status.
// response  nullptr: the document has none at all
struct Choice {
  const DocumentedResponse* response = nullptr;
  int status = 200;

  const std::vector<Content>& contents() const {
    return response && may_have_body(status) ? response->contents : kNoContents;
  }
};

Choice success_of(const Operation& operation) {
  if (operation.success == Operation::npos) return {nullptr, operation.success_status};
  return {&operation.responses[operation.success], operation.success_status};
}

// Chooses and fills in the answer to one call.
class Answering {
 public:
  Answering(Decision& decision, const Scene& scene, const Call& call,
            const Preferences& preferences)
      : decision_(decision),
        scene_(scene),
        call_(call),
        operation_(call.operation),
        preferences_(preferences) {}

  void run() {
    choice_ = success_of(operation_);
    if (preferences_.code) {
      choice_ = {operation_.response_for(*preferences_.code), *preferences_.code};
      if (!choice_.response) return no_such_response();
    }
    if (preferences_.example && !has_example(choice_.contents())) return no_such_example();
    if (preferences_.choose_answer()) hold(operation_.prefer);
    follows_plan_ = decision_.plan && !preferences_.choose_answer();
    tell_unsent();
    if (!choice_.contents().empty()) {
      const bool from_records = follows_plan_ && decision_.plan->respond;
      const auto accepted = acceptable(call_.request, choice_.contents(),
                                       preferences_.example.value_or(""), from_records);
      if (!accepted) return not_acceptable();
      content_ = accepted.content;
      media_type_ = accepted.media_type;
      hold(operation_.accept);
    }
    fill();
  }

 private:
  void hold(const Rule& rule) { decision_.judged.push_back({&rule, Verdict::kHeld}); }

  void refuse(const Rule& rule, int status, std::string expected, std::string found,
              std::string hint) {
    decision_.violations.push_back({&rule, std::move(expected), std::move(found), std::move(hint)});
    decision_.judged.push_back({&rule, Verdict::kBroken});
    decision_.outcome = Outcome::kRefused;
    decision_.response = problem(status, decision_.violations);
  }

  void no_such_response() {
    std::vector<std::string> keys;
    for (const DocumentedResponse& response : operation_.responses) keys.push_back(response.key);
    refuse(operation_.prefer, 404,
           keys.empty() ? "a documented status; none is" : "the status of " + listed(keys, "or"),
           "code=" + std::to_string(*preferences_.code), operation_.prefer.hint);
  }

  bool has_example(const std::vector<Content>& contents) const {
    for (const Content& content : contents) {
      if (content.example_named(*preferences_.example)) return true;
    }
    return false;
  }

  void no_such_example() {
    std::vector<std::string> names;
    for (const Content& content : choice_.contents()) {
      for (const NamedExample& example : content.examples) names.push_back(in_quotes(example.name));
    }
    std::string hint = operation_.prefer.hint;
    for (const DocumentedResponse& response : operation_.responses) {
      if (has_example(response.contents))
        hint =
            "the response " + in_quotes(response.key) + " has it: name its status too, as code=N";
    }
    refuse(operation_.prefer, 404,
           names.empty()
               ? "no example, as the response " + response_key() + " has none with a name"
               : "the example " + listed(names, "or") + " of the response " + response_key(),
           "example=" + printable(*preferences_.example), std::move(hint));
  }

  std::string response_key() const {
    return choice_.response ? in_quotes(choice_.response->key) : "that is not documented";
  }

  void tell_unsent() {
    if (may_have_body(choice_.status) || !choice_.response || choice_.response->contents.empty())
      return;
    decision_.notes.push_back("the documented content is not sent: an answer with " +
                              std::to_string(choice_.status) + " has no body");
  }

  void not_acceptable() {
    std::vector<std::string> types;
    for (const Content& content : choice_.contents()) {
      if (!preferences_.example || content.example_named(*preferences_.example))
        types.push_back(content.sent_as);
    }
    const HeaderLine* accept = call_.request.header("Accept");
    refuse(operation_.accept, 406, listed(types, "or"),
           accept ? in_quotes(accept->value) : "nothing", operation_.accept.hint);
  }

  void fill() {
    Response& response = decision_.response;
    response.status = choice_.status;
    if (choice_.response) response.headers = choice_.response->headers;
    response.headers.reserve(response.headers.size() + 3);
    if (follows_plan_) follow_plan();
    if (!is_filled_ && content_) {
      response.body = documented_body();
      if (!response.body && content_->generated) return fail();
    }
    if (response.body) response.headers.push_back({"Content-Type", media_type_});
    tell_applied();
  }

  // The fixtures' answer, and what the call makes of the records.
  void follow_plan() {
    Plan::Answer answer = decision_.plan->answer(
        {decision_.found, [&](const RequestValue& wanted) { return plan_value(call_, wanted); },
         scene_.records ? scene_.records->changed() : 0});
    decision_.changes = std::move(answer.changes);
    if (!decision_.plan->respond) return;
    if (!may_be_json()) {
      decision_.notes.push_back("the fixtures' answer is JSON: as " + media_type_ +
                                " the documented one is sent");
      return;
    }
    is_filled_ = true;
    if (may_have_body(choice_.status)) decision_.response.body = std::move(answer.body);
  }

  // Whether what fixtures say is what the client takes; where no JSON is documented, they know what they do.
  bool may_be_json() const {
    if (!content_ || is_json_media_type(media_type_)) return true;
    const auto& all = choice_.contents();
    return std::none_of(all.begin(), all.end(),
                        [](const Content& content) { return is_json_media_type(content.sent_as); });
  }

  // A text that is sent as JSON although nothing but a range was documented.
  ContentBody documented_body() {
    ContentBody body = body_as_documented();
    const bool quoted =
        body && is_json_media_type(media_type_) && !is_json_media_type(content_->sent_as);
    return quoted ? body_text(Json(*body), media_type_) : body;
  }

  ContentBody body_as_documented() {
    if (preferences_.example) return content_->example_named(*preferences_.example)->body;
    if (!preferences_.dynamic.value_or(false)) return content_->body();
    if (content_->generated) return content_->generated->text();
    decision_.notes.push_back("Prefer: dynamic=true has no effect: " + content_->media_type +
                              " has no schema to make a value from");
    return content_->body();
  }

  // No value satisfies the schema.
  void fail() {
    decision_.outcome = Outcome::kFailed;
    decision_.notes.push_back(content_->generated->impossible());
    decision_.response = problem(500, content_->generated->impossible());
  }

  void tell_applied() {
    std::string applied;
    const auto add = [&](const std::string& one) {
      applied += (applied.empty() ? "" : ", ") + one;
    };
    if (preferences_.code) add("code=" + std::to_string(*preferences_.code));
    if (preferences_.example) add("example=" + as_word(*preferences_.example));
    if (preferences_.dynamic && content_)
      add(*preferences_.dynamic ? "dynamic=true" : "dynamic=false");
    if (!applied.empty()) decision_.response.headers.push_back({"Preference-Applied", applied});
  }

  Decision& decision_;
  const Scene& scene_;
  const Call& call_;
  const Operation& operation_;
  const Preferences& preferences_;
  Choice choice_;
  const Content* content_ = nullptr;
  std::string media_type_ = "application/json";  ///< of the body, if there is one
  bool follows_plan_ = false;
  bool is_filled_ = false;  ///< the fixtures have said what the body is, or that there is none
};

}  // namespace

void answer(Decision& decision, const Scene& scene, const Call& call,
            const Preferences& preferences) {
  Answering(decision, scene, call, preferences).run();
}

}  // namespace emulator
