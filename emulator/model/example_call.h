#pragma once

#include <optional>
#include <string>
#include <vector>

#include "emulator/model/message.h"
#include "emulator/model/model.h"

namespace emulator {

/// A request that the model answers with success.
struct ExampleCall {
  std::string method;
  std::string target;
  std::vector<Header> headers;
};

/// One for the first operation, made of the first records its lookups find and of the values its document shows for
/// required parameters. No operation, or a required value that nothing shows: nullopt.
std::optional<ExampleCall> example_call(const Model& model);

/// As one line for a shell: curl -s 'http://127.0.0.1:8080/a?b=c' -H 'X: y'
/// options  of curl, with their values: {"--cacert", "ca.pem"}
std::string as_curl(const ExampleCall& call, const std::string& base_url,
                    const std::vector<std::string>& options = {});

}  // namespace emulator
