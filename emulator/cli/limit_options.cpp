#include "emulator/cli/limit_options.h"

#include "emulator/cli/option_kinds.h"
#include "emulator/cli/quantities.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

// Less than this holds no request at all.
constexpr std::size_t kLeastHead = 256;

std::size_t bytes_of(const char* option, const std::string& text, std::size_t least) {
  const auto bytes = parse_size(option, text);
  if (bytes >= least) return static_cast<std::size_t>(bytes);
  throw CLI::ValidationError(
      option, "must be at least " + std::to_string(least) + " bytes, found " + in_quotes(text));
}

std::chrono::milliseconds some_time(const char* option, const std::string& text) {
  const auto time = parse_time(option, text);
  if (time.count() > 0) return time;
  throw CLI::ValidationError(option, "must be more than 0, or no call would be answered");
}

}  // namespace

void add_limit_options(CLI::App& command, LimitOptions& options) {
  const auto size = [&](const char* name, std::string& value, const char* text) {
    add_value(command, name, value, text)->type_name("SIZE");
  };
  const auto time = [&](const char* name, std::string& value, const char* text) {
    add_value(command, name, value, text)->type_name("TIME");
  };
  size("--max-target", options.target_bytes, "refuse longer request targets with 414");
  size("--max-head", options.head_bytes, "refuse longer request heads with 431");
  add_number(command, "--max-header-lines", options.header_lines,
             "refuse requests with more header lines with 431", 1, 100'000);
  size("--max-body", options.body_bytes, "refuse longer bodies with 413");
  time("--request-timeout", options.request_time, "a request not complete by then gets 408");
  time("--keep-alive-timeout", options.idle_time, "close connections that are idle for so long");
  time("--tls-timeout", options.tls_time, "close connections whose TLS handshake takes longer");
  add_number(command, "--max-connections", options.connections,
             "answer 503 to connections beyond; what the limit on open files leaves may be less", 1,
             1'000'000);
  time("--grace", options.grace, "on SIGTERM, calls in flight get that long to end");
}

void apply_limits(const LimitOptions& options, ListenerOptions& to) {
  to.gate.target_bytes = bytes_of("--max-target", options.target_bytes, 1);
  to.gate.head_bytes = bytes_of("--max-head", options.head_bytes, kLeastHead);
  to.gate.header_lines = options.header_lines;
  to.gate.body_bytes = bytes_of("--max-body", options.body_bytes, 0);
  to.request_patience = some_time("--request-timeout", options.request_time);
  to.idle_patience = some_time("--keep-alive-timeout", options.idle_time);
  to.tls_patience = some_time("--tls-timeout", options.tls_time);
  to.connections = options.connections;
  to.grace = parse_time("--grace", options.grace);
}

}  // namespace emulator
