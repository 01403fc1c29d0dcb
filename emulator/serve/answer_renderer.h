#pragma once

#include <ctime>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/model/message.h"
#include "emulator/serve/httplib_renderer.h"

namespace emulator::wire {

/// What the request and the connection say about an answer's form.
struct Form {
  bool to_head = false;  ///< HEAD: the head as for GET, no content
  bool http10 = false;
  bool close = false;
  bool streamed =
      false;  ///< its length is not known: chunked; to HTTP/1.0 up to the end of the connection
};

struct Rendered {
  std::string head;
  std::shared_ptr<const std::string> body{};  ///< null: none is sent
  bool has_content = false;                   ///< false: none may be sent
};

/// Renders answers. cpp-httplib writes each kind of head once: the status and the names of the header lines make a kind.
/// What differs from one answer to the next of its kind, the values, is put in its place in those bytes. Set right are the
/// reason phrase, the order of the headers, Content-Length on 1xx, 204 and 304, and what cpp-httplib adds unasked. Date,
/// Content-Length, Transfer-Encoding and Connection are ours. A status that cannot end a call (below 200, above 999)
/// becomes 500; a header with a name that is no token is left out, control bytes in values too. For one thread at a time;
/// making one is dear.
class AnswerRenderer {
 public:
  /// Kinds that are kept; those used last.
  static constexpr std::size_t kMostKinds = 64;

  AnswerRenderer();
  ~AnswerRenderer();

  Rendered render(const Response& response, Form form);

 private:
  struct Kind;
  struct Framing;
  const Kind& kind_of(const Response& response, int status, Framing framing);
  std::unique_ptr<Kind> make_kind(const Response& response, int status, Framing framing);
  void collect_values(const Kind& kind, const Response& response);
  std::string head(const Kind& kind) const;
  const std::string& date();

  HttplibRenderer renderer_;
  std::vector<std::unique_ptr<Kind>> kinds_;
  std::vector<std::string_view> values_;  ///< of the head being rendered, one for each place
  char length_[20];                       ///< its Content-Length
  std::time_t date_of_ = 0;
  std::string date_;
};

}  // namespace emulator::wire
