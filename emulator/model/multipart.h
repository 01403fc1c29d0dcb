#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/model/message.h"

namespace emulator {

/// One part of a multipart body. Views point into the body.
/// name          of the field, from Content-Disposition; none: ""
/// filename      given: the part is a file
/// content_type  as written; none: ""
struct BodyPart {
  std::string name;
  std::optional<std::string> filename;
  std::string_view content_type;
  std::vector<HeaderLine> headers;
  std::string_view content;
};

/// The parts of a multipart body in their order. Not well formed: nullopt, and `why` says what is missing, as in
/// "the last boundary". Lines may end with CRLF or LF alone; what stands before the first boundary and behind the last is
/// passed over.
/// most    parts that are read; more are not well formed
/// source  RFC 2046, section 5.1; RFC 7578
std::optional<std::vector<BodyPart>> read_multipart(std::string_view body,
                                                    std::string_view boundary, std::string& why,
                                                    std::size_t most);

}  // namespace emulator
