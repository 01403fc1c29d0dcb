#include "emulator/model/compare_access.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "emulator/model/change_impact.h"
#include "emulator/model/reference.h"

namespace emulator {
namespace {

// The nearest of that name holds: the operation's own, its path's, the document's. None: what could have it.
struct Nearest {
  Located found;
  Located holder;
  bool is_own = false;
};

Nearest nearest_of(const Operation& operation, const std::string& name, bool also_in_path) {
  if (const Located own = member_of(operation.node, name)) return {own, operation.node, true};
  const Located root = root_of(operation.document);
  Findings none;
  if (const Located item = resolve(member_of(member_of(root, "paths"), operation.path), none);
      also_in_path && item && member_of(item, name))
    return {member_of(item, name), item};
  return {member_of(root, name), root};
}

ChangeSide side_in(const Nearest& nearest) {
  return nearest.found ? side_of(nearest.found) : side_at(nearest.holder.place());
}

bool has_all(const auto& some, const auto& others) {
  return std::includes(some.begin(), some.end(), others.begin(), others.end());
}

// Server Objects without what is for readers: their URLs, where that is all.
std::set<Json> servers_in(const Located& servers) {
  std::set<Json> out;
  if (!servers || !servers.value->is_array()) return out;
  for (const Json& server : *servers.value) {
    if (!server.is_object() || !server.contains("url")) continue;
    Json url = server["url"];
    out.insert(server.contains("variables") ? Json::array({url, server["variables"]}) : url);
  }
  return out;
}

class AccessComparison {
 public:
  AccessComparison(const Operation& before, const Operation& after, Changes& shared,
                   Changes& changes)
      : before_(before), after_(after), shared_(shared), changes_(changes) {}

  void run() {
    servers();
    security();
    for (const Rule& rule : before_.security.rules) scheme(rule);
  }

 private:
  void add(bool is_own, Change change) {
    const auto name = [](const Change& known) {
      const auto of = [](const Place& place) {
        return std::make_tuple(place.file, place.line, place.column);
      };
      return std::make_tuple(known.part, of(known.before.place), of(known.after.place));
    };
    Changes& to = is_own ? changes_ : shared_;
    if (std::none_of(to.begin(), to.end(),
                     [&](const Change& known) { return name(known) == name(change); }))
      to.push_back(std::move(change));
  }

  void servers() {
    const Nearest was = nearest_of(before_, "servers", true);
    const Nearest is = nearest_of(after_, "servers", true);
    const auto old = servers_in(was.found), young = servers_in(is.found);
    if (old == young) return;
    const auto side = [](const Nearest& nearest, const std::set<Json>& servers) {
      return ChangeSide{servers.empty() ? nullptr : as_value(Json(servers)),
                        side_in(nearest).place};
    };
    add(was.is_own || is.is_own, {ChangeKind::kChanged, "servers", "", side(was, old),
                                  side(is, young), impact_of_servers(old, young)});
  }

  Impact impact_of_servers(const std::set<Json>& old, const std::set<Json>& young) const {
    if (!old.empty() && has_all(young, old)) return Impact::kSafe;
    const auto& now = after_.base_paths;
    const bool kept_paths = std::all_of(
        before_.base_paths.begin(), before_.base_paths.end(), [&](const std::string& path) {
          return std::find(now.begin(), now.end(), path) != now.end();
        });
    return kept_paths ? Impact::kMayBreak : Impact::kBreaks;
  }

  static std::set<std::set<std::string>> ways(const Security& security) {
    std::set<std::set<std::string>> out;
    for (const auto& alternative : security.alternatives) {
      std::set<std::string> names;
      for (const std::size_t rule : alternative) names.insert(security.rules[rule].id);
      out.insert(std::move(names));
    }
    return out;
  }

  // No way at all: anybody may call.
  void security() {
    const auto was = ways(before_.security), is = ways(after_.security);
    if (was == is) return;
    ChangeKind kind = ChangeKind::kChanged;
    if (was.empty() || (!is.empty() && has_all(was, is))) kind = ChangeKind::kStricter;
    if (is.empty() || (!was.empty() && has_all(is, was))) kind = ChangeKind::kLooser;
    const Nearest old = nearest_of(before_, "security", false);
    const Nearest young = nearest_of(after_, "security", false);
    add(old.is_own || young.is_own,
        {kind, "security", "", side_in(old), side_in(young),
         kind == ChangeKind::kLooser ? Impact::kSafe : Impact::kBreaks});
  }

  // One that kept its name.
  void scheme(const Rule& rule) {
    for (const Rule& other : after_.security.rules) {
      if (other.id != rule.id) continue;
      const Json was = scheme_words(rule), is = scheme_words(other);
      if (was != is)
        add(false, {ChangeKind::kChanged,
                    rule.id,
                    "",
                    {as_value(was), rule.place},
                    {as_value(is), other.place},
                    Impact::kBreaks});
    }
  }

  static Json scheme_words(const Rule& rule) {
    const auto& credentials = std::get<Credentials>(rule.demand);
    if (credentials.kind == Credentials::Kind::kUnchecked) return "anything";
    return std::string(to_string(rule.in)) + " " + rule.name +
           (credentials.scheme.empty() ? "" : " " + credentials.scheme);
  }

  const Operation& before_;
  const Operation& after_;
  Changes& shared_;
  Changes& changes_;
};

}  // namespace

void compare_access(const Operation& before, const Operation& after, Changes& shared,
                    Changes& changes) {
  AccessComparison(before, after, shared, changes).run();
}

}  // namespace emulator
