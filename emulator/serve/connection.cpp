#include "emulator/serve/connection.h"

#include <sys/epoll.h>

#include <algorithm>

#include "emulator/serve/refusals.h"
#include "emulator/serve/tls_transport.h"

namespace emulator::wire {
namespace {

// Beyond these, a client that sends faster than it is answered, or reads slower, waits.
constexpr std::size_t kInputBound = 64u << 10;
constexpr std::size_t kOutputBound = 64u << 10;

// A client that is still sending when it was refused gets this long to notice the answer: closing
// at once would make TCP reset the connection and lose the answer (RFC 9112 9.6).
constexpr std::chrono::seconds kLingerPatience{3};
constexpr std::size_t kLingerBytes = 64u << 20;

constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
constexpr std::string_view kTunnel = "HTTP/1.1 200 Connection Established\r\n\r\n";

}  // namespace

Connection::Connection(ConnectionId id, Newcomer newcomer, Surroundings& around)
    : id_(id),
      around_(around),
      fd_(std::move(newcomer.fd)),
      client_(std::move(newcomer.client)),
      welcome_(newcomer.welcome),
      gate_(around.options.gate),
      tls_(newcomer.tls),
      last_progress_(around.now) {
  if (tls_)
    transport_ = std::make_unique<TlsTransport>(*around.options.tls, fd_.get());
  else
    transport_ = std::make_unique<PlainTransport>(fd_.get());
}

void Connection::proceed(std::uint32_t events) {
  if (!welcome_ && phase_ == Phase::kServing && !finishing_)
    refuse(beyond_connection_limit(gate_, around_.options.connections));
  // A client that gives up a handshake may have said why, and be gone.
  if ((events & (EPOLLERR | EPOLLHUP)) != 0 && transport_->handshaking()) receive();
  // EPOLLHUP: both directions are closed, so nobody is there to read an answer.
  if ((events & EPOLLERR) != 0 || ((events & EPOLLHUP) != 0 && (events & EPOLLIN) == 0))
    return close_unanswered();
  const bool readable = (events & EPOLLIN) != 0 || transport_->waits_to_write();
  if (readable && phase_ == Phase::kServing) receive();
  if ((events & EPOLLIN) != 0 && phase_ == Phase::kLingering) discard_input();
  advance();
}

void Connection::receive() {
  const auto moved = transport_->read(around_.scratch.data(), around_.scratch.size());
  switch (moved.outcome) {
    case Moved::Outcome::kMoved:
      return gate_.feed({around_.scratch.data(), moved.bytes});
    case Moved::Outcome::kBlocked:
      return;
    case Moved::Outcome::kEnded:
      input_ended_ = true;
      if (pour_) pour_->doubt(around_.now);
      return;
    case Moved::Outcome::kNotTls:
      return refuse_without_tls();
    case Moved::Outcome::kBroken:
      say_what_broke();
      return close_unanswered();
  }
}

/// Answered as plainly as it was asked.
void Connection::refuse_without_tls() {
  tls_ = false;
  transport_ = std::make_unique<PlainTransport>(fd_.get());
  receive();
  if (phase_ != Phase::kServing || finishing_) return;
  refuse(without_tls(gate_));
}

/// What the client has sent behind its CONNECT without waiting for the answer is lost to OpenSSL.
void Connection::begin_tunnel() {
  tunnelling_ = false;
  if (gate_.buffered() > 0) return close_unanswered();
  tls_ = true;
  transport_ = std::make_unique<TlsTransport>(*around_.options.tls, fd_.get());
  gate_ = Gate(around_.options.gate);
  last_progress_ = around_.now;
}

void Connection::say_what_broke() {
  const std::string why = transport_->failure();
  if (why.empty() || !around_.options.warn || !transport_->handshaking()) return;
  around_.options.warn("a TLS handshake with " + client_ + " failed: " + why);
}

/// Goes on until the client, the service or the socket has to do something. Answers to what came in
/// one piece leave in one piece.
void Connection::advance() {
  bool more = true;
  while (phase_ == Phase::kServing && more) {
    while (more && may_frame()) more = frame_next();
    const bool poured = pour_ != nullptr;
    if (poured) pour();
    const bool full = output_.bytes() >= kOutputBound;
    flush();
    more = may_frame() ? more || poured : pour_ && full && output_.bytes() < kOutputBound;
  }
  if (phase_ != Phase::kServing) return;
  note_progress();
  if (!output_.empty()) return;
  if (tunnelling_) return begin_tunnel();
  if (finishing_) return linger();
  const bool waiting = calling_ || pour_ || (script_ && script_->due() != Clock::time_point::max());
  if (input_ended_ && !waiting) close_unanswered();
}

bool Connection::may_frame() const {
  return !calling_ && !script_ && !pour_ && !finishing_ && !tunnelling_ &&
         output_.bytes() < kOutputBound;
}

/// returns  false: nothing to frame before more bytes come
bool Connection::frame_next() {
  auto result = gate_.next();
  if (auto* framed = std::get_if<Gate::Framed>(&result)) {
    start_call(std::move(*framed));
    return true;
  }
  if (auto* rejection = std::get_if<Rejection>(&result)) {
    refuse(std::move(*rejection));
    return true;
  }
  if (std::get<Gate::State>(result) == Gate::State::kNeedMore) return false;
  output_.append(kContinue);
  return true;
}

void Connection::start_call(Gate::Framed framed) {
  receiving_ = false;
  form_ = {framed.request.method == "HEAD", framed.http10, framed.close};
  framed.request.client = client_;
  framed.request.tls = tls_;
  calling_ = true;
  Completion end{id_, ++call_, std::nullopt};
  bool failed = false;
  around_.mailbox->expect(&end);
  try {
    around_.service.call(std::move(framed.request), make_responder(around_.mailbox, id_, call_));
  } catch (...) {
    failed = true;
  }
  const bool ended = around_.mailbox->stop_expecting();
  // An exception that took the Responder with it has ended the call too, without a reply.
  if (ended && (end.reply || !failed)) return complete(std::move(end));
  if (!failed) return;
  form_.close = true;
  calling_ = false;
  answer(internal_error());
}

void Connection::complete(Completion completion) {
  if (phase_ != Phase::kServing || !calling_ || completion.call != call_) return;
  calling_ = false;
  if (completion.reply) return answer(*completion.reply);
  finishing_ = true;
  count_unanswered(around_.service);
}

void Connection::answer(const Reply& reply) {
  if (reply.starts_tls && around_.options.tls && !tls_) {
    output_.append(kTunnel);
    tunnelling_ = true;
    return;
  }
  form_.streamed = reply.stream != nullptr;
  form_.close = form_.close || around_.stopping || (form_.streamed && form_.http10);
  auto rendered = render(reply);
  last_progress_ = around_.now;
  if (!reply.effects.empty() && !reply.stream) {
    script_ = std::make_unique<Script>(reply.effects, std::move(rendered), around_.now);
    return around_.stopping ? abandon() : play();
  }
  output_.append(rendered.head);
  output_.append(std::move(rendered.body));
  if (reply.stream && rendered.has_content) return begin_pour(reply.stream);
  finishing_ = form_.close;
}

Rendered Connection::render(const Reply& reply) {
  const bool has_body = reply.stream || (reply.body && !reply.body->empty());
  if (has_body || !break_off(reply.effects)) return around_.renderer.render(reply, form_);
  static const auto kNeverSent = std::make_shared<const std::string>(" ");
  Response announcing = reply;
  announcing.body = kNeverSent;
  auto rendered = around_.renderer.render(announcing, form_);
  rendered.body = nullptr;
  return rendered;
}

void Connection::begin_pour(const StreamReaderPtr& stream) {
  const auto wake = [mailbox = around_.mailbox, id = id_] { mailbox->post_poured(id); };
  pour_ = std::make_unique<Pour>(stream, !form_.http10, around_.now, wake);
  if (around_.stopping) pour_->tell_stopping();
}

/// Takes of a streamed body what there is and what the client has room for.
void Connection::pour() {
  while (output_.bytes() < kOutputBound) {
    const std::string bytes = pour_->take(around_.now);
    output_.append(bytes);
    if (pour_->over()) break;
    if (bytes.empty()) return;
  }
  if (!pour_->over()) return;
  // Without chunks only a reset tells a client that what it has is not all.
  const Ending ending = !pour_->cut()      ? Ending::kGoOn
                        : pour_->chunked() ? Ending::kClose
                                           : Ending::kReset;
  pour_.reset();
  end_script(ending);
}

/// Lets out what is due of an answer with effects.
void Connection::play() {
  script_->take(around_.now, output_);
  if (!script_->ended(around_.now)) return;
  const Ending ending = script_->ending();
  if (ending == Ending::kSilence) return;
  script_.reset();
  end_script(ending);
}

void Connection::end_script(Ending ending) {
  finishing_ = form_.close || ending != Ending::kGoOn;
  if (ending != Ending::kReset) return;
  transport_->reset_at_close();
  phase_ = Phase::kClosed;
}

void Connection::refuse(Rejection rejection) {
  rejection.request.client = client_;
  rejection.request.tls = tls_;
  receiving_ = false;
  form_ = {rejection.request.method == "HEAD", rejection.request.version == "HTTP/1.0", true};
  answer(answer_to(rejection, around_.service));
}

void Connection::flush() {
  if (output_.empty()) return;
  if (around_.gathering && output_.bytes() < kOutputBound) return around_.gathered.push_back(id_);
  const auto before = output_.bytes();
  const auto outcome = output_.flush(*transport_);
  if (output_.bytes() < before) last_progress_ = around_.now;
  if (outcome == Moved::Outcome::kBroken || outcome == Moved::Outcome::kEnded) close_unanswered();
}

/// A request's patience runs from its first byte, but not while an earlier one is being answered.
void Connection::note_progress() {
  const bool receiving = may_frame() && gate_.in_request();
  if (receiving && !receiving_) request_begun_ = around_.now;
  receiving_ = receiving;
}

void Connection::look_at_the_clock() {
  if (phase_ == Phase::kClosed || around_.now < due()) return;
  if (phase_ == Phase::kServing && script_ && script_->due() <= around_.now) {
    play();
    return advance();
  }
  if (phase_ == Phase::kServing && output_.empty() && pour_) return advance();
  if (phase_ == Phase::kServing && output_.empty() && receiving_) {
    refuse(too_slow(gate_, around_.options.request_patience));
    return advance();
  }
  if (transport_->handshaking() && around_.options.warn)
    around_.options.warn("a TLS handshake with " + client_ + " was not complete in time");
  phase_ = Phase::kClosed;
}

Clock::time_point Connection::due() const {
  if (transport_->handshaking() && phase_ == Phase::kServing)
    return last_progress_ + around_.options.tls_patience;
  if (phase_ == Phase::kLingering) return linger_until_;
  const auto patience_ends = last_progress_ + around_.options.idle_patience;
  if (script_ && script_->due() != Clock::time_point::max())
    return output_.empty() ? script_->due() : std::min(script_->due(), patience_ends);
  if (!output_.empty()) return patience_ends;
  if (calling_) return Clock::time_point::max();
  if (pour_) return pour_->due();
  if (receiving_) return request_begun_ + around_.options.request_patience;
  return patience_ends;
}

std::uint32_t Connection::wanted_events() const {
  if (phase_ == Phase::kLingering) return EPOLLIN;
  if (transport_->handshaking()) return transport_->waits_to_write() ? EPOLLIN | EPOLLOUT : EPOLLIN;
  const bool held = !may_frame() && gate_.buffered() >= kInputBound;
  std::uint32_t events = 0;
  if (!input_ended_ && !finishing_ && !held) events |= EPOLLIN;
  if (!output_.empty()) events |= EPOLLOUT;
  return events;
}

void Connection::linger() {
  if (input_ended_) {
    phase_ = Phase::kClosed;
    return;
  }
  transport_->end_writing();
  phase_ = Phase::kLingering;
  linger_until_ = around_.now + kLingerPatience;
  discard_input();
  if (around_.stopping) phase_ = Phase::kClosed;
}

void Connection::discard_input() {
  while (phase_ == Phase::kLingering) {
    const auto moved = transport_->read(around_.scratch.data(), around_.scratch.size());
    if (moved.outcome == Moved::Outcome::kBlocked) return;
    discarded_ += moved.bytes;
    if (moved.outcome != Moved::Outcome::kMoved || discarded_ > kLingerBytes)
      phase_ = Phase::kClosed;
    if (moved.bytes < around_.scratch.size()) return;
  }
}

void Connection::stop() {
  if (script_) return abandon();
  if (phase_ == Phase::kServing && (calling_ || pour_ || !output_.empty())) {
    form_.close = true;
    if (pour_) return pour_->tell_stopping();
    if (!calling_) finishing_ = true;
    return;
  }
  close_unanswered();
}

void Connection::abandon() { close_unanswered(); }

/// Ends the connection, and counts it where it has sent something that got no answer.
void Connection::close_unanswered() {
  if (phase_ == Phase::kServing && (calling_ || (!finishing_ && gate_.in_request())))
    count_unanswered(around_.service);
  phase_ = Phase::kClosed;
}

}  // namespace emulator::wire
