#pragma once

#include <span>
#include <string>
#include <string_view>

namespace emulator {

/// Edits (insert, delete, replace a byte) that turn one text into the other. Case counts; only the
/// first 200 bytes of each text do.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The name a person most likely meant: the least edits with case ignored and a swap of neighbours
/// as one, at most a third of the longer length (at least 1 edit is always allowed); the first of
/// equals. Nothing that near: empty.
std::string_view nearest(std::string_view name, std::span<const std::string> known);

}  // namespace emulator
