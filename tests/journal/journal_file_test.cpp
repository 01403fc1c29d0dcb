#include "emulator/journal/journal_file.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <condition_variable>
#include <future>
#include <mutex>
#include <stdexcept>

#include "tests/support/folder.h"

namespace emulator {
namespace {

/// What a file told, to be waited for.
class Told {
 public:
  JournalFile::Warn warn() {
    return [this](const std::string& text) {
      const std::lock_guard lock(mutex_);
      texts_.push_back(text);
      changed_.notify_all();
    };
  }
  std::vector<std::string> wait_for(std::size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::seconds(20), [&] { return texts_.size() >= count; });
    return texts_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> texts_;
};

using Texts = std::vector<std::string>;

TEST_CASE("a line is in the file when that is told") {
  const support::Folder folder;
  const std::string path = folder.path() + "/calls.ndjson";
  Told told;
  JournalFile file(path, told.warn());
  file.append("{\"v\":1,\"early\":true}\n", true);
  file.begin();
  file.append("{\"v\":1}\n", true);
  std::promise<std::string> then;
  file.when_written([&] { then.set_value(support::read_file(path)); });
  CHECK(then.get_future().get() == "{\"v\":1}\n");
  file.append("{\"v\":2}\n", false);
  file.wait_until_written();
  CHECK(support::read_file(path) == "{\"v\":1}\n{\"v\":2}\n");
  struct stat about {};
  REQUIRE(::stat(path.c_str(), &about) == 0);
  CHECK((about.st_mode & 0777) == 0600);
  CHECK(told.wait_for(0) == Texts{});
}

TEST_CASE("a file goes on after what it holds, on a line of its own") {
  const support::Folder folder;
  const std::string path = folder.write("calls.ndjson", "{\"v\":1}\n{\"v\":1,\"tor");
  JournalFile(path, [](const std::string&) {});  // without begin() nothing happens to it
  CHECK(support::read_file(path) == "{\"v\":1}\n{\"v\":1,\"tor");
  {
    JournalFile file(path, [](const std::string&) {});
    file.begin();
    file.append("{\"v\":1}\n", true);
  }
  CHECK(support::read_file(path) == "{\"v\":1}\n{\"v\":1,\"tor\n{\"v\":1}\n");
}

TEST_CASE("a file that is another's is left alone") {
  const support::Folder folder;
  const auto refusal = [](const std::string& path) {
    try {
      JournalFile(path, [](const std::string&) {});
    } catch (const std::runtime_error& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  const std::string document = folder.write("a.yaml", "openapi: 3.0.0\n");
  CHECK(refusal(document) == "the journal '" + document +
                                 "' holds something else than recorded calls; give another file");
  const std::string held = folder.path() + "/held.ndjson";
  const JournalFile holder(held, [](const std::string&) {});
  CHECK(refusal(held) ==
        "the journal '" + held + "' is being written by another process; give another file");
  CHECK(refusal(folder.path() + "/none/a") == "the journal '" + folder.path() +
                                                  "/none/a' cannot be opened: No such file or "
                                                  "directory");
}

TEST_CASE("a full disk is told once, holds up nobody, and at the end it is told what is missing") {
  Told told;
  {
    JournalFile file("/dev/full", told.warn());
    file.begin();
    for (int i = 0; i < 3; ++i) {
      file.append("{\"v\":1}\n", true);
      file.wait_until_written();
    }
  }
  CHECK(told.wait_for(2) ==
        Texts{"error: the journal /dev/full cannot be written: No space left on device; calls are "
              "answered and kept in memory as before, but are missing in the file",
              "error: the journal /dev/full is incomplete: 3 calls not in it"});
}

/// No file of this process may grow beyond that, as on a disk that is full by then.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    rlimit limit = before_;
    limit.rlim_cur = bytes;
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &before_); }

 private:
  rlimit before_{};
};

TEST_CASE("a disk that fills up within a line: the line goes, and the file says what is missing") {
  const support::Folder folder;
  const std::string path = folder.path() + "/calls";
  const std::string line = "{\"v\":1,\"kind\":\"call\",\"id\":\"" + std::string(40, 'x') + "\"}\n";
  {
    Told told;
    JournalFile file(path, told.warn());
    file.begin();
    const FileSizeLimit limit(2 * line.size() - 2);
    for (int i = 0; i < 2; ++i) {
      file.append(line, true);
      file.wait_until_written();
    }
    CHECK(told.wait_for(1).size() == 1);
  }
  CHECK(support::read_file(path) == line + "{\"v\":1,\"kind\":\"lost\",\"calls\":1}\n");
}

// A pipe that nobody reads takes some bytes and then nothing, like a disk that hangs.
TEST_CASE("a disk that hangs delays replies for a second at most, and then none") {
  const support::Folder folder;
  const std::string path = folder.path() + "/pipe";
  REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
  Told told;
  JournalFile file(path, told.warn());
  file.begin();
  const std::string line(1u << 20, 'x');
  file.append(line + "\n", true);
  std::promise<void> first;
  file.when_written([&] { first.set_value(); });
  CHECK(first.get_future().wait_for(std::chrono::seconds(20)) == std::future_status::ready);
  CHECK(told.wait_for(1) ==
        Texts{"error: the journal " + path +
              " is written slowly; replies wait for it no longer, calls that the disk cannot take "
              "are kept in memory only"});
  bool at_once = false;
  file.append("{\"v\":1}\n", true);
  file.when_written([&] { at_once = true; });
  CHECK(at_once);

  const int reader = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  std::string read;
  char buffer[65536];
  while (read.size() < line.size() + 1 + 8) {
    const ssize_t got = ::read(reader, buffer, sizeof buffer);
    REQUIRE(got > 0);
    read.append(buffer, static_cast<std::size_t>(got));
  }
  CHECK(read == line + "\n{\"v\":1}\n");
  CHECK(told.wait_for(2).back() == "note: the journal " + path + " is written in time again");
  ::close(reader);
}

}  // namespace
}  // namespace emulator
