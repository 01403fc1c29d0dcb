#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace emulator {

/// The calls of the admin protocol that one with that method and path most likely meant, "POST /__admin/verify": those
/// of that path with other methods, else those whose path is a slip away. Nothing that near: empty.
/// segments  of the path behind /__admin
std::vector<std::string> calls_meant(std::string_view method,
                                     std::span<const std::string> segments);

/// The same for a path that stands where an id may: calls without an id alone.
std::vector<std::string> calls_meant_by_name(std::span<const std::string> segments);

}  // namespace emulator
