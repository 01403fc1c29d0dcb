#include <charconv>
#include <nlohmann/json.hpp>

#include "emulator/journal/entry_line.h"
#include "emulator/model/operation.h"
#include "emulator/model/stub_response.h"
#include "emulator/text/base64.h"
#include "emulator/text/utf8.h"

namespace emulator {
namespace {

/// Writes JSON text as it comes: values made first would take several times as long, and a call waits for its line.
class LineText {
 public:
  LineText& key(std::string_view name) {
    separate();
    text_ += '"';
    text_ += name;
    text_ += "\":";
    fresh_ = true;
    return *this;
  }
  LineText& open(char bracket) {
    separate();
    text_ += bracket;
    fresh_ = true;
    return *this;
  }
  LineText& close(char bracket) {
    text_ += bracket;
    fresh_ = false;
    return *this;
  }
  LineText& number(std::int64_t value) {
    separate();
    char digits[24];
    const auto end = std::to_chars(std::begin(digits), std::end(digits), value).ptr;
    text_.append(digits, end);
    return *this;
  }
  LineText& raw(std::string_view json) {
    separate();
    text_ += json;
    return *this;
  }
  LineText& base64(std::string_view bytes) { return raw('"' + to_base64(bytes) + '"'); }
  LineText& text(std::string_view value) {
    if (find_invalid_utf8(value) == std::string_view::npos) return quoted(value);
    return open('{').key("base64").base64(value).close('}');
  }
  std::string take() && { return std::move(text_); }

 private:
  void separate() {
    if (!fresh_) text_ += ',';
    fresh_ = false;
  }
  LineText& quoted(std::string_view value) {
    separate();
    text_ += '"';
    std::size_t begun = 0;
    for (std::size_t i = 0; i < value.size(); ++i) {
      const auto c = static_cast<unsigned char>(value[i]);
      if (c >= 0x20 && c != '"' && c != '\\') continue;
      text_.append(value, begun, i - begun);
      begun = i + 1;
      constexpr std::string_view kDigits = "0123456789abcdef";
      if (c < 0x20)
        text_.append("\\u00").append({kDigits[c >> 4], kDigits[c & 15]});
      else
        text_.append({'\\', value[i]});
    }
    text_.append(value, begun);
    text_ += '"';
    return *this;
  }

  std::string text_;
  bool fresh_ = true;
};

void put_view(std::string_view part, const std::string& head, LineText& line) {
  const bool inside =
      part.data() >= head.data() && part.data() + part.size() <= head.data() + head.size();
  line.number(inside ? part.data() - head.data() : 0);
  line.number(inside ? static_cast<std::int64_t>(part.size()) : 0);
}

void put_request(const Request& request, LineText& line) {
  static const std::string kNoHead;
  const std::string& head = request.head ? *request.head : kNoHead;
  line.key("request").open('{');
  line.key("head").base64(head);
  line.key("layout").open('[');
  for (const std::string_view part : {request.method, request.target, request.version})
    put_view(part, head, line);
  for (const HeaderLine& header : request.headers) {
    put_view(header.name, head, line);
    put_view(header.value, head, line);
  }
  line.close(']');
  if (!request.body.empty()) line.key("body").base64(request.body);
  line.key("client").text(request.client);
  line.key("tls").raw(request.tls ? "true" : "false").close('}');
}

struct PutEffect {
  LineText& line;
  void operator()(const Delay& delay) const { line.key("delayMs").number(delay.by.count()); }
  void operator()(const Dribble& dribble) const {
    line.key("pieces").number(static_cast<std::int64_t>(dribble.pieces));
    line.key("overMs").number(dribble.over.count());
  }
  void operator()(const Truncate& cut) const {
    line.key("fault").text(fault_name({cut}));
    line.key("afterBytes").number(static_cast<std::int64_t>(cut.after_bytes));
  }
  template <class Fault>
  void operator()(const Fault& fault) const {
    line.key("fault").text(fault_name({fault}));
  }
};

void put_response(const Response& response, LineText& line) {
  line.key("response").open('{').key("status").number(response.status);
  if (!response.reason.empty()) line.key("reason").text(response.reason);
  line.key("headers").open('[');
  for (const Header& header : response.headers)
    line.open('[').text(header.name).text(header.value).close(']');
  line.close(']');
  if (response.body) line.key("body").text(*response.body);
  if (!response.effects.empty()) {
    line.key("effects").open('[');
    for (const Effect& effect : response.effects) {
      line.open('{');
      std::visit(PutEffect{line}, effect);
      line.close('}');
    }
    line.close(']');
  }
  line.close('}');
}

void put_violation(const Violation& violation, LineText& line) {
  const Rule& rule = *violation.rule;
  line.open('{').key("rule").open('{');
  line.key("id").text(rule.id).key("class").text(to_string(rule.cls));
  line.key("in").text(to_string(rule.in)).key("name").text(rule.name);
  line.key("file").text(rule.place.file).key("line").number(rule.place.line);
  line.key("column").number(rule.place.column).close('}');
  line.key("expected").text(violation.expected).key("found").text(violation.found);
  line.key("hint").text(violation.hint).close('}');
}

void put_rules(const char* key, Verdict verdict, const Decision& decision, LineText& line) {
  bool any = false;
  for (const Judged& judged : decision.judged) {
    if (judged.verdict != verdict) continue;
    if (!any) line.key(key).open('[');
    any = true;
    line.text(judged.rule->id);
  }
  if (any) line.close(']');
}

void put_decision(const Decision& decision, LineText& line) {
  if (const Operation* operation = decision.operation) {
    line.key("operation").open('{').key("id").text(operation->id);
    line.key("method").text(operation->method).key("path").text(operation->path);
    line.key("document").text(operation->document ? operation->document->name() : "");
    const Place place = operation->node.key_place();
    line.key("line").number(place.line).key("column").number(place.column).close('}');
  }
  if (!decision.violations.empty()) {
    line.key("violations").open('[');
    for (const Violation& violation : decision.violations) put_violation(violation, line);
    line.close(']');
  }
  put_rules("held", Verdict::kHeld, decision, line);
  put_rules("skipped", Verdict::kSkipped, decision, line);
  if (!decision.notes.empty()) {
    line.key("notes").open('[');
    for (const std::string& note : decision.notes) line.text(note);
    line.close(']');
  }
  if (decision.stub)
    line.key("stub").raw(decision.stub->json->dump(-1, ' ', false, Json::error_handler_t::replace));
  put_response(decision.response, line);
}

}  // namespace

std::string entry_line(const Entry& entry) {
  const auto nanoseconds =
      std::chrono::duration_cast<std::chrono::nanoseconds>(entry.received.time_since_epoch());
  LineText line;
  line.open('{').key("v").number(kJournalVersion).key("kind").text("call");
  line.key("id").text(entry.id).key("received").number(nanoseconds.count());
  line.key("duration").number(entry.duration.count()).key("space").text(entry.space);
  line.key("method").text(entry.request.method).key("target").text(entry.request.target);
  line.key("status").number(entry.decision.response.status);
  line.key("outcome").text(to_string(entry.decision.outcome));
  put_request(entry.request, line);
  put_decision(entry.decision, line);
  line.close('}');
  return std::move(line).take() + "\n";
}

}  // namespace emulator
