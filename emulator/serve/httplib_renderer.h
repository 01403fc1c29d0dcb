#pragma once

#include <memory>
#include <string>

#include "emulator/model/message.h"

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

/// Renders answers with cpp-httplib: its Server writes the status line and the header lines; set
/// right are the reason phrase, the order of the headers, Content-Length on 1xx, 204 and 304, and
/// what it adds unasked. Date, Content-Length and Connection are ours. A status that cannot end a
/// call (below 200, above 999) becomes 500; a header with a name that is no token is left out,
/// control bytes in values too. For one thread at a time; making one is dear.
class HttplibRenderer {
 public:
  HttplibRenderer();
  ~HttplibRenderer();

  Rendered render(const Response& response, Form form);

 private:
  class Server;
  std::unique_ptr<Server> server_;
};

}  // namespace emulator::wire
