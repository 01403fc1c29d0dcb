#include "emulator/cli/bounded_writer.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <utility>

namespace emulator {

BoundedWriter::BoundedWriter(int descriptor, std::chrono::milliseconds patience, Note note)
    : descriptor_(descriptor), patience_(patience), note_(std::move(note)) {}

void BoundedWriter::write(std::string_view line) {
  constexpr std::chrono::milliseconds kNone{0};
  if (dropped_ > 0 && !writable(kNone)) {
    ++dropped_;
    return;
  }
  std::string text = cut_ ? "\n" : "";
  if (dropped_ > 0) text += note_(dropped_) + "\n";
  text.append(line) += '\n';
  if (send(text, dropped_ > 0 ? kNone : patience_)) {
    dropped_ = 0;
  } else {
    ++dropped_;
  }
}

bool BoundedWriter::writable(std::chrono::milliseconds patience) const {
  pollfd one{descriptor_, POLLOUT, 0};
  return ::poll(&one, 1, static_cast<int>(patience.count())) > 0;
}

// False: the reader does not read. That nobody can ever read is no reason to try again.
bool BoundedWriter::send(std::string_view text, std::chrono::milliseconds patience) {
  const std::size_t all = text.size();
  while (!text.empty()) {
    if (!writable(patience)) {
      cut_ = cut_ || text.size() < all;
      return false;
    }
    // A pipe that is writable takes that much without blocking, and not always more.
    const ssize_t sent =
        ::write(descriptor_, text.data(), std::min<std::size_t>(text.size(), PIPE_BUF));
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) break;
    text.remove_prefix(static_cast<std::size_t>(sent));
  }
  cut_ = false;
  return true;
}

}  // namespace emulator
