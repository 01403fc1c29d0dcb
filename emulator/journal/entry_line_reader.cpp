#include <nlohmann/json.hpp>
#include <stdexcept>

#include "emulator/decide/world.h"
#include "emulator/journal/entry_line.h"
#include "emulator/model/operation.h"
#include "emulator/model/stub_response.h"
#include "emulator/text/base64.h"

namespace emulator {
namespace {

std::string bytes_in(const Json& base64) {
  auto bytes = from_base64(base64.get_ref<const std::string&>());
  if (!bytes) throw std::runtime_error("what should be base64 is none");
  return *std::move(bytes);
}

std::string text_of(const Json& shown) {
  return shown.is_object() ? bytes_in(shown.at("base64")) : shown.get<std::string>();
}

std::string text_or_none(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() ? std::string() : text_of(*found);
}

const Json& list_in(const Json& object, const char* name) {
  static const Json kNone = Json::array();
  const auto found = object.find(name);
  return found == object.end() ? kNone : *found;
}

std::string_view view_at(const std::string& head, const Json& layout, std::size_t at) {
  const auto offset = layout.at(at).get<std::size_t>();
  const auto length = layout.at(at + 1).get<std::size_t>();
  if (offset > head.size() || length > head.size() - offset)
    throw std::runtime_error("the layout leads out of the head");
  return std::string_view(head).substr(offset, length);
}

Request read_request(const Json& shown) {
  Request request;
  request.head = std::make_shared<const std::string>(bytes_in(shown.at("head")));
  const Json& layout = shown.at("layout");
  if (layout.size() % 4 != 2) throw std::runtime_error("the layout is none");
  request.method = view_at(*request.head, layout, 0);
  request.target = view_at(*request.head, layout, 2);
  request.version = view_at(*request.head, layout, 4);
  request.headers.reserve(layout.size() / 4 - 1);
  for (std::size_t at = 6; at < layout.size(); at += 4)
    request.headers.push_back(
        {view_at(*request.head, layout, at), view_at(*request.head, layout, at + 2)});
  if (shown.contains("body")) request.body = bytes_in(shown.at("body"));
  request.client = text_of(shown.at("client"));
  request.tls = shown.at("tls").get<bool>();
  return request;
}

Effect read_fault(const Json& shown) {
  const auto name = shown.at("fault").get<std::string>();
  const auto after = shown.value("afterBytes", std::size_t{0});
  for (const Effect& effect :
       std::initializer_list<Effect>{EmptyResponse{}, ConnectionReset{}, MalformedChunk{},
                                     RandomData{}, Truncate{after}, Stall{}}) {
    if (fault_name({effect}) == name) return effect;
  }
  throw std::runtime_error("there is no such fault");
}

Effect read_effect(const Json& shown) {
  if (shown.contains("delayMs"))
    return Delay{std::chrono::milliseconds(shown["delayMs"].get<std::int64_t>())};
  if (shown.contains("pieces"))
    return Dribble{shown["pieces"].get<std::size_t>(),
                   std::chrono::milliseconds(shown.at("overMs").get<std::int64_t>())};
  return read_fault(shown);
}

Response read_response(const Json& shown) {
  Response response;
  response.status = shown.at("status").get<int>();
  response.reason = text_or_none(shown, "reason");
  for (const Json& header : shown.at("headers"))
    response.headers.push_back({text_of(header.at(0)), text_of(header.at(1))});
  if (shown.contains("body"))
    response.body = std::make_shared<const std::string>(text_of(shown.at("body")));
  for (const Json& effect : list_in(shown, "effects"))
    response.effects.push_back(read_effect(effect));
  return response;
}

template <class Enum>
Enum named(std::initializer_list<Enum> all, const std::string& name) {
  for (const Enum one : all) {
    if (name == to_string(one)) return one;
  }
  throw std::runtime_error("'" + name + "' is not known");
}

Outcome read_outcome_word(const Json& shown) {
  return named({Outcome::kAccepted, Outcome::kRefused, Outcome::kUnmatched, Outcome::kMalformed,
                Outcome::kFailed},
               shown.get<std::string>());
}

// As much of it as is asked for once it has answered.
StubPtr read_recorded_stub(const Json& shown) {
  auto stub = std::make_shared<Stub>();
  stub->id = shown.at("id").get<std::string>();
  stub->name = shown.value("name", std::string());
  shown.at("response");
  stub->json = std::make_shared<const Json>(shown);
  return stub;
}

// An empty value at the line and column of an operation that is no more: its events tell the place as they did.
std::string text_with_a_place(const Json& operation) {
  constexpr std::size_t kMost = 100'000;
  const auto before = [&](const char* key) {
    const auto number = operation.value(key, std::size_t{1});
    if (number < 1 || number > kMost)
      throw std::runtime_error(std::string(key) + " of an operation is not from 1 to 100000");
    return number - 1;
  };
  return std::string(before("line"), '\n') + std::string(before("column"), ' ') + "{}";
}

}  // namespace

/// What decisions point to that the world does not have any more. Guarded by nothing: one reader.
struct EntryReader::Remains {
  std::shared_ptr<const World> world;
  std::map<std::string, Rule> rules;
  std::map<std::string, Operation> operations;
  std::map<std::string, StubPtr> stubs;
};

EntryReader::EntryReader(std::shared_ptr<const World> world)
    : remains_(std::make_shared<Remains>(Remains{std::move(world), {}, {}, {}})) {}

EntryPtr EntryReader::read(const Json& line) {
  auto entry = std::make_shared<Entry>();
  entry->id = line.at("id").get<std::string>();
  entry->received = std::chrono::system_clock::time_point(
      std::chrono::duration_cast<std::chrono::system_clock::duration>(
          std::chrono::nanoseconds(line.at("received").get<std::int64_t>())));
  entry->duration = std::chrono::nanoseconds(line.at("duration").get<std::int64_t>());
  entry->space = line.at("space").get<std::string>();
  entry->request = read_request(line.at("request"));
  entry->decision.outcome = read_outcome_word(line.at("outcome"));
  entry->decision.response = read_response(line.at("response"));
  read_decision(line, entry->decision);
  entry->world = std::shared_ptr<const World>(remains_, remains_->world.get());
  return entry;
}

void EntryReader::read_decision(const Json& line, Decision& decision) {
  if (line.contains("operation")) decision.operation = operation(line["operation"]);
  std::map<const Rule*, Verdict> verdicts;
  for (const Json& shown : list_in(line, "violations")) {
    const Rule* broken = rule(decision.operation, shown.at("rule"));
    verdicts[broken] = Verdict::kBroken;
    decision.violations.push_back({broken, text_of(shown.at("expected")),
                                   text_of(shown.at("found")), text_of(shown.at("hint"))});
  }
  for (const Json& id : list_in(line, "held"))
    verdicts[rule(decision.operation, Json{{"id", id}})] = Verdict::kHeld;
  for (const Json& id : list_in(line, "skipped"))
    verdicts[rule(decision.operation, Json{{"id", id}})] = Verdict::kSkipped;
  const auto take = [&](const Rule* judged) {
    const auto verdict = verdicts.find(judged);
    if (verdict == verdicts.end()) return;
    decision.judged.push_back({judged, verdict->second});
    verdicts.erase(verdict);
  };
  if (decision.operation) {
    for (const RuleGroup& group : decision.operation->groups)
      for (const Rule& known : group.rules) take(&known);
    take(&decision.operation->accept);
  }
  while (!verdicts.empty()) take(verdicts.begin()->first);
  for (const Json& note : list_in(line, "notes")) decision.notes.push_back(text_of(note));
  if (!line.contains("stub")) return;
  StubPtr& stub = remains_->stubs[line["stub"].dump()];
  if (!stub) stub = read_recorded_stub(line["stub"]);
  decision.stub = stub;
}

const Operation* EntryReader::operation(const Json& shown) {
  const auto id = text_of(shown.at("id"));
  const auto method = text_of(shown.at("method"));
  const auto path = text_of(shown.at("path"));
  const auto document = text_of(shown.at("document"));
  for (const Operation& known : remains_->world->model().operations) {
    if (known.id == id && known.method == method && known.path == path &&
        known.document->name() == document)
      return &known;
  }
  const auto [made, is_new] =
      remains_->operations.try_emplace(id + "\n" + method + " " + path + "\n" + document);
  if (is_new) {
    Findings ignored;
    made->second.id = id;
    made->second.method = method;
    made->second.path = path;
    made->second.document = read_json_text(document, text_with_a_place(shown), ignored);
    made->second.node = root_of(made->second.document);
  }
  return &made->second;
}

// By its id in the operation; rows of a file may give one id to several, which are told apart by their place.
const Rule* EntryReader::rule(const Operation* operation, const Json& shown) {
  const auto id = text_of(shown.at("id"));
  const Rule* found = nullptr;
  const auto consider = [&](const Rule& known) {
    if (known.id != id) return;
    const bool same_place = shown.contains("line") && known.place.line == shown["line"];
    if (!found || same_place) found = &known;
  };
  if (operation) {
    for (const RuleGroup& group : operation->groups)
      for (const Rule& known : group.rules) consider(known);
    consider(operation->accept);
  }
  return found ? found : made_rule(shown);
}

const Rule* EntryReader::made_rule(const Json& shown) {
  const auto [made, is_new] = remains_->rules.try_emplace(shown.dump());
  Rule& rule = made->second;
  if (!is_new) return &rule;
  rule.id = text_of(shown.at("id"));
  if (!shown.contains("class")) return &rule;
  rule.cls = named({Class::kDocumented, Class::kInferred, Class::kAssumed},
                   shown.at("class").get<std::string>());
  rule.in = named({In::kPath, In::kQuery, In::kHeader, In::kCookie, In::kBody},
                  shown.at("in").get<std::string>());
  rule.name = text_of(shown.at("name"));
  rule.place = {text_of(shown.at("file")), shown.at("line").get<std::uint32_t>(),
                shown.at("column").get<std::uint32_t>()};
  return &rule;
}

}  // namespace emulator
