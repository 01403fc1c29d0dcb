#include "emulator/serve/transport.h"

#include <sys/socket.h>

#include <cerrno>

namespace emulator::wire {
namespace {

Moved outcome_of(ssize_t result) {
  if (result > 0) return {Moved::Outcome::kMoved, static_cast<std::size_t>(result)};
  if (result == 0) return {Moved::Outcome::kEnded, 0};
  const bool later = errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
  return {later ? Moved::Outcome::kBlocked : Moved::Outcome::kBroken, 0};
}

}  // namespace

Moved PlainTransport::read(char* to, std::size_t size) {
  return outcome_of(recv(fd_, to, size, 0));
}

Moved PlainTransport::write(const iovec* pieces, std::size_t count) {
  if (count == 1) return outcome_of(send(fd_, pieces->iov_base, pieces->iov_len, MSG_NOSIGNAL));
  msghdr message{};
  message.msg_iov = const_cast<iovec*>(pieces);
  message.msg_iovlen = count;
  return outcome_of(sendmsg(fd_, &message, MSG_NOSIGNAL));
}

void PlainTransport::end_writing() { shutdown(fd_, SHUT_WR); }

void PlainTransport::reset_at_close() { reset_on_close(fd_); }

}  // namespace emulator::wire
