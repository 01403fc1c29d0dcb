// What parts of the program cost without sockets, in CPU time of this process, so that other work of the machine counts
// little.
//   in_process load DOCUMENT                  seconds to read it, seconds to make a model of it
//   in_process calls DOCUMENT TARGET COUNT    microseconds of one GET, from the request to the recorded answer
//   in_process validate DOCUMENT COUNT        microseconds to check the example of the first operation's answer

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <nlohmann/json.hpp>
#include <string>

#include "emulator/model/loading.h"
#include "emulator/serve/emulator.h"

namespace {

using namespace emulator;

// Of all threads.
double cpu_seconds() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

/// The model; with an error in the document the program ends.
ModelPtr loaded(const std::string& path, bool told) {
  Findings findings;
  std::vector<std::string> referenced;
  const double begun = cpu_seconds();
  auto documents = read_openapi(path, findings, referenced);
  const double read = cpu_seconds();
  ModelPtr model = load_model(std::move(documents), {}, {}, findings);
  if (told) std::printf("%.3f\t%.3f\n", read - begun, cpu_seconds() - read);
  for (const Finding& finding : findings.sorted())
    std::fprintf(stderr, "%s\n", to_text(finding).c_str());
  if (!model) std::exit(1);
  return model;
}

template <typename Work>
void print_microseconds(std::size_t count, Work&& work) {
  for (std::size_t i = 0; i < count / 10; ++i) work();
  const double begun = cpu_seconds();
  for (std::size_t i = 0; i < count; ++i) work();
  std::printf("%.2f\n", (cpu_seconds() - begun) * 1e6 / static_cast<double>(count));
}

int calls(const std::string& path, const std::string& target, std::size_t count) {
  Emulator emulator(std::make_shared<const World>(loaded(path, false), AnswerSettings{}, 1));
  const auto ask = [&] {
    return emulator.handle(make_request("GET", target, {{"Host", "127.0.0.1:8080"}})).status;
  };
  const int status = ask();
  if (status != 200) {
    std::fprintf(stderr, "%s is answered %d\n", target.c_str(), status);
    return 1;
  }
  print_microseconds(count, ask);
  return 0;
}

int validate(const std::string& path, std::size_t count) {
  const ModelPtr model = loaded(path, false);
  const Operation& operation = model->operations.front();
  const Content& content = operation.responses.at(operation.success).contents.at(0);
  const Json body = Json::parse(*content.body());
  print_microseconds(count, [&] {
    if (!content.schema->validate(body, Direction::kResponse).empty()) std::exit(1);
  });
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc > 2 ? argv[1] : "";
  const auto count = static_cast<std::size_t>(std::atoll(argv[argc - 1]));
  if (what == "load" && argc == 3) return loaded(argv[2], true) ? 0 : 1;
  if (what == "calls" && argc == 5) return calls(argv[2], argv[3], count);
  if (what == "validate" && argc == 4) return validate(argv[2], count);
  std::fprintf(stderr, "usage: in_process load|calls|validate DOCUMENT [TARGET] [COUNT]\n");
  return 2;
}
