#pragma once

#include <string>
#include <string_view>

namespace emulator {

/// As one word of a shell's command, whatever is in it: 'it'\''s'
std::string quoted_for_shell(std::string_view text);

/// The same, without quotes where none are needed: /integrations/Shopify
std::string shell_word(std::string_view text);

}  // namespace emulator
