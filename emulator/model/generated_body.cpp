#include "emulator/model/generated_body.h"

#include <nlohmann/json.hpp>

#include "emulator/model/media_type.h"
#include "emulator/model/xml_body.h"

namespace emulator {

std::shared_ptr<const std::string> body_text(const Json& value, const std::string& media_type,
                                             const std::optional<Schema>& schema) {
  const bool is_raw = value.is_string() && !is_json_media_type(media_type);
  if (is_raw) return std::make_shared<const std::string>(value.get<std::string>());
  if (is_xml_media_type(media_type))
    return std::make_shared<const std::string>(xml_text(value, schema));
  return std::make_shared<const std::string>(
      value.dump(-1, ' ', false, Json::error_handler_t::replace));
}

const Sample& GeneratedBody::sample() const {
  std::call_once(made_, [this] {
    sample_ = sample_of(schema_, options_);
    if (sample_.value) {
      text_ = body_text(*sample_.value, media_type_, schema_);
    } else {
      impossible_ = why_no_value(sample_);
    }
  });
  return sample_;
}

const std::shared_ptr<const std::string>& GeneratedBody::text() const {
  sample();
  return text_;
}

const std::string& GeneratedBody::impossible() const {
  sample();
  return impossible_;
}

void GeneratedBody::report(Findings& findings) const {
  if (!sample().value) report_no_value(sample(), findings);
}

}  // namespace emulator
