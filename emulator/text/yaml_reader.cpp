#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "emulator/text/quote.h"
#include "emulator/text/source.h"
#include "emulator/text/tree_builder.h"
#include "emulator/text/yaml_checks.h"
#include "emulator/text/yaml_scalar.h"
#include "emulator/text/yaml_syntax.h"

namespace emulator {
namespace {

// What anchors and aliases may copy together: a few lines of aliases to aliases can stand for
// billions of values.
constexpr std::size_t kMostCopiedBytes = 64 * 1024 * 1024;

// Tags that yaml-cpp reports where the user wrote none.
constexpr std::string_view kPlain = "?";
constexpr std::string_view kQuoted = "!";

std::size_t offset_of(const YAML::Mark& mark) {
  // yaml-cpp counts in bytes of its UTF-8; -1: nowhere.
  return static_cast<std::size_t>(std::max(0, mark.pos));
}

class YamlEvents final : public YAML::EventHandler {
 public:
  YamlEvents(TreeBuilder& builder, Complaints& complaints)
      : builder_(builder), complaints_(complaints), text_(complaints.source().content()) {}

  void OnDocumentStart(const YAML::Mark& mark) override;
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override;
  void OnSequenceEnd() override { end(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override;
  void OnMapEnd() override { end(); }

  bool any_document() const { return documents_ > 0; }
  std::size_t last_offset() const { return last_offset_; }

 private:
  std::size_t note(const YAML::Mark& mark) { return last_offset_ = offset_of(mark); }
  Json scalar(std::string_view tag, std::string_view value, std::size_t offset);

  void start(std::string_view tag, std::string_view expected, YAML::anchor_t anchor,
             std::size_t offset);
  void end();
  void remember(YAML::anchor_t anchor, std::shared_ptr<const TreeBuilder::Branch> branch);
  void spend(const TreeBuilder::Branch& branch, std::size_t offset);
  std::string_view null_word(std::size_t offset) const;
  std::string key_of_alias(const Json& value, std::size_t offset);
  [[noreturn]] void refuse_key(std::size_t offset);

  TreeBuilder& builder_;
  Complaints& complaints_;
  const std::string_view text_;
  int documents_ = 0;
  std::size_t last_offset_ = 0;
  std::size_t copied_bytes_ = 0;
  // The anchors of the open collections (0: none), and the finished values by their anchors.
  std::vector<YAML::anchor_t> open_anchors_;
  std::unordered_map<YAML::anchor_t, std::shared_ptr<const TreeBuilder::Branch>> anchored_;
};

void YamlEvents::OnDocumentStart(const YAML::Mark& mark) {
  const std::size_t offset = offset_of(mark);
  if (++documents_ == 1) return;
  const std::string_view before = text_.substr(0, offset);
  const std::size_t end = before.find_last_not_of(" \t\r\n") + 1;
  if (text_.substr(offset).starts_with("---") || before.substr(0, end).ends_with("...")) {
    complaints_.fatal(
        "several-documents", "a second document begins here", offset,
        "put each document in a file of its own, or remove this line if they are one");
  }
  complaints_.fatal("syntax", "this does not belong to the value above it", offset,
                    "check the indentation");
}

void YamlEvents::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
  const std::size_t offset = note(mark);
  const std::string_view word = null_word(offset);
  if (builder_.expects_key()) {
    if (word.empty()) {
      complaints_.error("empty-key", "a key without a name", offset,
                        "write a name before the ':', or \"\" for the empty name");
    }
    if (anchor != 0) remember(anchor, builder_.lone_scalar(nullptr, offset));
    return builder_.key(std::string(word), offset);
  }
  // The mark of a value that is not written is that of whatever comes next, maybe a key `null`.
  const std::size_t rest = text_.find_first_not_of(" \t", offset + word.size());
  const bool is_written = !word.empty() && text_.substr(std::min(rest, text_.size()), 1) != ":";
  builder_.scalar(nullptr, !is_written && builder_.has_key() ? builder_.key_offset() : offset);
  if (anchor != 0) remember(anchor, builder_.last());
}

void YamlEvents::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
  const std::size_t offset = note(mark);
  const auto found = anchored_.find(anchor);
  if (found == anchored_.end()) {
    complaints_.fatal("alias-cycle", "this alias stands inside the value that it names", offset,
                      "write the value out to the depth that is needed");
  }
  const TreeBuilder::Branch& branch = *found->second;
  if (builder_.expects_key())
    return builder_.key(key_of_alias(TreeBuilder::value(branch), offset), offset);
  spend(branch, offset);
  builder_.repeat(branch, offset);
}

void YamlEvents::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                          const std::string& value) {
  const std::size_t offset = note(mark);
  if (!builder_.expects_key()) {
    builder_.scalar(scalar(tag, value, offset), offset);
    if (anchor != 0) remember(anchor, builder_.last());
    return;
  }
  if (tag == kPlain && value == "<<") {
    complaints_.error("merge-key", "merge keys are not part of YAML 1.2", offset,
                      "write the members out, or put the key in quotes if it is a name");
  }
  // Keys are their text, whatever it means as a value.
  if (anchor != 0) remember(anchor, builder_.lone_scalar(scalar(tag, value, offset), offset));
  if (anchor == 0 && tag != kPlain) scalar(tag, value, offset);  // an unknown tag is an error
  builder_.key(value, offset);
}

void YamlEvents::OnSequenceStart(const YAML::Mark& mark, const std::string& tag,
                                 YAML::anchor_t anchor, YAML::EmitterStyle::value) {
  const std::size_t offset = note(mark);
  start(tag, "tag:yaml.org,2002:seq", anchor, offset);
  builder_.start_array(offset);
}

void YamlEvents::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                            YAML::EmitterStyle::value) {
  const std::size_t offset = note(mark);
  start(tag, "tag:yaml.org,2002:map", anchor, offset);
  builder_.start_object(offset);
}

void YamlEvents::start(std::string_view tag, std::string_view expected, YAML::anchor_t anchor,
                       std::size_t offset) {
  if (builder_.expects_key()) refuse_key(offset);
  if (tag != kPlain && tag != kQuoted && tag != expected) {
    complaints_.error("tag", "the tag " + in_quotes(tag) + " does not fit here", offset,
                      "remove it");
  }
  open_anchors_.push_back(anchor);
}

void YamlEvents::end() {
  builder_.end();
  const YAML::anchor_t anchor = open_anchors_.back();
  open_anchors_.pop_back();
  if (anchor != 0) remember(anchor, builder_.last());
}

Json YamlEvents::scalar(std::string_view tag, std::string_view value, std::size_t offset) {
  if (tag == kQuoted) return std::string(value);
  YamlScalarProblem problem;
  Json result =
      tag == kPlain ? plain_yaml_scalar(value, problem) : tagged_yaml_scalar(tag, value, problem);
  if (!problem.message.empty()) {
    complaints_.error("scalar", std::move(problem.message), offset, std::move(problem.hint));
  }
  return result;
}

/// The null that is written there, as it is written; none: empty.
std::string_view YamlEvents::null_word(std::size_t offset) const {
  for (const std::string_view word : {"~", "null", "Null", "NULL"}) {
    if (!text_.substr(offset).starts_with(word)) continue;
    const std::string_view rest = text_.substr(offset + word.size());
    if (rest.empty() || std::string_view(" \t\r\n:,]}").find(rest[0]) != std::string_view::npos) {
      return word;
    }
  }
  return {};
}

std::string YamlEvents::key_of_alias(const Json& value, std::size_t offset) {
  if (value.is_structured()) refuse_key(offset);
  return value.is_string() ? value.get<std::string>() : value.dump();
}

void YamlEvents::refuse_key(std::size_t offset) {
  // yaml-cpp takes a bracket that is never closed for the begin of a key.
  const char first = text_[offset];
  if ((first == '[' || first == '{') && !yaml_bracket_is_closed(text_, offset)) {
    complaints_.fatal("syntax", "this bracket is never closed", offset,
                      "close it, or put the text in quotes if it belongs to it");
  }
  // The same of a bracket whose end is in a quote that is never closed.
  const std::size_t quote = yaml_open_quote(text_, offset);
  if (quote != std::string_view::npos)
    complaints_.fatal("syntax", "this quote is never closed", quote,
                      "close it with the same quote");
  complaints_.fatal("key", "a mapping or a list cannot be a key", offset,
                    "put the key in quotes if it is a text");
}

void YamlEvents::remember(YAML::anchor_t anchor,
                          std::shared_ptr<const TreeBuilder::Branch> branch) {
  spend(*branch, last_offset_);
  anchored_[anchor] = std::move(branch);
}

void YamlEvents::spend(const TreeBuilder::Branch& branch, std::size_t offset) {
  copied_bytes_ += TreeBuilder::weight(branch);
  if (copied_bytes_ <= kMostCopiedBytes) return;
  complaints_.fatal("too-many-copies",
                    "the aliases up to here stand for more than 64 MiB of values", offset,
                    "use fewer aliases");
}

/// Runs the parser to the end of the text. Throws GiveUp after an error.
void parse(Complaints& complaints, TreeBuilder& builder) {
  const std::string_view text = complaints.source().content();
  YamlEvents events(builder, complaints);
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(events)) continue;
  } catch (const YAML::Exception& error) {
    YamlMistake mistake = explain_yaml(
        {error.msg, offset_of(error.mark), builder.open_offset(), events.last_offset()}, text);
    complaints.fatal("syntax", std::move(mistake.message), mistake.offset, std::move(mistake.hint));
  }
  if (!events.any_document()) {
    complaints.fatal("empty", "the text holds no value", 0, "write a YAML mapping");
  }
  check_last_yaml_scalar(complaints, events.last_offset());
}

}  // namespace

DocumentPtr read_yaml(const Source& source, Findings& findings) {
  Complaints complaints(source, "yaml", findings);
  TreeBuilder builder(complaints);
  try {
    check_yaml_text(complaints);
    parse(complaints, builder);
  } catch (const GiveUp&) {
    return nullptr;
  }
  return builder.finish();
}

}  // namespace emulator
