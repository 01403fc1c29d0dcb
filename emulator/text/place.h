#pragma once

#include <cstdint>
#include <string>

namespace emulator {

/// A position in a text that a user wrote.
/// file    the name by which the user gave it; empty: nowhere
/// line    from 1; 0: the file as a whole
/// column  in bytes, from 1; 0: the line as a whole
struct Place {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  friend auto operator<=>(const Place&, const Place&) = default;
};

/// "users.yaml:7:14", "users.yaml:7" or "users.yaml"; nowhere: "".
std::string to_string(const Place& place);

/// The place without folders: what may be told to a client in a header, "users.yaml:7".
std::string base_name_and_line(const Place& place);

}  // namespace emulator
