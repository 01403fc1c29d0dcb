#include "emulator/cli/call_log_lines.h"

#include <fmt/format.h>
#include <spdlog/sinks/ansicolor_sink.h>
#include <spdlog/spdlog.h>

#include <nlohmann/json.hpp>

#include "emulator/decide/world.h"
#include "emulator/journal/moment.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

constexpr std::size_t kMostOfTarget = 300;

double milliseconds(const Entry& entry) {
  return std::chrono::duration<double, std::milli>(entry.duration).count();
}

class Lines : public CallLog {
 public:
  explicit Lines(bool json)
      : json_(json), logger_("calls", std::make_shared<spdlog::sinks::ansicolor_stderr_sink_mt>()) {
    logger_.set_pattern(json ? "%v" : "%H:%M:%S.%e %^%v%$");
  }

  void call(const Entry& entry) override {
    if (json_) {
      logger_.info(json_line(entry));
      return;
    }
    const int status = entry.decision.response.status;
    const auto level = status >= 500   ? spdlog::level::err
                       : status >= 400 ? spdlog::level::warn
                                       : spdlog::level::info;
    logger_.log(level, text_line(entry));
  }

 private:
  const bool json_;
  spdlog::logger logger_;
};

}  // namespace

std::string text_line(const Entry& entry) {
  std::string line = fmt::format("{} {} {} {:.2f}ms", printable(entry.request.method),
                                 printable(entry.request.target, kMostOfTarget),
                                 entry.decision.response.status, milliseconds(entry));
  const std::string why = why_of(entry.decision);
  return why.empty() ? line : line + "  " + why;
}

std::string json_line(const Entry& entry) {
  const Json line{{"time", to_iso8601(moment_of(entry.received))},
                  {"call", entry.id},
                  {"method", entry.request.method},
                  {"target", entry.request.target},
                  {"status", entry.decision.response.status},
                  {"duration_ms", milliseconds(entry)},
                  {"outcome", to_string(entry.decision.outcome)},
                  {"why", why_of(entry.decision)},
                  {"generation", entry.world->generation()}};
  return line.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::unique_ptr<CallLog> make_call_log(const std::string& format) {
  if (format == "off") return nullptr;
  return std::make_unique<Lines>(format == "json");
}

}  // namespace emulator
