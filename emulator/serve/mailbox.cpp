#include "emulator/serve/mailbox.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace emulator::wire {
namespace {

/// One call's right to be answered once.
class Call {
 public:
  Call(std::shared_ptr<Mailbox> mailbox, ConnectionId connection, std::uint64_t number)
      : mailbox_(std::move(mailbox)), connection_(connection), number_(number) {}
  ~Call() {
    if (may_finish()) mailbox_->post({connection_, number_, std::nullopt});
  }
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  void finish(Reply reply) {
    if (may_finish()) mailbox_->post({connection_, number_, std::move(reply)});
  }

 private:
  bool may_finish() { return !finished_.exchange(true); }

  const std::shared_ptr<Mailbox> mailbox_;
  const ConnectionId connection_;
  const std::uint64_t number_;
  std::atomic<bool> finished_{false};
};

}  // namespace

Mailbox::Mailbox() : wake_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
  if (wake_.get() < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
}

const Mailbox*& Mailbox::owner() {
  thread_local const Mailbox* mailbox = nullptr;
  return mailbox;
}

template <class Add>
void Mailbox::add(Add add) {
  {
    const std::lock_guard lock(mutex_);
    if (closed_) return;
    add(mail_);
    // Whoever comes second finds the first one's wake-up still under way.
    if (has_mail_.exchange(true, std::memory_order_acq_rel)) return;
  }
  if (owner() == this) return;  // looks for itself before it sleeps
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = write(wake_.get(), &one, sizeof one);
}

void Mailbox::post(Newcomer newcomer) {
  add([&](Mail& mail) { mail.newcomers.push_back(std::move(newcomer)); });
}

void Mailbox::post(Completion completion) {
  if (owner() == this && expected_ != nullptr && expected_->connection == completion.connection &&
      expected_->call == completion.call) {
    *std::exchange(expected_, nullptr) = std::move(completion);
    return;
  }
  add([&](Mail& mail) { mail.completions.push_back(std::move(completion)); });
}

void Mailbox::post_poured(ConnectionId connection) {
  add([&](Mail& mail) { mail.poured.push_back(connection); });
}

void Mailbox::post_stop() {
  add([](Mail& mail) { mail.stop = true; });
}

void Mailbox::quiet() {
  std::uint64_t count = 0;
  [[maybe_unused]] const auto bytes = read(wake_.get(), &count, sizeof count);
}

Mailbox::Mail Mailbox::take() {
  const std::lock_guard lock(mutex_);
  has_mail_.store(false, std::memory_order_release);
  return std::exchange(mail_, {});
}

void Mailbox::close() {
  Mail thrown_away;
  const std::lock_guard lock(mutex_);
  closed_ = true;
  thrown_away = std::exchange(mail_, {});
}

Responder make_responder(std::shared_ptr<Mailbox> mailbox, ConnectionId connection,
                         std::uint64_t call) {
  auto shared = std::make_shared<Call>(std::move(mailbox), connection, call);
  return [shared = std::move(shared)](Reply reply) { shared->finish(std::move(reply)); };
}

}  // namespace emulator::wire
