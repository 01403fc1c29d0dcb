#pragma once

#include <memory>
#include <string>
#include <vector>

#include "emulator/model/message.h"

namespace emulator::wire {

/// Renders heads of answers with cpp-httplib: its Server writes the status line and the header lines. For one thread at a
/// time; making one is dear.
class HttplibRenderer {
 public:
  HttplibRenderer();
  ~HttplibRenderer();

  /// The head, with its empty line: these lines in their order and no others, as cpp-httplib knows the status by name.
  /// status  200 to 999
  /// lines   at least one; names are tokens, values have no line ends
  std::string head(int status, const std::vector<Header>& lines);

 private:
  class Server;
  std::unique_ptr<Server> server_;
};

}  // namespace emulator::wire
