#include "emulator/decide/call.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace emulator {
namespace {

// The cookies of one line whose names are wanted.
template <class IsWanted>
void add_cookies(std::string_view line, const IsWanted& is_wanted,
                 std::vector<GivenValue>& values) {
  while (!line.empty()) {
    const auto end = line.find(';');
    std::string_view pair = line.substr(0, end);
    while (!pair.empty() && pair.front() == ' ') pair.remove_prefix(1);
    const auto equals = pair.find('=');
    if (equals != std::string_view::npos && is_wanted(pair.substr(0, equals))) {
      values.push_back({pair.substr(equals + 1), pair.substr(equals + 1), pair.substr(0, equals)});
    }
    if (end == std::string_view::npos) return;
    line.remove_prefix(end + 1);
  }
}

template <class IsWanted>
void add_all_cookies(const Call& call, const IsWanted& is_wanted, std::vector<GivenValue>& values) {
  for (const HeaderLine& line : call.request.headers) {
    if (equal_ignoring_case(line.name, "Cookie")) add_cookies(line.value, is_wanted, values);
  }
}

// "filter", "filter[size]" and so on for "filter".
bool is_part_of(std::string_view name, const std::string& whole) {
  return name.substr(0, whole.size()) == whole &&
         (name.size() == whole.size() || name[whole.size()] == '[');
}

bool has(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_deep(const RuleGroup& group) {
  return group.form.style == ParameterForm::Style::kDeepObject;
}

// The parameters, or the cookies, that make up an object.
void read_members(const Call& call, const RuleGroup& group, std::vector<GivenValue>& values) {
  if (group.in == In::kCookie) {
    return add_all_cookies(
        call, [&](std::string_view name) { return has(group.members, name); }, values);
  }
  for (const QueryParameter& parameter : call.target.query) {
    const bool is_own = is_deep(group)  ? is_part_of(parameter.name, group.name)
                        : group.all_but ? !has(*group.all_but, parameter.name)
                                        : has(group.members, parameter.name);
    if (is_own) values.push_back({parameter.value, parameter.raw_value, parameter.name});
  }
}

// The segment with that many behind it, as sent.
std::string_view segment_from_end(std::string_view path, std::size_t behind) {
  while (behind-- > 0) path = path.substr(0, std::min(path.rfind('/'), path.size()));
  return path.substr(path.rfind('/') + 1);
}

}  // namespace

void read_values(const Call& call, const RuleGroup& group, std::vector<GivenValue>& values) {
  if (is_deep(group) || !group.members.empty() || group.all_but) {
    values.clear();
    return read_members(call, group, values);
  }
  read_values(call, group.in, group.name, values);
  if (!group.from_end) return;
  for (GivenValue& value : values) value.raw = segment_from_end(call.target.path, *group.from_end);
}

std::vector<GivenValue> values_of(const Call& call, In in, const std::string& name) {
  std::vector<GivenValue> values;
  read_values(call, in, name, values);
  return values;
}

void read_values(const Call& call, In in, const std::string& name,
                 std::vector<GivenValue>& values) {
  values.clear();
  switch (in) {
    case In::kPath:
      for (std::size_t i = 0; i < call.operation.path_names.size() && i < call.path_values.size();
           ++i) {
        if (call.operation.path_names[i] == name)
          values.push_back({call.path_values[i], call.path_values[i]});
      }
      break;
    case In::kQuery:
      for (const QueryParameter& parameter : call.target.query) {
        if (parameter.name == name)
          values.push_back({parameter.value, parameter.raw_value, parameter.name});
      }
      break;
    case In::kHeader:
      for (const HeaderLine& line : call.request.headers) {
        if (equal_ignoring_case(line.name, name)) values.push_back({line.value, line.value});
      }
      break;
    case In::kCookie:
      add_all_cookies(
          call, [&](std::string_view own) { return own == name; }, values);
      break;
    case In::kBody:
      if (!name.empty()) {
        if (const auto text = call.body.text(name)) values.push_back({*text, *text});
      } else if (!call.request.body.empty()) {
        values.push_back({call.request.body, call.request.body});
      }
      break;
  }
}

std::optional<Json> plan_value(const Call& call, const RequestValue& wanted) {
  if (wanted.in == In::kBody) {
    const Json* value = wanted.name.empty() ? call.body.whole() : call.body.member(wanted.name);
    return value ? std::optional<Json>(*value) : std::nullopt;
  }
  const auto values = values_of(call, wanted.in, wanted.name);
  if (values.empty()) return std::nullopt;
  return Json(std::string(values.front().value));
}

}  // namespace emulator
