#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "emulator/model/message.h"

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

/// RFC 9110 5.6.2, tchar.
bool is_token_byte(char c);
bool is_token(std::string_view text);
/// 0x21 to 0x7e.
bool is_visible_ascii(char c);
/// What a field value cannot hold: controls other than HTAB. Bytes from 0x80 on are no controls.
bool is_control(char c);

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
