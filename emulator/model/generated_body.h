#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "emulator/model/sample.h"

namespace emulator {

/// What an answer says when nothing but a schema describes it: a value made from the schema, when it is first asked for.
/// Of a large document most are never asked for. Any thread.
class GeneratedBody {
 public:
  GeneratedBody(Schema schema, SampleOptions options, std::string media_type)
      : schema_(std::move(schema)), options_(options), media_type_(std::move(media_type)) {}

  /// No value could be made: nullptr.
  const std::shared_ptr<const std::string>& text() const;
  /// Why not, a sentence with the place; "": there is one.
  const std::string& impossible() const;
  /// A warning, where there is none.
  void report(Findings& findings) const;

 private:
  const Sample& sample() const;

  const Schema schema_;
  const SampleOptions options_;
  const std::string media_type_;
  mutable std::once_flag made_;
  // Written once, under made_.
  mutable Sample sample_;
  mutable std::shared_ptr<const std::string> text_;
  mutable std::string impossible_;
};

/// A value as the body of that type: a string as it is, where the type is not JSON; anything else as XML where the type is
/// that, as the schema says; else as JSON.
std::shared_ptr<const std::string> body_text(const Json& value, const std::string& media_type,
                                             const std::optional<Schema>& schema = std::nullopt);

}  // namespace emulator
