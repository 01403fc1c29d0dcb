#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "emulator/text/document.h"
#include "emulator/text/finding.h"
#include "emulator/text/line_table.h"

namespace emulator {

/// A whole text, or one block of a page, that a reader turns into a document. Offsets count from
/// the begin of the content; places are those of the whole text.
class Source {
 public:
  /// The whole text; a byte order mark at its begin is not content.
  Source(std::string name, std::shared_ptr<const std::string> text);

  /// The part of this content between two offsets.
  Source block(std::size_t begin, std::size_t end) const;

  const std::string& name() const { return name_; }
  const std::shared_ptr<const std::string>& text() const { return text_; }
  const std::shared_ptr<const LineTable>& lines() const { return lines_; }
  std::string_view content() const;

  /// The offset in the whole text.
  std::size_t position(std::size_t offset) const { return begin_ + offset; }
  std::uint32_t line(std::size_t offset) const;
  Finding finding(Severity severity, std::string code, std::string message, std::size_t offset,
                  std::string hint) const;

 private:
  std::string name_;
  std::shared_ptr<const std::string> text_;
  std::shared_ptr<const LineTable> lines_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

/// A finding at a position of the text, with the excerpt.
Finding finding_at(Severity severity, std::string code, std::string message, Place place,
                   std::string hint, const LineTable& lines);

// The readers. Each adds what is wrong to the findings; with an error in the text: nullptr.

/// A text of more than 16 MiB is refused: yaml-cpp needs a hundred times as much for some.
DocumentPtr read_yaml(const Source& source, Findings& findings);
DocumentPtr read_json(const Source& source, Findings& findings);
std::vector<DocumentPtr> read_markdown(const Source& source, Findings& findings);

}  // namespace emulator
