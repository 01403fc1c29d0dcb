// Gives a fuzzer what it once found, without libFuzzer: in every build, with every compiler.
//   fuzz_replay gate_fuzz FOLDER

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

// FUZZERS is FUZZER(gate_fuzz) FUZZER(...): each is its file's LLVMFuzzerTestOneInput, by the file's name.
#define FUZZER(name) extern "C" int name(const std::uint8_t* data, std::size_t size);
FUZZERS
#undef FUZZER

namespace {
const std::map<std::string, int (*)(const std::uint8_t*, std::size_t)> kFuzzers{
#define FUZZER(name) {#name, name},
    FUZZERS
#undef FUZZER
};
}  // namespace

int main(int argc, char** argv) {
  const auto fuzzer = argc == 3 ? kFuzzers.find(argv[1]) : kFuzzers.end();
  if (fuzzer == kFuzzers.end()) {
    std::fprintf(stderr, "usage: %s FUZZER FOLDER\n", argv[0]);
    return 2;
  }
  int replayed = 0;
  for (const auto& file : std::filesystem::directory_iterator(argv[2])) {
    std::ifstream input(file.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(input), {}};
    // Told before, as a crash says nothing.
    std::printf("%s\n", file.path().filename().c_str());
    std::fflush(stdout);
    fuzzer->second(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    ++replayed;
  }
  std::printf("%d replayed\n", replayed);
  return replayed > 0 ? 0 : 1;
}
