#include "emulator/model/example_call.h"

#include <nlohmann/json.hpp>

#include "emulator/model/reference.h"
#include "emulator/text/ascii.h"
#include "emulator/text/shell_word.h"

namespace emulator {
namespace {

std::string percent_encoded(const std::string& text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  static constexpr std::string_view kUnreserved = "-._~@:";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_alphanumeric(c) || kUnreserved.find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return out;
}

// The key of the first record that a lookup by this value finds.
std::optional<std::string> key_value(const Operation& operation, In in, const std::string& name) {
  if (!operation.plan) return std::nullopt;
  for (const LookupStep& step : operation.plan->lookups) {
    for (std::size_t i = 0; i < step.arguments.size(); ++i) {
      const auto* value = std::get_if<RequestValue>(&step.arguments[i]);
      const auto* key = step.collection->key_of_size(step.arguments.size());
      if (!value || value->in != in || value->name != name || !key ||
          step.collection->records().empty())
        continue;
      return step.collection->records().front().field((*key)[i]);
    }
  }
  return std::nullopt;
}

std::optional<std::string> value_for(const Operation& operation, const Parameter& parameter) {
  if (auto key = key_value(operation, parameter.in, parameter.name)) return key;
  for (const char* where : {"/example", "/schema/example", "/schema/default", "/schema/enum/0"}) {
    const Located shown = below(parameter.node, where);
    if (shown)
      return shown.value->is_string() ? shown.value->get<std::string>() : shown.value->dump();
  }
  if (!parameter.schema || parameter.schema->type() == "string") return "1";
  return std::nullopt;
}

void put(const Parameter& parameter, const std::string& value, ExampleCall& call) {
  switch (parameter.in) {
    case In::kPath: {
      const std::string hole = "{" + parameter.name + "}";
      const auto at = call.target.find(hole);
      if (at != std::string::npos) call.target.replace(at, hole.size(), percent_encoded(value));
      break;
    }
    case In::kQuery:
      call.target += (call.target.find('?') == std::string::npos ? "?" : "&") +
                     percent_encoded(parameter.name) + "=" + percent_encoded(value);
      break;
    case In::kHeader:
      call.headers.push_back({parameter.name, value});
      break;
    case In::kCookie:
      call.headers.push_back({"Cookie", parameter.name + "=" + value});
      break;
    case In::kBody:
      break;
  }
}

}  // namespace

std::optional<ExampleCall> example_call(const Model& model) {
  if (model.operations.empty()) return std::nullopt;
  const Operation& operation = model.operations.front();
  if (operation.request_body && operation.request_body->required) return std::nullopt;
  ExampleCall call{operation.method, operation.full_path(), {}};
  for (const Parameter& parameter : operation.parameters) {
    if (!parameter.required) continue;
    const auto value = value_for(operation, parameter);
    if (!value) return std::nullopt;
    put(parameter, *value, call);
  }
  return call;
}

std::string as_curl(const ExampleCall& call, const std::string& base_url,
                    const std::vector<std::string>& options) {
  std::string line = "curl -s ";
  for (const std::string& option : options)
    line += (option.starts_with('-') ? option : quoted_for_shell(option)) + " ";
  if (call.method != "GET") line += "-X " + call.method + " ";
  line += quoted_for_shell(base_url + call.target);
  for (const Header& header : call.headers)
    line += " -H " + quoted_for_shell(header.name + ": " + header.value);
  return line;
}

}  // namespace emulator
