#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emulator/text/ascii.h"
#include "emulator/text/source.h"

namespace emulator {
namespace {

/// A line of three or more backticks or tildes, indented by three spaces at most (CommonMark,
/// section 4.5).
/// info  what follows the marks, without the spaces around it
struct Fence {
  char mark;
  std::size_t length;
  std::string_view info;
};

/// The content of a fenced block, as offsets in the page.
struct Block {
  Fence fence;
  std::size_t line = 0;  // where its opening line begins
  std::size_t begin = 0;
  std::size_t end = 0;
  bool closed = false;
};

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") + 1 - begin);
}

std::optional<Fence> fence_of(std::string_view line) {
  const std::size_t indentation = std::min(line.find_first_not_of(' '), line.size());
  line.remove_prefix(indentation);
  if (indentation > 3 || line.empty() || (line[0] != '`' && line[0] != '~')) return std::nullopt;
  const std::size_t length = std::min(line.find_first_not_of(line[0]), line.size());
  const Fence fence{line[0], length, trimmed(line.substr(length))};
  // Code between backticks in the middle of a sentence is no fence.
  const bool is_inline = fence.mark == '`' && fence.info.find('`') != std::string_view::npos;
  if (length < 3 || is_inline) return std::nullopt;
  return fence;
}

bool closes(const Fence& fence, const Fence& opening) {
  return fence.mark == opening.mark && fence.length >= opening.length && fence.info.empty();
}

std::vector<Block> blocks_of(std::string_view page) {
  std::vector<Block> blocks;
  bool inside = false;
  for (std::size_t at = 0; at < page.size();) {
    const std::size_t end = std::min(page.find('\n', at), page.size());
    const std::size_t next = std::min(end + 1, page.size());
    const auto fence = fence_of(page.substr(at, end - at));
    if (fence && !inside) {
      blocks.push_back({*fence, at, next, page.size(), false});
      inside = true;
    } else if (fence && closes(*fence, blocks.back().fence)) {
      blocks.back().end = at;
      blocks.back().closed = true;
      inside = false;
    }
    at = next;
  }
  return blocks;
}

enum class Language { kYaml, kJson, kOther };

Language language_of(const Fence& fence) {
  const std::string word = in_lower_case(fence.info.substr(0, fence.info.find_first_of(" \t{,")));
  if (word == "yaml" || word == "yml") return Language::kYaml;
  return word == "json" ? Language::kJson : Language::kOther;
}

/// Whether a block that cannot be read was meant to be an OpenAPI document: it has a line that
/// begins with that member, in whatever notation.
bool names_openapi(std::string_view content) {
  for (std::size_t at = 0; at < content.size();) {
    const std::size_t end = std::min(content.find('\n', at), content.size());
    std::string_view line = content.substr(at, end - at);
    line.remove_prefix(std::min(line.find_first_not_of(" \t{\"'"), line.size()));
    if (line.starts_with("openapi")) {
      line.remove_prefix(std::string_view("openapi").size());
      line.remove_prefix(std::min(line.find_first_not_of(" \"'"), line.size()));
      if (line.starts_with(':')) return true;
    }
    at = end + 1;
  }
  return false;
}

/// The document in the block; none, or one with errors, which become findings: nullptr.
DocumentPtr read_block(const Source& page, const Block& block, Findings& findings) {
  const Source source = page.block(block.begin, block.end);
  Findings own;
  const DocumentPtr document =
      language_of(block.fence) == Language::kJson ? read_json(source, own) : read_yaml(source, own);
  if (document) {
    const Json& root = document->root();
    return root.is_object() && root.contains("openapi") ? document : nullptr;
  }
  if (names_openapi(source.content())) {
    for (Finding& finding : own.sorted()) findings.add(std::move(finding));
  }
  return nullptr;
}

void complain_of_open_fence(const Source& page, const Block& block, Findings& findings) {
  // In another language it may still hide what follows; but what was found can be used.
  const bool other = language_of(block.fence) == Language::kOther;
  const std::string marks(std::min<std::size_t>(block.fence.length, 20), block.fence.mark);
  findings.add(page.finding(other ? Severity::kWarning : Severity::kError, "page.unclosed-fence",
                            "the fence that opens here is never closed", block.line,
                            "close it with a line of " + marks));
}

}  // namespace

std::vector<DocumentPtr> read_markdown(const Source& source, Findings& findings) {
  std::vector<DocumentPtr> documents;
  Findings own;
  for (const Block& block : blocks_of(source.content())) {
    if (!block.closed) {
      complain_of_open_fence(source, block, own);
    } else if (language_of(block.fence) != Language::kOther) {
      if (DocumentPtr document = read_block(source, block, own)) {
        documents.push_back(std::move(document));
      }
    }
  }
  if (documents.empty() && !own.has_errors()) {
    own.add(source.finding(Severity::kError, "page.no-document",
                           "the page has no block with an OpenAPI document", 0,
                           "put it between fences whose first line is ```yaml or ```json"));
  }
  for (Finding& finding : own.sorted()) findings.add(std::move(finding));
  return documents;
}

}  // namespace emulator
