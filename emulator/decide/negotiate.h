#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emulator/model/message.h"
#include "emulator/model/operation.h"

namespace emulator {

/// What is sent, and as which media type.
struct ContentChoice {
  const Content* content = nullptr;
  std::string media_type = {};

  explicit operator bool() const { return content != nullptr; }
};

/// The documented content that suits the client best by its Accept lines: the most specific range that names a type decides
/// its q-value, among equal ones the order of the ranges, then that of the document. No Accept, or an empty one: the
/// first. Nothing acceptable: no content. A documented range is sent as a type in it that the client names.
/// example     where not empty, only contents that have an example of that name
/// json_first  where the client does not mind, JSON goes before what the document names earlier
/// source      RFC 9110, section 12.5.1
ContentChoice acceptable(const Request& request, const std::vector<Content>& contents,
                         std::string_view example = {}, bool json_first = false);

/// Whether an answer with that status has a body at all.
/// source  RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5
bool may_have_body(int status);

}  // namespace emulator
