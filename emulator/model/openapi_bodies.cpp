#include "emulator/model/openapi_bodies.h"

#include <charconv>
#include <nlohmann/json.hpp>

#include "emulator/model/message.h"
#include "emulator/model/openapi_content.h"
#include "emulator/model/openapi_headers.h"
#include "emulator/model/openapi_members.h"
#include "emulator/model/reference.h"

namespace emulator {
namespace {

constexpr TypedMember kBodyMembers[] = {{"required", &Json::is_boolean, "true or false"},
                                        {"content", &Json::is_object, "an object"}};

// "200" is 200; "2XX" and "default" are 0.
int status_of(const std::string& key) {
  int status = 0;
  const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), status);
  return error == std::errc() && end == key.data() + key.size() && status >= 100 && status <= 599
             ? status
             : 0;
}

// The status a response is sent with where nobody asked for another: that of its key, and of a range its lowest.
int own_status(const std::string& key, int otherwise) {
  if (const int exact = status_of(key)) return exact;
  const bool is_range = key.size() == 3 && key[0] >= '2' && key[0] <= '5' &&
                        equal_ignoring_case(std::string_view(key).substr(1), "XX");
  return is_range ? (key[0] - '0') * 100 : otherwise;
}

// The response with the lowest exact status of that hundred.
std::size_t lowest(const Operation& operation, int hundred) {
  std::size_t best = Operation::npos;
  for (std::size_t i = 0; i < operation.responses.size(); ++i) {
    const int status = status_of(operation.responses[i].key);
    if (status / 100 != hundred) continue;
    if (best == Operation::npos || status < status_of(operation.responses[best].key)) best = i;
  }
  return best;
}

std::size_t with_key(const Operation& operation, std::string_view key) {
  for (std::size_t i = 0; i < operation.responses.size(); ++i) {
    if (equal_ignoring_case(operation.responses[i].key, key)) return i;
  }
  return Operation::npos;
}

std::size_t first_of(std::initializer_list<std::size_t> choices) {
  for (const std::size_t choice : choices) {
    if (choice != Operation::npos) return choice;
  }
  return Operation::npos;
}

void read_responses(const Located& responses, Operation& operation, std::uint64_t seed,
                    Findings& findings) {
  const SampleOptions options{seed, Direction::kResponse};
  if (!responses || !responses.value->is_object()) return;
  for (const auto& [key, value] : responses.value->items()) {
    if (key.rfind("x-", 0) == 0) continue;
    const Located response = resolve(member_of(responses, key), findings);
    if (!response || !response.value->is_object()) continue;
    operation.responses.push_back(
        {key, read_headers(member_of(response, "headers"), options, findings),
         read_contents(member_of(response, "content"), options, findings), response});
  }
}

}  // namespace

void read_bodies(const Located& node, Operation& operation, std::uint64_t seed,
                 Findings& findings) {
  if (const Located body = resolve(member_of(node, "requestBody"), findings)) {
    check_members(body, kBodyMembers, findings);
    operation.request_body = RequestBody{
        bool_of(body, "required"),
        read_contents(member_of(body, "content"), {seed, Direction::kRequest}, findings), body};
  }
  read_responses(member_of(node, "responses"), operation, seed, findings);
  choose_responses(operation);
}

void choose_responses(Operation& operation) {
  const std::size_t any = operation.responses.empty() ? Operation::npos : 0;
  const std::size_t fallback = with_key(operation, "default");
  operation.success = first_of({lowest(operation, 2), with_key(operation, "2XX"), fallback, any});
  operation.refusal = first_of({with_key(operation, "400"), with_key(operation, "422"),
                                lowest(operation, 4), with_key(operation, "4XX"), fallback});
  const auto status = [&](std::size_t index, int otherwise) {
    return index == Operation::npos ? otherwise
                                    : own_status(operation.responses[index].key, otherwise);
  };
  operation.success_status = status(operation.success, 200);
  operation.refusal_status = status(operation.refusal, 400);
}

}  // namespace emulator
