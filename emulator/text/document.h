#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/text/finding.h"
#include "emulator/text/json.h"
#include "emulator/text/place.h"

namespace emulator {

class Description;
class PlaceIndex;

/// A YAML, JSON or Markdown text as its user wrote it: plain JSON, plus the way back from any JSON
/// Pointer to the line. Immutable; its methods may be called from any thread.
class Document {
 public:
  /// text  the whole file, which for a Markdown page is more than the block that was read
  Document(std::string name, std::shared_ptr<const std::string> text,
           std::shared_ptr<const Json> root, std::shared_ptr<const PlaceIndex> places);

  /// The same text as a part of an OpenAPI Description, which has to outlive it.
  /// entry  whose dialect and security schemes hold here; nullptr: its own
  Document(const Document& document, const Description& description, const Document* entry);

  const std::string& name() const { return name_; }
  const std::string& text() const { return *text_; }
  const Json& root() const { return *root_; }

  /// What its references to other files lead to; nullptr: it stands alone.
  const Description* description() const { return description_; }
  /// The OpenAPI document whose references lead here; such a document by itself.
  const Document& entry() const { return entry_ == nullptr ? *this : *entry_; }

  /// Where the value that the JSON Pointer (RFC 6901) names begins; a pointer that leads nowhere
  /// gets the place of the nearest value above it. What a YAML alias stands for is where its anchor
  /// is; its key is where the alias is used.
  Place place(std::string_view pointer) const;

  /// Where the key of that member is written; an array's element: where the element begins.
  Place key_place(std::string_view pointer) const;

  /// A finding at place(pointer), with the excerpt.
  Finding finding(Severity severity, std::string code, std::string message,
                  std::string_view pointer, std::string hint = {}) const;

  /// The same at key_place(pointer).
  Finding finding_at_key(Severity severity, std::string code, std::string message,
                         std::string_view pointer, std::string hint = {}) const;

 private:
  std::string name_;
  std::shared_ptr<const std::string> text_;
  std::shared_ptr<const Json> root_;
  std::shared_ptr<const PlaceIndex> places_;
  const Description* description_ = nullptr;
  const Document* entry_ = nullptr;
};

using DocumentPtr = std::shared_ptr<const Document>;

/// Reads by the ending of the name: .json is JSON; .md, .mdx and .markdown is a page whose fenced
/// blocks hold one document each (an info string that begins with yaml or json, content with a
/// top-level `openapi`); all else is YAML, of 16 MiB at most. Every mistake becomes a finding, up to
/// 100 of them; a text with an error yields no document.
std::vector<DocumentPtr> read_documents(std::string name, std::string text, Findings& findings);

/// Whether the name's ending is that of a page: .md, .mdx or .markdown.
bool is_page(const std::string& name);

/// Reads JSON, whatever the name says. With an error: nullptr.
DocumentPtr read_json_text(std::string name, std::string text, Findings& findings);

/// Reads a file. Cannot be opened, is not a regular file, is larger than 64 MiB, is not UTF-8: a
/// finding.
std::vector<DocumentPtr> read_document_file(const std::string& path, Findings& findings);

/// One more reference token at the end of a JSON Pointer, escaped: ("/paths", "/a~b") is
/// "/paths/~1a~0b".
std::string pointer_append(std::string_view pointer, std::string_view token);
std::string pointer_append(std::string_view pointer, std::size_t index);

}  // namespace emulator
