#include "emulator/testing/recorded_call.h"

#include "emulator/model/operation.h"
#include "emulator/model/target.h"

namespace emulator::testing {

std::string value_of(const std::vector<Header>& headers, std::string_view name) {
  for (const Header& header : headers) {
    if (equal_ignoring_case(header.name, name)) return header.value;
  }
  return {};
}

std::string Answer::header(std::string_view name) const { return value_of(headers, name); }
std::string Call::header(std::string_view name) const { return value_of(headers, name); }
std::string Call::parameter(std::string_view name) const {
  for (const QueryParameter& one : query) {
    if (one.name == name) return one.value;
  }
  return {};
}

Call recorded_call(const Entry& entry) {
  const Request& request = entry.request;
  const Decision& decision = entry.decision;
  Call call;
  call.id = entry.id;
  call.method = std::string(request.method);
  call.target = std::string(request.target);
  if (const auto target = parse_target(request.target)) {
    for (const auto& parameter : target->query)
      call.query.push_back({parameter.name, parameter.value});
  }
  for (const HeaderLine& line : request.headers)
    call.headers.push_back({std::string(line.name), std::string(line.value)});
  call.body = request.body;
  call.status = decision.response.status;
  if (decision.operation) call.operation = decision.operation->id;
  call.outcome = to_string(decision.outcome);
  for (const Violation& violation : decision.violations)
    call.violated.push_back(violation.rule->id);
  call.why = why_of(decision);
  return call;
}

}  // namespace emulator::testing
