#include "emulator/cli/bounded_writer.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <csignal>

#include "emulator/cli/standard_streams.h"

using emulator::BoundedWriter;

namespace {

struct Pipe {
  int ends[2] = {-1, -1};
  Pipe() { REQUIRE(::pipe2(ends, O_CLOEXEC) == 0); }
  ~Pipe() {
    ::close(ends[0]);
    ::close(ends[1]);
  }
  // All that is in it.
  std::string read() const {
    ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
    std::string text(1 << 20, '\0');
    const ssize_t got = ::read(ends[0], text.data(), text.size());
    text.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
    return text;
  }
};

std::string note(std::uint64_t dropped) { return std::to_string(dropped) + " dropped"; }

}  // namespace

TEST_CASE("lines that nobody reads are dropped, and told when somebody reads again") {
  const Pipe pipe;
  BoundedWriter writer(pipe.ends[1], std::chrono::milliseconds(1), note);
  const std::string line(1000, 'x');
  for (int i = 0; i < 1000; ++i) writer.write(line);
  const std::string kept = pipe.read();
  CHECK(kept.size() > 4096);
  writer.write("again");
  const std::string told = pipe.read();
  const bool cut = kept.back() != '\n';
  const auto whole = static_cast<std::uint64_t>(kept.size() / (line.size() + 1));
  CHECK(told == (cut ? "\n" : "") + note(1000 - whole) + "\nagain\n");
  writer.write("once more");
  CHECK(pipe.read() == "once more\n");
}

TEST_CASE("a descriptor that is closed, or whose reader is gone, stops nothing") {
  std::signal(SIGPIPE, SIG_IGN);
  BoundedWriter closed(-1, std::chrono::milliseconds(1), note);
  closed.write("a");
  Pipe pipe;
  ::close(pipe.ends[0]);
  pipe.ends[0] = -1;
  BoundedWriter gone(pipe.ends[1], std::chrono::milliseconds(1), note);
  gone.write("a");
}

TEST_CASE(
    "a standard stream that is closed is opened on nothing, so that no socket takes its number") {
  const int kept = ::dup(STDIN_FILENO);
  ::close(STDIN_FILENO);
  emulator::open_standard_streams();
  CHECK(::fcntl(STDIN_FILENO, F_GETFD) >= 0);
  const int next = ::open("/dev/null", O_RDONLY);
  CHECK(next > STDERR_FILENO);
  ::close(next);
  if (kept < 0) return;
  ::dup2(kept, STDIN_FILENO);
  ::close(kept);
}
