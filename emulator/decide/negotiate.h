#pragma once

#include <string_view>
#include <vector>

#include "emulator/model/message.h"
#include "emulator/model/operation.h"

namespace emulator {

/// The documented content that suits the client best by its Accept lines: q-values are honoured, the more specific range
/// wins, among equals the order of the document. No Accept, or an empty one: the first. Nothing acceptable: nullptr.
/// source  RFC 9110, section 12.5.1
const Content* acceptable(const Request& request, const std::vector<Content>& contents);

/// "Application/JSON; charset=utf-8" and "application/json" are the same type; "text/*" and "*/*" name many.
bool same_media_type(std::string_view range, std::string_view media_type);

/// application/json, or anything with +json.
bool is_json_media_type(std::string_view media_type);

}  // namespace emulator
