#include "emulator/serve/gate_body.h"

#include <algorithm>

#include "emulator/text/ascii.h"

namespace emulator::wire {
namespace {

// A chunk-size line: 16 digits and room for an extension, which nobody sends. All extensions of a
// body together are bounded too, else they were an endless body that counts as empty.
constexpr std::size_t kSizeLineBytes = 256;
constexpr std::size_t kExtensionBytes = 4096;

Complaint bad_size(std::string_view line) {
  return {400, "gate.chunk-size", "the chunk size " + in_quotes(line) + " is no hexadecimal number",
          "send each chunk as its size in hexadecimal digits, CR LF, the bytes, CR LF"};
}

Complaint long_extension() {
  return {400, "gate.chunk-extension", "the chunk extensions are too long",
          "send chunks without extensions"};
}

}  // namespace

ChunkedBody::Step ChunkedBody::decode(std::string_view bytes, std::string& body) {
  std::size_t consumed = 0;
  while (stage_ != Stage::kDone) {
    const auto rest = bytes.substr(consumed);
    auto step = stage_ == Stage::kData ? take_data(rest, body) : take_line(rest, body.size());
    consumed += step.consumed;
    if (step.complaint) return {std::move(step.complaint), consumed};
    if (step.consumed == 0) break;
  }
  return {std::nullopt, consumed};
}

ChunkedBody::Step ChunkedBody::take_data(std::string_view bytes, std::string& body) {
  const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(chunk_left_, bytes.size()));
  body.append(bytes.substr(0, size));
  chunk_left_ -= size;
  if (chunk_left_ == 0) stage_ = Stage::kDataEnd;
  return {std::nullopt, size};
}

ChunkedBody::Step ChunkedBody::take_line(std::string_view all, std::size_t body_size) {
  const auto limit = stage_ == Stage::kSize ? kSizeLineBytes : limits_->head_bytes - trailer_bytes_;
  const auto bytes = all.substr(0, limit);
  // The line after the data is empty; a longer one need not be waited for.
  const auto end = bytes.substr(0, 2);
  if (stage_ == Stage::kDataEnd && end != std::string_view("\r\n").substr(0, end.size()))
    return {Complaint{400, "gate.chunk-end", "a chunk goes on after the size it has announced",
                      "send CR LF after the bytes of each chunk; count bytes, not characters"},
            0};
  const auto found = finder_.find(bytes);
  if (found.complaint) return {found.complaint, 0};
  if (!found.size && all.size() > bytes.size())
    return {stage_ == Stage::kSize ? long_extension()
                                   : Complaint{431, "gate.trailer-too-large",
                                               "the trailer has more than " +
                                                   std::to_string(limits_->head_bytes) + " bytes",
                                               "send fewer or shorter trailer lines"},
            0};
  if (!found.size) return {};

  const auto line = bytes.substr(0, *found.size);
  Verdict complaint;
  if (stage_ == Stage::kSize)
    complaint = read_size(line, body_size);
  else if (stage_ == Stage::kDataEnd)
    stage_ = Stage::kSize;
  else
    complaint = read_trailer(line);
  return {std::move(complaint), *found.size + 2};
}

Verdict ChunkedBody::read_size(std::string_view line, std::size_t body_size) {
  const auto size_end = std::min(line.find_first_of("; \t"), line.size());
  const auto digits = line.substr(0, size_end);
  const auto extension = line.substr(size_end);
  if (digits.empty() || digits.size() > 16) return bad_size(line);
  chunk_left_ = 0;
  for (const char c : digits) {
    if (hex_value(c) < 0) return bad_size(line);
    chunk_left_ = chunk_left_ * 16 + static_cast<std::uint64_t>(hex_value(c));
  }
  const auto mark = extension.find_first_not_of(" \t");
  if (!extension.empty() && (mark == std::string_view::npos || extension[mark] != ';'))
    return bad_size(line);
  if (std::any_of(extension.begin(), extension.end(), is_control)) return bad_size(line);
  extension_bytes_ += extension.size();
  if (extension_bytes_ > kExtensionBytes) return long_extension();
  if (chunk_left_ > limits_->body_bytes - std::min(limits_->body_bytes, body_size))
    return Complaint{
        413, "gate.body-too-large",
        "the chunks have more bytes than the limit of " + std::to_string(limits_->body_bytes),
        "send a smaller body"};
  stage_ = chunk_left_ == 0 ? Stage::kTrailer : Stage::kData;
  return std::nullopt;
}

Verdict ChunkedBody::read_trailer(std::string_view line) {
  if (line.empty()) {
    stage_ = Stage::kDone;
    return std::nullopt;
  }
  trailer_bytes_ += line.size() + 2;
  if (++trailer_lines_ > limits_->header_lines)
    return Complaint{
        431, "gate.trailer-lines",
        "the trailer has more than " + std::to_string(limits_->header_lines) + " lines",
        "send fewer trailer lines"};
  return read_field_line(line).complaint;
}

}  // namespace emulator::wire
