#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "tests/support/folder.h"

namespace support {

/// Looks until the condition holds; after ten seconds: false.
bool wait_until(const std::function<bool()>& condition);

/// A program under test, started in a folder of its own; ended, by its pid, at the latest when this goes out of scope.
/// Its standard output and error go to files.
class Program {
 public:
  /// variables  "NAME=value", beside PATH and HOME
  /// through    a command that becomes the program, such as prlimit
  explicit Program(std::vector<std::string> arguments, std::vector<std::string> variables = {},
                   const std::vector<std::string>& through = {});
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  const std::string& folder() const { return folder_; }
  std::string output() const;
  std::string errors() const;

  /// Until the file is there and not empty, or standard output has a whole line; throws after ten seconds, with what the
  /// program said.
  std::string wait_for_file(const std::string& name) const;
  std::string wait_for_line() const;

  void signal(int number) const;
  /// The exit code; ended by a signal: 128 and its number. Throws after ten seconds.
  int wait();

 private:
  void give_up(const std::string& waiting_for) const;

  std::string folder_;
  int pid_ = -1;
};

/// What the program printed, and its exit code, after it ended.
struct Run {
  int code;
  std::string output;
  std::string errors;
};
Run run(std::vector<std::string> arguments, std::vector<std::string> variables = {});

}  // namespace support
