#include "emulator/cli/serve_command.h"

#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <future>
#include <mutex>
#include <set>

#include "emulator/cli/call_log_lines.h"
#include "emulator/cli/file_watch.h"
#include "emulator/cli/lifetime.h"
#include "emulator/cli/port_file.h"
#include "emulator/cli/quantities.h"
#include "emulator/cli/ready_line.h"
#include "emulator/cli/reloader.h"
#include "emulator/serve/emulator.h"
#include "emulator/serve/listener.h"
#include "emulator/serve/proxy.h"

namespace emulator {
namespace {

constexpr std::chrono::milliseconds kWatchPeriod{200};
// Calls that end by then are not worth a word.
constexpr std::chrono::milliseconds kSoon{200};
constexpr std::chrono::milliseconds kLookAgain{20};

void say(const std::string& text) { std::fprintf(stderr, "%s\n", text.c_str()); }

EmulatorOptions emulator_options(const ServeOptions& options, const Model& model) {
  EmulatorOptions out;
  out.journal = {options.journal_entries, parse_size("--journal-bytes", options.journal_bytes)};
  out.emulator_headers = !options.no_emulator_headers;
  if (!options.journal.empty())
    out.journal_file = std::make_shared<JournalFile>(options.journal, say);
  out.resume = options.resume;
  out.admin = options.admin;
  out.admin.hosts.insert(out.admin.hosts.end(), options.tls.names.begin(), options.tls.names.end());
  // As if the signal came from outside, so that there is one way to end.
  out.shut_down = [] { kill(getpid(), SIGTERM); };
  if (options.tls.proxy) out.proxied_hosts = server_hosts(model);
  out.strict_stubs = options.stubs.strict;
  out.body_folder = MappingsFolder(options.stubs.folder).files();
  return out;
}

// What clients do wrong again and again is said once.
class Warnings {
 public:
  void warn(const std::string& text) {
    const std::lock_guard lock(mutex_);
    if (said_.size() >= kMostTexts || !said_.insert(text).second) return;
    say("warning: " + text);
  }

 private:
  static constexpr std::size_t kMostTexts = 100;
  std::mutex mutex_;
  std::set<std::string> said_;
};

// One running server, from loading to the last answer.
class Server {
 public:
  explicit Server(const ServeOptions& options)
      : options_(options),
        port_file_(options.port_file),
        reloader_(options.world, options.stubs),
        log_(make_call_log(options.log)) {}

  void run() {
    const Lifetime lifetime(options_.exit_with_parent, std::chrono::seconds(options_.idle_seconds));
    std::vector<Finding> findings;
    Loaded loaded = reloader_.first(findings);
    const WorldPtr world = loaded.world;
    for (const Finding& finding : findings) say(to_text(finding));
    for (const std::string& warning : idle_switches(options_, world->model()))
      say("warning: " + warning);

    EmulatorOptions how = emulator_options(options_, world->model());
    how.reload = [this] { return reload(); };
    how.warn = [this](const std::string& text) { warnings_.warn(text); };
    how.stubs = std::move(loaded.stubs);
    emulator_ = std::make_unique<Emulator>(world, std::move(how), log_.get());
    Listener listener(listener_options(world->model()), *emulator_);
    listener.start();
    announce(listener, world->model());
    const auto watch = make_watch();
    lifetime.wait([this] { return emulator_->last_request(); }, [this] { reload(); });
    port_file_.remove();  // before the last calls end: nobody shall come any more
    stop(listener, lifetime);
  }

 private:
  // Who does not want to wait for calls in flight is told how to end without them.
  void stop(Listener& listener, const Lifetime& lifetime) const {
    const auto stopped = std::async(std::launch::async, [&] { listener.stop(); });
    const auto is_over = [&](std::chrono::milliseconds patience) {
      return stopped.wait_for(patience) == std::future_status::ready;
    };
    if (is_over(kSoon)) return;
    const std::size_t calls = listener.connections();
    say("stopping: " + std::to_string(calls) + (calls == 1 ? " call" : " calls") +
        " in flight, at most " + options_.limits.grace + "; Ctrl-C or SIGTERM again ends now");
    while (!is_over(kLookAgain)) {
      if (lifetime.is_told_to_end(std::chrono::milliseconds(0))) std::_Exit(1);
    }
  }

  ListenerOptions listener_options(const Model& model) {
    ListenerOptions where;
    where.hosts = options_.hosts;
    where.port = options_.port;
    where.unix_path = options_.unix_path;
    where.http_port = options_.tls.http_port;
    where.secure = options_.tls.tls;
    std::vector<std::string> warnings;
    where.tls = make_tls(options_.tls, model, warnings);
    where.warn = [this](const std::string& text) { warnings_.warn(text); };
    for (const std::string& warning : warnings) where.warn(warning);
    apply_limits(options_.limits, where);
    return where;
  }

  void announce(const Listener& listener, const Model& model) {
    port_file_.write(port_file_content(listener.urls(), model.documents));
    std::printf("%s\n",
                ready_line(options_, model, listener.urls(), listener.connection_limit()).c_str());
    std::fflush(stdout);
    const std::string first = first_call_line(options_, model, listener.url());
    if (options_.log == "text" && !first.empty()) say(first);
  }

  std::unique_ptr<FileWatch> make_watch() {
    if (!options_.watch || reloader_.watched().paths.empty()) return nullptr;
    return std::make_unique<FileWatch>([this] { return reloader_.watched(); }, kWatchPeriod,
                                       [this] { reload(); });
  }

  // Called by the watch, by SIGHUP and by the admin protocol, each on its own thread.
  std::vector<Finding> reload() {
    const std::lock_guard lock(mutex_);
    const auto findings = reloader_.reload(
        [this](Loaded next) { emulator_->replace(std::move(next.world), std::move(next.stubs)); });
    bool broken = false;
    std::string text;
    for (const Finding& finding : findings) {
      text += to_text(finding) + "\n";
      broken |= finding.severity == Severity::kError;
    }
    // The same mistake is told once, however often it is met.
    if (text != said_) std::fputs(text.c_str(), stderr);
    said_ = text;
    const std::string generation = std::to_string(emulator_->world()->generation());
    say(broken ? "not reloaded: generation " + generation + " goes on"
               : "reloaded: generation " + generation);
    return findings;
  }

  const ServeOptions& options_;
  PortFile port_file_;
  Reloader reloader_;
  Warnings warnings_;
  const std::unique_ptr<CallLog> log_;
  std::unique_ptr<Emulator> emulator_;
  std::mutex mutex_;
  // Guarded by mutex_: the findings of the last reload.
  std::string said_;
};

}  // namespace

int serve(const ServeOptions& options) {
  try {
    Server(options).run();
    return 0;
  } catch (const LoadError& error) {
    say(error.what());
    say("alloy-emulator: not started: the documents, fixtures or mappings have errors");
  } catch (const std::exception& error) {
    say(std::string("alloy-emulator: not started: ") + error.what());
  }
  return 1;
}

}  // namespace emulator
