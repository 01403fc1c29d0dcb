#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "emulator/model/message.h"

namespace emulator {

/// What a body may become when it is decoded; behind that it is taken for a bomb.
inline constexpr std::size_t kMostContent = 10u << 20;

/// A request's content with its Content-Encoding undone: gzip, x-gzip and deflate, also several in turn. No coding, an
/// unknown one, more than kMostContent bytes, or not what the header says: the body as it was sent.
/// storage  holds what was decoded; the view points there or into the request
/// source   RFC 9110, section 8.4; RFC 1950 to 1952
std::string_view content_of(const Request& request, std::string& storage);

}  // namespace emulator
