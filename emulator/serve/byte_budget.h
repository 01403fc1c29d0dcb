#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <utility>

namespace emulator {

/// How many bytes several objects may take together, for as long as anybody holds them. Any thread.
class ByteBudget {
 public:
  explicit ByteBudget(std::size_t most) : purse_(std::make_shared<Purse>(most)) {}

  /// The same object, which takes so many bytes of the budget until its last holder lets go of it. No room: nullptr.
  template <class T>
  std::shared_ptr<const T> hold(std::shared_ptr<const T> object, std::size_t bytes) const {
    if (!purse_->take(bytes)) return nullptr;
    const T* const raw = object.get();
    return {raw, [purse = purse_, held = std::move(object), bytes](const T*) mutable {
              held.reset();
              purse->taken.fetch_sub(bytes);
            }};
  }

  std::size_t most() const { return purse_->most; }

 private:
  struct Purse {
    explicit Purse(std::size_t given) : most(given) {}
    bool take(std::size_t bytes) {
      std::size_t before = taken.load();
      do {
        if (bytes > most - before) return false;
      } while (!taken.compare_exchange_weak(before, before + bytes));
      return true;
    }

    const std::size_t most;
    std::atomic<std::size_t> taken{0};
  };

  const std::shared_ptr<Purse> purse_;
};

}  // namespace emulator
