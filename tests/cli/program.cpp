#include "tests/cli/program.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace support {
namespace {

constexpr std::chrono::seconds kPatience{10};

[[noreturn]] void become(const std::string& folder, std::vector<std::string>& arguments,
                         std::vector<std::string>& variables) {
  const auto open_as = [&](const char* name, int as) {
    const int file = ::open((folder + "/" + name).c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    ::dup2(file, as);
  };
  open_as("stdout", STDOUT_FILENO);
  open_as("stderr", STDERR_FILENO);
  if (::chdir(folder.c_str()) != 0) ::_exit(127);
  std::vector<char*> argv, envp;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  for (std::string& variable : variables) envp.push_back(variable.data());
  argv.push_back(nullptr);
  envp.push_back(nullptr);
  ::execve(argv[0], argv.data(), envp.data());
  ::_exit(127);
}

}  // namespace

bool wait_until(const std::function<bool()>& condition) {
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(
        std::chrono::milliseconds(2));  // between two looks at the condition
  }
  return true;
}

Program::Program(std::vector<std::string> arguments, std::vector<std::string> variables,
                 const std::vector<std::string>& through)
    : folder_(new_folder()) {
  arguments.insert(arguments.begin(), ALLOY_PROGRAM);
  arguments.insert(arguments.begin(), through.begin(), through.end());
  variables.push_back("PATH=/usr/bin:/bin");
  variables.push_back("HOME=" + folder_);
  pid_ = ::fork();
  if (pid_ == 0) become(folder_, arguments, variables);
}

Program::~Program() {
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  std::filesystem::remove_all(folder_);
}

std::string Program::output() const { return read_file(folder_ + "/stdout"); }
std::string Program::errors() const { return read_file(folder_ + "/stderr"); }

void Program::give_up(const std::string& waiting_for) const {
  throw std::runtime_error("waited in vain for " + waiting_for + "; stdout: " + output() +
                           " stderr: " + errors());
}

std::string Program::wait_for_file(const std::string& name) const {
  const std::string path = folder_ + "/" + name;
  if (!wait_until([&] { return !read_file(path).empty(); })) give_up(name);
  return read_file(path);
}

std::string Program::wait_for_line() const {
  if (!wait_until([&] { return output().find('\n') != std::string::npos; })) give_up("a line");
  const std::string all = output();
  return all.substr(0, all.find('\n'));
}

void Program::signal(int number) const { ::kill(pid_, number); }

int Program::wait() {
  int status = 0;
  if (!wait_until([&] { return ::waitpid(pid_, &status, WNOHANG) == pid_; })) give_up("its end");
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

Run run(std::vector<std::string> arguments, std::vector<std::string> variables) {
  Program program(std::move(arguments), std::move(variables));
  const int code = program.wait();
  return {code, program.output(), program.errors()};
}

}  // namespace support
