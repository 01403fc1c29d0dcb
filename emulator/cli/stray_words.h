#pragma once

#include <string>
#include <vector>

namespace emulator {

/// What the words that a subcommand did not expect stand for, as one has to write it: for `health` 8080 is
/// "--url http://127.0.0.1:8080". Not known: "".
std::string stray_word_meant(const std::string& subcommand, const std::vector<std::string>& given);

}  // namespace emulator
