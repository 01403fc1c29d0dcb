#include "emulator/cli/call_log_lines.h"

#include <fmt/format.h>
#include <spdlog/details/os.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <mutex>
#include <nlohmann/json.hpp>

#include "emulator/cli/bounded_writer.h"
#include "emulator/decide/world.h"
#include "emulator/journal/call_secrets.h"
#include "emulator/journal/moment.h"
#include "emulator/model/secrets.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

constexpr std::size_t kMostOfTarget = 300;
constexpr std::chrono::milliseconds kPatience{1000};

double milliseconds(const Entry& entry) {
  return std::chrono::duration<double, std::milli>(entry.duration).count();
}

std::string shown_why(const Entry& entry) {
  std::string why = why_of(entry.decision);
  return why.empty() ? why : CallSecrets(entry).masked(std::move(why));
}

std::string dropped_line(bool json, std::uint64_t dropped) {
  return json ? fmt::format("{{\"dropped_lines\":{}}}", dropped)
              : fmt::format("{} lines of this log were dropped: nobody read them", dropped);
}

// Calls are answered whether or not anybody reads stderr: a full pipe must not stop them.
class BoundedStderr : public spdlog::sinks::base_sink<std::mutex> {
 public:
  explicit BoundedStderr(bool json)
      : writer_(STDERR_FILENO, kPatience,
                [json](std::uint64_t dropped) { return dropped_line(json, dropped); }),
        coloured_(spdlog::details::os::in_terminal(stderr) &&
                  spdlog::details::os::is_color_terminal()) {}

 protected:
  void sink_it_(const spdlog::details::log_msg& message) override {
    spdlog::memory_buf_t formatted;
    formatter_->format(message, formatted);
    std::string line(formatted.data(), formatted.size());
    if (coloured_ && message.color_range_end > message.color_range_start) {
      line.insert(message.color_range_end, "\033[m");
      line.insert(message.color_range_start, colour_of(message.level));
    }
    writer_.write(line);
  }
  void flush_() override {}

 private:
  static const char* colour_of(spdlog::level::level_enum level) {
    if (level >= spdlog::level::err) return "\033[1;31m";
    return level >= spdlog::level::warn ? "\033[1;33m" : "\033[32m";
  }

  BoundedWriter writer_;
  const bool coloured_;
};

class Lines : public CallLog {
 public:
  explicit Lines(bool json) : json_(json), logger_("calls", std::make_shared<BoundedStderr>(json)) {
    logger_.set_formatter(std::make_unique<spdlog::pattern_formatter>(
        json ? "%v" : "%H:%M:%S.%e %^%v%$", spdlog::pattern_time_type::local, ""));
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
                                 printable(mask_query(entry.request.target), kMostOfTarget),
                                 entry.decision.response.status, milliseconds(entry));
  const std::string why = shown_why(entry);
  return why.empty() ? line : line + "  " + why;
}

std::string json_line(const Entry& entry) {
  const Json line{{"time", to_iso8601(moment_of(entry.received))},
                  {"call", entry.id},
                  {"method", entry.request.method},
                  {"target", mask_query(entry.request.target)},
                  {"status", entry.decision.response.status},
                  {"duration_ms", milliseconds(entry)},
                  {"outcome", to_string(entry.decision.outcome)},
                  {"why", shown_why(entry)},
                  {"generation", entry.world->generation()}};
  return line.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::unique_ptr<CallLog> make_call_log(const std::string& format) {
  if (format == "off") return nullptr;
  return std::make_unique<Lines>(format == "json");
}

}  // namespace emulator
