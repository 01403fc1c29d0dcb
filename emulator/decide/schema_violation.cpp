#include "emulator/decide/schema_violation.h"

#include "emulator/model/operation.h"
#include "emulator/text/quote.h"
#include "emulator/text/secret_name.h"

namespace emulator {
namespace {

constexpr const char* kHidden = "one that is not shown";

// "must be an integer, is the string 'x'" in its halves.
struct Halves {
  std::string demand;
  std::string found;
};

Halves halves_of(const std::string& message) {
  if (message.rfind("must ", 0) != 0) return {"the schema allows", "one that " + message};
  // The first one, as the reasons of alternatives have others.
  for (const std::string_view joint : {", satisfies ", ", is ", ", has "}) {
    const auto at = message.find(joint);
    if (at == std::string::npos) continue;
    std::string found = message.substr(at + joint.size());
    if (joint != ", is ") found = "one that " + message.substr(at + 2);
    return {message.substr(0, at), std::move(found)};
  }
  return {message, "one that does not"};
}

// "'x'" for "the string 'x'"; of alternatives the reasons stay.
std::string shown_instead(const std::string& found, const std::string& shown) {
  constexpr std::string_view kReasons = "one that satisfies ";
  return found.starts_with(kReasons)
             ? shown + ", which" + found.substr(std::string_view("one that").size())
             : shown;
}

bool is_secret_pointer(const std::string& pointer) {
  return is_secret_name(std::string_view(pointer).substr(pointer.rfind('/') + 1));
}

}  // namespace

std::string shown_value(std::string_view value, bool secret) {
  return secret ? kHidden : in_quotes(value);
}

std::vector<Violation> violations_of(const std::vector<SchemaError>& errors,
                                     const CheckedValue& value) {
  std::vector<Violation> out;
  out.reserve(errors.size());
  for (const SchemaError& error : errors) {
    Halves halves = halves_of(error.message);
    Violation violation;
    violation.rule = &value.rule;
    violation.pointer = error.instance;
    violation.place = value.schema.place_of(error);
    violation.expected = "a value that " + halves.demand;
    violation.found = std::move(halves.found);
    if (error.instance.empty() && !value.shown.empty())
      violation.found = shown_instead(violation.found, value.shown);
    if (value.secret || is_secret_pointer(error.instance)) violation.found = kHidden;
    violation.hint = value.rule.hint + " (" + to_string(*violation.place) + ")";
    out.push_back(std::move(violation));
  }
  return out;
}

}  // namespace emulator
