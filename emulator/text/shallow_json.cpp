#include "emulator/text/shallow_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_map>

namespace emulator {
namespace {

using Members = std::vector<std::pair<std::string, Json>>;

// Below, comparing names costs less than hashing them.
constexpr std::size_t kFewMembers = 8;

constexpr int kNumberTooLarge = 406;  // nlohmann's out_of_range

/// As a vector: as a map, Json would search all members for each key.
Json::object_t::Container& members_of(Json& object) { return object.get_ref<Json::object_t&>(); }

/// The names are keys while it looks, so that nothing moves before it has looked at all.
void make_one_of_each(Members& members, Repeated counts) {
  std::unordered_map<std::string_view, std::size_t> places;
  std::vector<bool> again(members.size(), false);
  for (std::size_t i = 0; i < members.size(); ++i) {
    const auto [first, is_new] = places.emplace(members[i].first, i);
    again[i] = !is_new;
    if (again[i] && counts == Repeated::kLast)
      members[first->second].second = std::move(members[i].second);
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (again[i]) continue;
    if (kept != i) members[kept] = std::move(members[i]);
    ++kept;
  }
  members.resize(kept);
}

bool has_repeated_name(const Members& members) {
  for (std::size_t i = 1; i < members.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k)
      if (members[i].first == members[k].first) return true;
  }
  return false;
}

/// An object or array of which more is to come.
struct Unfinished {
  bool is_object = false;
  std::string key = {};
  Members members = {};
  Json::array_t elements = {};
};

/// nlohmann's event interface.
class ShallowEvents final : public Json::json_sax_t {
 public:
  ShallowEvents(std::size_t size, std::size_t deepest) : size_(size), deepest_(deepest) {}

  bool null() override { return put(nullptr); }
  bool boolean(bool value) override { return put(value); }
  bool number_integer(number_integer_t value) override { return put(value); }
  bool number_unsigned(number_unsigned_t value) override { return put(value); }
  bool number_float(number_float_t value, const string_t&) override { return put(value); }
  bool string(string_t& value) override { return put(std::move(value)); }
  bool binary(binary_t&) override { return false; }  // never in a text
  bool start_object(std::size_t) override { return start(true); }
  bool start_array(std::size_t) override { return start(false); }
  bool key(string_t& name) override {
    open_.back().key = std::move(name);
    return true;
  }
  bool end_object() override {
    Json object = object_of(std::move(open_.back().members), Repeated::kLast);
    open_.pop_back();
    return put(std::move(object));
  }
  bool end_array() override {
    Json array = std::move(open_.back().elements);
    open_.pop_back();
    return put(std::move(array));
  }
  bool parse_error(std::size_t read, const std::string&,
                   const nlohmann::detail::exception& error) override {
    // The parser counts from 1, and one behind the end for what is missing there.
    problem_ = {
        error.id == kNumberTooLarge ? JsonProblem::Kind::kTooLarge : JsonProblem::Kind::kSyntax,
        std::min(read == 0 ? 0 : read - 1, size_)};
    return false;
  }

  Json take() {
    return problem_.kind == JsonProblem::Kind::kNone ? std::move(root_)
                                                     : Json(Json::value_t::discarded);
  }
  const JsonProblem& problem() const { return problem_; }

 private:
  bool start(bool is_object) {
    if (open_.size() == deepest_) {
      problem_.kind = JsonProblem::Kind::kTooDeep;
      return false;
    }
    open_.push_back({is_object});
    return true;
  }

  bool put(Json value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return true;
    }
    Unfinished& parent = open_.back();
    if (parent.is_object)
      parent.members.emplace_back(std::move(parent.key), std::move(value));
    else
      parent.elements.push_back(std::move(value));
    return true;
  }

  const std::size_t size_;  ///< of the text
  const std::size_t deepest_;
  std::vector<Unfinished> open_;
  Json root_;
  JsonProblem problem_;
};

}  // namespace

Json read_json_text(std::string_view text, std::size_t deepest, JsonProblem& problem) {
  ShallowEvents events(text.size(), deepest);
  Json::sax_parse(text, &events);
  problem = events.problem();
  return events.take();
}

Json shallow_json(std::string_view text) {
  JsonProblem problem;
  return read_json_text(text, kDeepestJson, problem);
}

Json object_of(Members members, Repeated counts) {
  if (members.size() > kFewMembers || has_repeated_name(members)) make_one_of_each(members, counts);
  Json object = Json::object();
  auto& out = members_of(object);
  out.reserve(members.size());
  for (auto& [name, value] : members) out.emplace_back(std::move(name), std::move(value));
  return object;
}

}  // namespace emulator
