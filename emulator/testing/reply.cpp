#include "emulator/testing/reply.h"

#include <nlohmann/json.hpp>

#include "emulator/testing/error.h"
#include "emulator/text/base64.h"
#include "emulator/text/json.h"

namespace emulator::testing {

Reply::Reply(int status) : members_{{"status", status}} {}

Reply Reply::json(const std::string& response) {
  const Json object = Json::parse(Value::json(response).text());
  if (!object.is_object()) throw Error("a response definition is a JSON object, not " + response);
  Reply out;
  out.members_.clear();
  for (const auto& [key, value] : object.items())
    out.members_.emplace_back(key, Value::json(value.dump()));
  return out;
}

Reply Reply::with(const std::string& key, const Value& value) const {
  Reply more = *this;
  more.members_.emplace_back(key, value);
  return more;
}

Reply Reply::with_json(const Value& value) const {
  return with("jsonBody", value).with_header("Content-Type", "application/json");
}

// As base64, so that any bytes can be sent.
Reply Reply::with_body(const std::string& body) const {
  return with("base64Body", to_base64(body));
}

Reply Reply::with_header(const std::string& name, const std::string& value) const {
  Reply more = *this;
  more.headers_.emplace_back(name, value);
  return more;
}

Reply Reply::after(std::chrono::milliseconds delay) const {
  return with("fixedDelayMilliseconds", delay.count());
}

Reply Reply::once() const {
  Reply more = *this;
  more.once_ = true;
  return more;
}

std::string Reply::text() const {
  Json response = Json::object();
  for (const auto& [key, value] : members_) response[key] = Json::parse(value.text());
  for (const auto& [name, value] : headers_) {
    Json& values = response["headers"][name];
    if (values.is_string()) values = Json::array({values});
    if (values.is_array()) {
      values.push_back(value);
    } else {
      values = value;
    }
  }
  return response.dump();
}

const char* to_string(Fault fault) {
  switch (fault) {
    case Fault::kEmptyResponse:
      return "EMPTY_RESPONSE";
    case Fault::kConnectionReset:
      return "CONNECTION_RESET_BY_PEER";
    case Fault::kMalformedChunk:
      return "MALFORMED_RESPONSE_CHUNK";
    case Fault::kRandomDataThenClose:
      return "RANDOM_DATA_THEN_CLOSE";
    case Fault::kStall:
      return "STALL";
    case Fault::kTruncatedBody:
      return "TRUNCATED_BODY";
  }
  return "";
}

}  // namespace emulator::testing
