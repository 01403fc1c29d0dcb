# Writes the C++ source behind embedded.h.
#   cmake -DROOT=<project> -DFILES=<names, relative to it> -DOUTPUT=<file.cpp> -P embed.cmake
#
# Content becomes hexadecimal escapes, 32 bytes a literal: no byte of a file can end the literal, and
# adjacent literals are joined after escapes are read.

set(line_of_32_bytes "")
foreach(_ RANGE 1 32)
  string(APPEND line_of_32_bytes "[0-9a-f][0-9a-f]")
endforeach()

list(SORT FILES)
list(LENGTH FILES count)
set(rows "")
foreach(name IN LISTS FILES)
  file(READ "${ROOT}/${name}" content HEX)
  string(REGEX REPLACE "(${line_of_32_bytes})" "\\1\n" content "${content}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" content "${content}")
  string(REGEX REPLACE "([^\n]+)" "     \"\\1\"" content "${content}")
  string(APPEND rows "    {\"${name}\"sv,\n     \"\"\n${content}\n     \"\"sv},\n")
endforeach()

file(WRITE "${OUTPUT}" "\
// Made by emulator/model/embed.cmake.

#include \"emulator/model/embedded.h\"

#include <array>

namespace emulator {
namespace {

using namespace std::string_view_literals;

constexpr std::array<EmbeddedFile, ${count}> kFiles = {{
${rows}}};

}  // namespace

std::span<const EmbeddedFile> embedded_files() { return kFiles; }

}  // namespace emulator
")
