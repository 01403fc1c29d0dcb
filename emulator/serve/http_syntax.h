#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "emulator/model/message.h"
#include "emulator/text/ascii.h"

/// What the gate and the listener share among themselves; nobody else includes it.
namespace emulator::wire {

/// Why a request is refused; becomes a Rejection with the request added. Texts as in Rejection.
struct Complaint {
  int status = 400;
  std::string rule;
  std::string message;
  std::string hint;
};
using Verdict = std::optional<Complaint>;  ///< nullopt: nothing to complain about

/// Bytes of one kind; asking costs one load, and every byte of a head is asked about.
class ByteSet {
 public:
  template <class Predicate>
  explicit constexpr ByteSet(Predicate predicate) {
    for (std::size_t byte = 0; byte < has_.size(); ++byte)
      has_[byte] = predicate(static_cast<char>(byte));
  }
  constexpr bool has(char c) const { return has_[static_cast<unsigned char>(c)]; }

 private:
  std::array<bool, 256> has_{};
};

inline constexpr ByteSet kTokenBytes([](char c) {
  return is_alphanumeric(c) ||
         (c != '\0' && std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos);
});

inline constexpr ByteSet kControlBytes([](char c) {
  return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
});

/// RFC 9110 5.6.2, tchar.
constexpr bool is_token_byte(char c) { return kTokenBytes.has(c); }
bool is_token(std::string_view text);
/// 0x21 to 0x7e.
constexpr bool is_visible_ascii(char c) { return c > 0x20 && c < 0x7f; }
/// What a field value cannot hold: controls other than HTAB. Bytes from 0x80 on are no controls.
constexpr bool is_control(char c) { return kControlBytes.has(c); }

/// RFC 9110 7.2: uri-host [ ":" port ]. An empty host is one.
bool is_host(std::string_view text);

/// 'text' in quotes for a message, pure ASCII: what is no visible ASCII escaped, after 80 bytes cut.
std::string in_quotes(std::string_view text);
/// "0x0a"
std::string hex(char c);

/// A line of a header or trailer section, without its CRLF.
/// returns  the line's parts; or the reason that it is none
struct FieldLine {
  Verdict complaint;
  HeaderLine line;
};
FieldLine read_field_line(std::string_view text);

/// Finds ends of lines in bytes that grow, and looks at each byte once.
class LineFinder {
 public:
  struct Found {
    Verdict complaint;                ///< a bare CR or a bare LF
    std::size_t looked_at = 0;        ///< bytes, where there is a complaint
    std::optional<std::size_t> size;  ///< of the line without its CRLF; nullopt: not ended yet
  };

  /// The line that begins at bytes[0]. Bytes seen in an earlier, vain search must be the same.
  Found find(std::string_view bytes);

 private:
  std::size_t seen_ = 0;
};

}  // namespace emulator::wire
