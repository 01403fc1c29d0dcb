#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "emulator/model/message.h"
#include "emulator/text/json.h"

namespace emulator {

/// The members of one call's body, which is parsed when the first is asked for. One thread.
class BodyMembers {
 public:
  explicit BodyMembers(const Request& request) : request_(request) {}

  /// The body: JSON, or a form's fields as texts. Neither, or it does not parse: nullptr.
  const Json* whole() const;
  /// "user.name"; none: nullptr
  const Json* member(const std::string& path) const;
  /// A scalar member as text; none: nullopt. Lives as long as this object.
  std::optional<std::string_view> text(const std::string& path) const;

 private:
  const Request& request_;
  mutable bool parsed_ = false;
  mutable std::shared_ptr<const Json> whole_;
  mutable std::deque<std::string> texts_;
};

}  // namespace emulator
