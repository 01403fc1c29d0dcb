#pragma once

#include <string>
#include <vector>

#include "emulator/cli/serve_options.h"
#include "emulator/model/model.h"

namespace emulator {

/// "alloy-emulator 0.1.0 ready: http://127.0.0.1:8080 serves openapi/a.yaml (1 operation), up to 20000
/// connections; relaxed: --allow-unknown-users"
std::string ready_line(const ServeOptions& options, const Model& model,
                       const std::vector<std::string>& urls, std::size_t connections);

/// "try: curl …", a call that is answered with success, through the proxy where it is one, with the CA to trust; none can
/// be made up: "".
std::string first_call_line(const ServeOptions& options, const Model& model,
                            const std::string& url);

/// A sentence for each switch that changes nothing, as no loaded rule names its option.
std::vector<std::string> idle_switches(const ServeOptions& options, const Model& model);

}  // namespace emulator
