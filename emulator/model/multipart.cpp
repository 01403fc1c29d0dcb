#include "emulator/model/multipart.h"

#include <algorithm>

#include "emulator/model/media_type.h"

namespace emulator {
namespace {

// Takes the next line off `rest`, without its end.
std::string_view take_line(std::string_view& rest) {
  const auto end = rest.find('\n');
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

// A boundary as it stands in the body.
// begin, end  of its line, the line end before it included: that belongs to the boundary, not to the content
struct Delimiter {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool is_last = false;
};

// The next line that is a boundary: "--" and its name, "--" behind that for the last one, blanks.
class DelimiterSearch {
 public:
  DelimiterSearch(std::string_view body, std::string_view boundary)
      : body_(body), mark_("--" + std::string(boundary)) {}

  std::optional<Delimiter> next() {
    for (std::size_t at = from_; (at = body_.find(mark_, at)) != std::string_view::npos; ++at) {
      if (at > 0 && body_[at - 1] != '\n') continue;
      std::string_view rest = body_.substr(at);
      std::string_view tail = take_line(rest).substr(mark_.size());
      const bool is_last = tail.substr(0, 2) == "--";
      if (is_last) tail.remove_prefix(2);
      if (!without_blanks(tail).empty()) continue;
      from_ = body_.size() - rest.size();
      return Delimiter{begin_of(at), from_, is_last};
    }
    return std::nullopt;
  }

 private:
  std::size_t begin_of(std::size_t at) const {
    if (at == 0) return 0;
    return at >= 2 && body_[at - 2] == '\r' ? at - 2 : at - 1;
  }

  std::string_view body_;
  std::string mark_;
  std::size_t from_ = 0;
};

void read_header(std::string_view line, BodyPart& part) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return;
  const HeaderLine header{without_blanks(line.substr(0, colon)),
                          without_blanks(line.substr(colon + 1))};
  part.headers.push_back(header);
  if (equal_ignoring_case(header.name, "Content-Type")) part.content_type = header.value;
  if (!equal_ignoring_case(header.name, "Content-Disposition")) return;
  part.name = parameter_of(header.value, "name").value_or("");
  part.filename = parameter_of(header.value, "filename");
}

BodyPart read_part(std::string_view text) {
  BodyPart part;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    if (line.empty()) break;
    read_header(line, part);
  }
  part.content = text;
  return part;
}

}  // namespace

std::optional<std::vector<BodyPart>> read_multipart(std::string_view body,
                                                    std::string_view boundary, std::string& why,
                                                    std::size_t most) {
  const auto refuse = [&](std::string reason) {
    why = std::move(reason);
    return std::nullopt;
  };
  if (boundary.empty()) return refuse("the parameter 'boundary' of its Content-Type");
  DelimiterSearch search(body, boundary);
  auto before = search.next();
  if (!before) return refuse("a line '--' with the boundary");
  std::vector<BodyPart> parts;
  while (!before->is_last) {
    const auto behind = search.next();
    if (!behind) return refuse("the last boundary, with '--' behind it");
    if (parts.size() == most) return refuse("at most " + std::to_string(most) + " parts");
    // An empty part's boundary may share the line end of the one before.
    const std::size_t end = std::max(before->end, behind->begin);
    parts.push_back(read_part(body.substr(before->end, end - before->end)));
    before = behind;
  }
  return parts;
}

}  // namespace emulator
