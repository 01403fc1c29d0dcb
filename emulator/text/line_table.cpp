#include "emulator/text/line_table.h"

#include <algorithm>
#include <utility>

namespace emulator {

LineTable::LineTable(std::shared_ptr<const std::string> text) : text_(std::move(text)) {
  starts_.push_back(0);
  for (std::size_t end = text_->find('\n'); end != std::string::npos;
       end = text_->find('\n', end + 1)) {
    starts_.push_back(static_cast<std::uint32_t>(end + 1));
  }
}

Place LineTable::place(const std::string& file, std::size_t offset) const {
  const auto at = static_cast<std::uint32_t>(std::min(offset, text_->size()));
  const auto next = std::upper_bound(starts_.begin(), starts_.end(), at);
  const auto line = static_cast<std::uint32_t>(next - starts_.begin());
  return {file, line, at - *(next - 1) + 1};
}

std::string_view LineTable::line(std::uint32_t number) const {
  if (number == 0 || number > starts_.size()) return {};
  const std::size_t begin = starts_[number - 1];
  const std::size_t end = number < starts_.size() ? starts_[number] - 1 : text_->size();
  std::string_view line = std::string_view(*text_).substr(begin, end - begin);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace emulator
