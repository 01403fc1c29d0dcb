#include "emulator/text/source.h"

#include <utility>

#include "emulator/text/excerpt.h"

namespace emulator {

Source::Source(std::string name, std::shared_ptr<const std::string> text)
    : name_(std::move(name)),
      text_(std::move(text)),
      lines_(std::make_shared<LineTable>(text_)),
      begin_(text_->starts_with("\xEF\xBB\xBF") ? 3 : 0),
      end_(text_->size()) {}

Source Source::block(std::size_t begin, std::size_t end) const {
  Source block = *this;
  block.begin_ = begin_ + begin;
  block.end_ = begin_ + end;
  return block;
}

std::string_view Source::content() const {
  return std::string_view(*text_).substr(begin_, end_ - begin_);
}

std::uint32_t Source::line(std::size_t offset) const {
  return lines_->place(name_, position(offset)).line;
}

Finding Source::finding(Severity severity, std::string code, std::string message,
                        std::size_t offset, std::string hint) const {
  return finding_at(severity, std::move(code), std::move(message),
                    lines_->place(name_, position(offset)), std::move(hint), *lines_);
}

Finding finding_at(Severity severity, std::string code, std::string message, Place place,
                   std::string hint, const LineTable& lines) {
  Excerpt excerpt = excerpt_of(lines.line(place.line), place.column);
  Finding finding;
  finding.severity = severity;
  finding.code = std::move(code);
  finding.message = std::move(message);
  finding.place = std::move(place);
  finding.hint = std::move(hint);
  finding.excerpt = std::move(excerpt.text);
  finding.caret = excerpt.caret;
  return finding;
}

}  // namespace emulator
