#include "emulator/serve/gate.h"

#include <algorithm>
#include <utility>

#include "emulator/serve/gate_body.h"
#include "emulator/serve/gate_head.h"

namespace emulator {
namespace {

// An idle connection keeps at most this much room for its next request.
constexpr std::size_t kIdleBufferBytes = 1024;

}  // namespace

struct Gate::Framing {
  enum class Stage { kBetween, kHead, kBody, kRefused };

  explicit Framing(GateLimits given) : limits(given) {}

  Result next();
  std::optional<Result> begin();
  std::optional<Result> read_head();
  std::optional<Result> read_body();
  Framed finish();
  Rejection refuse(wire::Complaint complaint);

  std::string_view rest() const { return std::string_view(buffer).substr(taken); }
  void take(std::size_t bytes);

  const GateLimits limits;
  std::string buffer;
  std::size_t taken = 0;  ///< of buffer

  Stage stage = Stage::kBetween;
  bool empty_line_seen = false;
  std::optional<wire::HeadReader> head;
  // From the end of the head on.
  Request request;
  wire::Framing says;
  std::optional<wire::ChunkedBody> chunks;
};

/// Drops what was taken once it is more than half: each byte is moved at most once on average.
void Gate::Framing::take(std::size_t bytes) {
  taken += bytes;
  if (taken == buffer.size()) {
    buffer.clear();
    taken = 0;
    if (buffer.capacity() > kIdleBufferBytes) buffer.shrink_to_fit();
  } else if (taken > buffer.size() / 2) {
    buffer.erase(0, taken);
    taken = 0;
  }
}

Gate::Result Gate::Framing::next() {
  while (true) {
    std::optional<Result> result;
    switch (stage) {
      case Stage::kBetween:
        result = begin();
        break;
      case Stage::kHead:
        result = read_head();
        break;
      case Stage::kBody:
        result = read_body();
        break;
      case Stage::kRefused:
        return State::kNeedMore;
    }
    if (result) return std::move(*result);
  }
}

/// RFC 9112 2.2: one empty line before a request is forgiven; old clients send it after a body.
std::optional<Gate::Result> Gate::Framing::begin() {
  constexpr std::string_view kEmptyLine = "\r\n";
  const auto start = rest().substr(0, 2);
  if (start.empty() || start == "\r") return State::kNeedMore;
  if (start == kEmptyLine && !empty_line_seen) {
    empty_line_seen = true;
    take(2);
    return std::nullopt;
  }
  if (start == kEmptyLine)
    return refuse({400, "gate.empty-line", "several empty lines stand before the request line",
                   "begin with the request line"});
  head.emplace(limits);
  stage = Stage::kHead;
  return std::nullopt;
}

std::optional<Gate::Result> Gate::Framing::read_head() {
  if (auto complaint = head->read(rest())) return refuse(std::move(*complaint));
  if (!head->done()) return State::kNeedMore;
  request = head->request(rest());
  take(head->size());
  head.reset();
  stage = Stage::kBody;
  auto judged = wire::judge_framing(request, limits);
  if (auto* complaint = std::get_if<wire::Complaint>(&judged)) return refuse(std::move(*complaint));
  says = std::get<wire::Framing>(judged);
  if (says.chunked) chunks.emplace(limits);
  // A client that sends its body at once has not waited, and needs no interim answer.
  if (says.expects_continue && rest().empty()) return State::kContinue;
  return std::nullopt;
}

std::optional<Gate::Result> Gate::Framing::read_body() {
  if (chunks) {
    auto step = chunks->decode(rest(), request.body);
    take(step.consumed);
    if (step.complaint) return refuse(std::move(*step.complaint));
    if (!chunks->done()) return State::kNeedMore;
    return finish();
  }
  const auto wanted = static_cast<std::size_t>(says.length) - request.body.size();
  const auto part = rest().substr(0, wanted);
  request.body.append(part);
  take(part.size());
  if (part.size() < wanted) return State::kNeedMore;
  return finish();
}

Gate::Framed Gate::Framing::finish() {
  stage = Stage::kBetween;
  empty_line_seen = false;
  chunks.reset();
  return {std::exchange(request, {}), says.close, says.http10};
}

Rejection Gate::Framing::refuse(wire::Complaint complaint) {
  if (stage == Stage::kHead) {
    request = head->request(rest());
  } else if (stage != Stage::kBody) {
    request.head = std::make_shared<const std::string>(rest().substr(0, 2));
    request.method = "UNKNOWN";
  }
  stage = Stage::kRefused;
  head.reset();
  chunks.reset();
  return {complaint.status, std::move(complaint.rule), std::move(complaint.message),
          std::move(complaint.hint), std::exchange(request, {})};
}

Gate::Gate(GateLimits limits) : framing_(std::make_unique<Framing>(limits)) {}
Gate::~Gate() = default;
Gate::Gate(Gate&&) noexcept = default;
Gate& Gate::operator=(Gate&&) noexcept = default;

void Gate::feed(std::string_view bytes) {
  if (framing_->stage != Framing::Stage::kRefused) framing_->buffer.append(bytes);
}

Gate::Result Gate::next() { return framing_->next(); }

bool Gate::in_request() const {
  if (framing_->stage == Framing::Stage::kRefused) return false;
  return framing_->stage != Framing::Stage::kBetween || buffered() > 0;
}

std::size_t Gate::buffered() const { return framing_->rest().size(); }

std::string Gate::missing() const {
  if (framing_->stage != Framing::Stage::kBody) return "the end of its head";
  if (framing_->chunks) return "the end of its chunked body";
  const auto length = static_cast<std::size_t>(framing_->says.length);
  return std::to_string(length - framing_->request.body.size()) + " of " + std::to_string(length) +
         " body bytes";
}

Rejection Gate::abandon(int status, std::string rule, std::string message, std::string hint) {
  return framing_->refuse({status, std::move(rule), std::move(message), std::move(hint)});
}

std::optional<std::variant<Gate::Framed, Rejection>> frame_one(std::string_view bytes,
                                                               GateLimits limits) {
  Gate gate(limits);
  gate.feed(bytes);
  while (true) {
    auto result = gate.next();
    if (auto* framed = std::get_if<Gate::Framed>(&result)) return std::move(*framed);
    if (auto* rejection = std::get_if<Rejection>(&result)) return std::move(*rejection);
    if (std::get<Gate::State>(result) == Gate::State::kNeedMore) return std::nullopt;
  }
}

}  // namespace emulator
