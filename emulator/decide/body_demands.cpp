#include "emulator/decide/body_demands.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/decide/schema_violation.h"
#include "emulator/model/form_value.h"
#include "emulator/model/media_type.h"
#include "emulator/model/typed_text.h"
#include "emulator/text/quote.h"
#include "emulator/text/secret_name.h"
#include "emulator/text/shallow_json.h"

namespace emulator {
namespace {

// Reads the body of one call in the one way that its type asks for.
class BodyCheck {
 public:
  BodyCheck(const Rule& rule, const Call& call, const Content& content, std::string_view type)
      : rule_(rule), call_(call), content_(content), type_(type) {}

  std::vector<Violation> run(std::vector<std::string>& notes) {
    if (is_json_media_type(type_)) return json();
    const bool is_urlencoded = same_media_type("application/x-www-form-urlencoded", type_);
    if (is_urlencoded || same_media_type("multipart/form-data", type_)) return form(is_urlencoded);
    if (is_text_media_type(type_)) return against(scalar_value(body(), *content_.schema));
    notes.push_back("a body of the type " + in_quotes(essence_of(type_)) +
                    " is not checked against its schema");
    return {};
  }

 private:
  const std::string& body() const { return call_.request.body; }

  std::vector<Violation> against(const Json& value) const {
    return violations_of(content_.schema->validate(value, Direction::kRequest),
                         {rule_, *content_.schema, "", false});
  }

  // "line 1, column 5"
  std::string position(std::size_t offset) const {
    const auto seen = std::string_view(body()).substr(0, offset);
    const auto last_line = seen.rfind('\n');
    const auto lines = std::count(seen.begin(), seen.end(), '\n');
    const auto column =
        last_line == std::string_view::npos ? seen.size() + 1 : seen.size() - last_line;
    return "line " + std::to_string(lines + 1) + ", column " + std::to_string(column);
  }

  std::vector<Violation> no_json(std::string found, std::string hint) const {
    return {Violation{&rule_, "JSON", std::move(found), std::move(hint)}};
  }

  std::vector<Violation> json() const {
    JsonProblem problem;
    const Json value = read_json_text(body(), kDeepestJson, problem);
    switch (problem.kind) {
      case JsonProblem::Kind::kSyntax:
        return no_json("a text that does not parse at " + position(problem.offset),
                       "send well-formed JSON");
      case JsonProblem::Kind::kTooLarge:
        return no_json("a text with a number too large to be read, at " + position(problem.offset),
                       "send numbers below 1.8e308, or a string");
      case JsonProblem::Kind::kTooDeep:
        return no_json("a text that nests deeper than " + std::to_string(kDeepestJson) + " levels",
                       "send a flatter text");
      case JsonProblem::Kind::kNone:
        break;
    }
    return against(value);
  }

  std::vector<Violation> form(bool is_urlencoded) const {
    std::vector<FormMisfit> misfits;
    const Schema& schema = *content_.schema;
    const Json value = is_urlencoded
                           ? urlencoded_value(body(), schema, content_.encodings, misfits)
                           : multipart_value(body(), type_, schema, content_.encodings, misfits);
    std::vector<Violation> out;
    for (const FormMisfit& misfit : misfits) {
      const bool secret = is_secret_name(misfit.instance);
      Violation violation{
          &rule_, misfit.expected, secret ? shown_value("", true) : misfit.found,
          misfit.instance.empty() ? "write the body as its Content-Type says" : rule_.hint};
      violation.pointer = misfit.instance;
      out.push_back(std::move(violation));
    }
    if (!out.empty() && out.front().pointer->empty()) return out;  // nothing could be read
    // What could not be read is told once, not also that its text is no such value.
    for (Violation& violation : against(value)) {
      const auto same = [&](const FormMisfit& misfit) {
        return (*violation.pointer + "/").starts_with(misfit.instance + "/");
      };
      if (std::none_of(misfits.begin(), misfits.end(), same)) out.push_back(std::move(violation));
    }
    return out;
  }

  const Rule& rule_;
  const Call& call_;
  const Content& content_;
  std::string_view type_;
};

}  // namespace

std::vector<Violation> broken_by_body(const Rule& rule, const Call& call,
                                      std::vector<std::string>& notes) {
  const HeaderLine* type = call.request.header("Content-Type");
  if (call.request.body.empty()) return {};
  if (!type) {
    if (content_for(call.operation.request_body->contents, "application/octet-stream"))
      notes.push_back("a body without a Content-Type is not checked against its schema");
    return {};
  }
  const Content* content = content_for(call.operation.request_body->contents, type->value);
  if (!content || !content->schema) return {};
  return BodyCheck(rule, call, *content, type->value).run(notes);
}

}  // namespace emulator
