#include "emulator/text/place.h"

namespace emulator {

std::string to_string(const Place& place) {
  std::string text = place.file;
  if (place.line == 0) return text;
  text += ':' + std::to_string(place.line);
  if (place.column != 0) text += ':' + std::to_string(place.column);
  return text;
}

std::string base_name_and_line(const Place& place) {
  // npos + 1 is 0: a name without folders stays whole.
  std::string text = place.file.substr(place.file.rfind('/') + 1);
  if (place.line != 0) text += ':' + std::to_string(place.line);
  return text;
}

}  // namespace emulator
