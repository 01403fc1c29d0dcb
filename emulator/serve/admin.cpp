#include "emulator/serve/admin.h"

#include <span>
#include <string_view>

#include "emulator/model/target.h"
#include "emulator/serve/admin_answer.h"
#include "emulator/serve/admin_call.h"
#include "emulator/serve/admin_coverage.h"
#include "emulator/serve/admin_events.h"
#include "emulator/serve/admin_export.h"
#include "emulator/serve/admin_files.h"
#include "emulator/serve/admin_fixtures.h"
#include "emulator/serve/admin_guard.h"
#include "emulator/serve/admin_health.h"
#include "emulator/serve/admin_mappings.h"
#include "emulator/serve/admin_near_misses.h"
#include "emulator/serve/admin_requests.h"
#include "emulator/serve/admin_scenarios.h"
#include "emulator/serve/admin_slips.h"
#include "emulator/serve/admin_spaces.h"
#include "emulator/serve/admin_verify.h"
#include "emulator/serve/admin_warning.h"
#include "emulator/serve/spaces.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

constexpr std::string_view kPrefix = "/__admin";

/// shape  the path behind the prefix; {…} is one segment that is not empty, {…*} all that is left
struct Route {
  std::string_view method;
  std::string_view shape;
  AdminHandler handler;
};

Response to_the_root(const AdminCall& call) {
  Response response = empty_answer(302);
  const std::string space = call.host.common() ? "/__space/" + call.host.space().name() : "";
  response.headers.push_back({"Location", space + std::string(kPrefix) + "/"});
  return response;
}

// The first that fits answers, so that a name goes before an {id} in its place.
constexpr Route kRoutes[] = {
    {"GET", "/health", get_health},
    {"GET", "/version", get_version},
    {"POST", "/reset", post_reset},
    {"POST", "/reload", post_reload},
    {"GET", "", to_the_root},
    {"GET", "/", list_mappings},
    {"GET", "/mappings", list_mappings},
    {"POST", "/mappings", create_mapping},
    {"DELETE", "/mappings", delete_mappings},
    {"POST", "/mappings/reset", post_reset},
    {"POST", "/mappings/save", save_mappings},
    {"POST", "/mappings/edit", edit_mapping},
    {"POST", "/mappings/remove", remove_mapping},
    {"POST", "/mappings/import", import_mappings},
    {"POST", "/mappings/find-by-metadata", find_mappings_by_metadata},
    {"POST", "/mappings/remove-by-metadata", remove_mappings_by_metadata},
    {"GET", "/mappings/unmatched", list_unused_mappings},
    {"DELETE", "/mappings/unmatched", delete_unused_mappings},
    {"GET", "/mappings/{id}", get_mapping},
    {"PUT", "/mappings/{id}", replace_mapping},
    {"DELETE", "/mappings/{id}", delete_mapping},
    {"GET", "/fixtures", list_collections},
    {"GET", "/fixtures/{collection}", list_records},
    {"GET", "/fixtures/{collection}/{key}", get_record},
    {"PUT", "/fixtures/{collection}/{key}", put_record},
    {"PATCH", "/fixtures/{collection}/{key}", patch_record},
    {"DELETE", "/fixtures/{collection}/{key}", delete_record},
    {"POST", "/verify", post_verify},
    {"POST", "/shutdown", post_shutdown},
    {"GET", "/coverage", get_coverage},
    {"GET", "/export", export_requests},
    {"POST", "/export", export_requests},
    {"GET", "/events", listen_to_calls},
    {"POST", "/events", listen_to_calls},
    {"GET", "/spaces", list_spaces},
    {"PUT", "/spaces/{name}", put_space},
    {"DELETE", "/spaces/{name}", delete_space},
    {"GET", "/scenarios", list_scenarios},
    {"POST", "/scenarios/reset", reset_scenarios},
    {"PUT", "/scenarios/{name}/state", set_scenario_state},
    {"GET", "/settings", get_settings},
    {"POST", "/settings", set_settings},
    {"PUT", "/settings", set_settings},
    {"GET", "/requests", list_requests},
    {"DELETE", "/requests", delete_requests},
    {"GET", "/requests/unmatched", list_unmatched},
    {"POST", "/requests/count", count_requests},
    {"POST", "/requests/find", find_requests},
    {"POST", "/requests/remove", remove_requests},
    {"POST", "/requests/remove-by-metadata", remove_requests_by_metadata},
    {"POST", "/requests/reset", delete_requests},
    {"GET", "/requests/unmatched/near-misses", near_misses_of_unmatched},
    {"POST", "/requests/near-misses/request", near_misses_of_request},
    {"POST", "/requests/near-misses/request-pattern", near_misses_of_pattern},
    {"POST", "/near-misses/request", near_misses_of_request},
    {"POST", "/near-misses/request-pattern", near_misses_of_pattern},
    {"GET", "/recordings/status", get_recording_status},
    {"POST", "/recordings/stop", stop_recording},
    {"POST", "/recordings/start", refuse_recording},
    {"POST", "/recordings/snapshot", refuse_recording},
    {"GET", "/files", list_files},
    {"GET", "/files/{path*}", get_file},
    {"PUT", "/files/{path*}", put_file},
    {"DELETE", "/files/{path*}", delete_file},
    {"GET", "/requests/{id}", get_request},
    {"DELETE", "/requests/{id}", delete_request},
};

bool is_admin_path(std::string_view path) {
  return path.starts_with(kPrefix) &&
         (path.size() == kPrefix.size() || path[kPrefix.size()] == '/');
}

std::string rest_of(std::span<const std::string> segments, const std::string* first) {
  std::string rest;
  for (const std::string* at = first; at != segments.data() + segments.size(); ++at)
    rest += (at == first ? "" : "/") + *at;
  return rest;
}

// segments   behind the prefix
// variables  receives those at each {…}
bool fits(std::string_view shape, std::span<const std::string> segments,
          std::vector<std::string>& variables) {
  variables.clear();
  for (const std::string& segment : segments) {
    if (shape.empty()) return false;
    shape.remove_prefix(1);  // the slash
    const std::string_view expected = shape.substr(0, shape.find('/'));
    if (expected.ends_with("*}")) {
      variables.push_back(rest_of(segments, &segment));
      return !variables.back().empty();
    }
    shape.remove_prefix(expected.size());
    if (expected.starts_with('{') && !segment.empty()) {
      variables.push_back(segment);
    } else if (expected != segment) {
      return false;
    }
  }
  return shape.empty();
}

/// WireMock's clients expect no body.
Response no_such_call(AdminHost& host, const Request& request,
                      std::span<const std::string> segments) {
  const auto meant = calls_meant(request.method, segments);
  Response response = empty_answer(404);
  warn_in(response, host,
          "no such call of the admin protocol; " +
              (meant.empty() ? "docs/admin.md tells those that there are"
                             : "did you mean " + listed(meant, "or") + "?"));
  return response;
}

/// Of a word that is mistyped, one space would be changed where all were meant.
std::optional<Response> refuse_spaces(const Target& target) {
  for (const QueryParameter& parameter : target.query) {
    if (parameter.name == "spaces" && parameter.value != "all")
      return error_answer(400, {10, "Query parameter 'spaces' is not 'all'",
                                "found " + in_quotes(parameter.value), "spaces"});
  }
  return std::nullopt;
}

bool is_preflight(const Request& request) {
  return request.method == "OPTIONS" && request.header("Origin") != nullptr;
}

/// Its origin may call, else there is a refusal.
void let_page_read(const Request& request, Response& response) {
  const HeaderLine* const origin = request.header("Origin");
  if (origin == nullptr) return;
  response.headers.push_back({"Access-Control-Allow-Origin", std::string(origin->value)});
  response.headers.push_back({"Vary", "Origin"});
}

/// To a page's question whether it may call; its origin may.
Response preflight_answer(const Request& request) {
  Response response = empty_answer(204);
  const HeaderLine* const headers = request.header("Access-Control-Request-Headers");
  response.headers = {
      {"Access-Control-Allow-Origin", std::string(request.header("Origin")->value)},
      {"Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE"},
      {"Access-Control-Allow-Headers", std::string(headers ? headers->value : "Content-Type")},
      {"Vary", "Origin, Access-Control-Request-Headers"}};
  return response;
}

/// Whether it is ready may be asked by who knows no secret.
bool is_probe(const Request& request, const Target& target) {
  return request.method == "GET" && target.path == "/__admin/health";
}

Response token_wanted() {
  Response response = error_answer(
      401, {401,
            "A token is wanted",
            "send the token that the emulator was started with (--admin-token) as 'Authorization: "
            "Bearer TOKEN', or as the password of Basic credentials",
            {}});
  response.headers.push_back({"WWW-Authenticate", "Bearer"});
  response.headers.push_back({"WWW-Authenticate", "Basic realm=\"alloy-emulator\""});
  return response;
}

}  // namespace

bool Admin::is_asked(const Request& request) {
  return request.target.find(kPrefix) != std::string_view::npos;
}

bool Admin::is_led_to_by(std::string_view target) {
  const std::string_view in_space = Spaces::behind_address(target);
  const auto parsed = parse_target(in_space.empty() ? target : in_space);
  return parsed && is_admin_path(parsed->path);
}

std::vector<std::string> Admin::routes() {
  std::vector<std::string> names;
  for (const Route& route : kRoutes)
    names.push_back(std::string(route.method) + " " + std::string(kPrefix) +
                    std::string(route.shape));
  return names;
}

std::optional<Response> Admin::refusal(const Request& request, std::string_view asked) const {
  const auto target = parse_target(asked);
  if (!target || !is_admin_path(target->path)) return std::nullopt;
  if (const auto why = refuse_foreign(request, access_))
    return error_answer(403, {403, "Not answered to a stranger", *why, {}});
  if (is_preflight(request) || is_probe(request, *target) || carries_token(request, access_.token))
    return std::nullopt;
  Response response = token_wanted();
  let_page_read(request, response);
  return response;
}

std::optional<Response> Admin::answer(AdminHost& host, const Request& request) const {
  if (!is_asked(request)) return std::nullopt;
  const auto target = parse_target(request.target);
  if (!target || !is_admin_path(target->path)) return std::nullopt;
  if (auto refused = refusal(request, request.target)) return refused;
  if (is_preflight(request)) return preflight_answer(request);
  Response response = answer_route(host, request, *target);
  let_page_read(request, response);
  return response;
}

Response Admin::answer_route(AdminHost& host, const Request& request, const Target& target) const {
  if (auto refused = refuse_spaces(target)) return *std::move(refused);
  const auto segments = std::span<const std::string>(target.segments).subspan(1);
  for (const Route& route : kRoutes) {
    AdminCall call{host, request, target, {}};
    if (route.method == request.method && fits(route.shape, segments, call.variables))
      return route.handler(call);
  }
  return no_such_call(host, request, segments);
}

}  // namespace emulator
