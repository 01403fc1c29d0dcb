// How libFuzzer changes an input that holds JSON: mostly one place of it, so that it stays JSON and says another thing,
// else its bytes. An input is one JSON text a line, with a digit before the first where there is a choice to make.

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <string_view>
#include <vector>

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

namespace {

using Json = nlohmann::ordered_json;

/// A value with its places, and those of them that have a name.
struct Places {
  struct Member {
    std::string key;
    Json* value;
  };

  explicit Places(Json& root) { collect(root); }

  std::vector<Json*> all;
  std::vector<Member> members;

 private:
  void collect(Json& node) {
    all.push_back(&node);
    if (node.is_object())
      for (auto& item : node.items()) members.push_back({item.key(), &item.value()});
    if (node.is_structured())
      for (Json& child : node) collect(child);
  }
};

/// Changes one place of a value.
class Change {
 public:
  Change(Json& root, std::uint32_t seed) : places_(root), dice_(seed) {}

  void make() {
    Json& place = any_place();
    switch (below(6)) {
      case 0:
        place = odd_value();
        break;
      case 1:
        place = emptied(place);
        break;
      case 2:
        place = Json(any_place());
        break;
      case 3:
        drop_member(place);
        break;
      case 4:
        add_member(place);
        break;
      default:
        change_text(place);
        break;
    }
  }

  /// Takes a member of another value over: to where one of its name is, else to anywhere.
  void take_from(Json& other) {
    const Places theirs(other);
    if (theirs.members.empty()) return;
    const auto& member = theirs.members[below(theirs.members.size())];
    std::vector<Json*> namesakes;
    for (const auto& [key, value] : places_.members)
      if (key == member.key) namesakes.push_back(value);
    if (namesakes.empty())
      put(any_place(), member.key, *member.value);
    else
      join(*namesakes[below(namesakes.size())], *member.value);
  }

 private:
  std::size_t below(std::size_t bound) { return dice_() % bound; }
  Json& any_place() { return *places_.all[below(places_.all.size())]; }

  Json odd_value() {
    static const Json kOdd = {nullptr,
                              true,
                              false,
                              0,
                              -1,
                              1.5,
                              1e300,
                              "",
                              "a",
                              "*/*",
                              "#",
                              "#/",
                              "null",
                              "2",
                              "200",
                              "a b",
                              "text/*",
                              "$",
                              Json::array(),
                              Json::object(),
                              18446744073709551615u};
    return kOdd[below(kOdd.size())];
  }

  static Json emptied(const Json& place) {
    return Json(place.is_structured() || place.is_string() ? place.type() : Json::value_t::null);
  }

  void drop_member(Json& place) {
    if (!place.is_structured() || place.empty()) return;
    place.erase(std::next(place.begin(), static_cast<std::ptrdiff_t>(below(place.size()))));
  }

  /// A copy of what stands elsewhere, in an object under a name that is used elsewhere.
  void add_member(Json& place) {
    if (!places_.members.empty())
      put(place, places_.members[below(places_.members.size())].key, Json(any_place()));
  }

  static void put(Json& place, const std::string& key, Json value) {
    if (place.is_array()) place.push_back(std::move(value));
    if (place.is_object()) place[key] = std::move(value);
  }

  /// Objects half of the time member by member, all else instead of what was there.
  void join(Json& place, const Json& value) {
    if (place.is_object() && value.is_object() && below(2) == 0)
      place.update(value);
    else
      place = Json(value);
  }

  void change_text(Json& place) {
    if (!place.is_string()) return;
    auto text = place.get<std::string>();
    const std::size_t size = text.size();
    text.resize(size + 16);
    text.resize(LLVMFuzzerMutate(reinterpret_cast<std::uint8_t*>(text.data()), size, text.size()));
    place = std::move(text);
  }

  Places places_;
  std::minstd_rand dice_;
};

/// Where the JSON texts of an input stand.
struct Piece {
  std::size_t at, size;
};

std::vector<Piece> pieces_of(std::string_view text) {
  std::vector<Piece> pieces;
  const std::size_t choice = !text.empty() && text[0] >= '0' && text[0] <= '9' ? 1 : 0;
  for (std::size_t at = choice; at < text.size();) {
    const std::size_t size = std::min(text.find('\n', at), text.size()) - at;
    if (text[at] == '{' || text[at] == '[') pieces.push_back({at, size});
    at += size + 1;
  }
  return pieces;
}

/// A JSON text of an input, taken out to be changed.
class Extract {
 public:
  Extract(const std::uint8_t* data, std::size_t size, std::uint32_t seed)
      : text_(reinterpret_cast<const char*>(data), size) {
    const auto pieces = pieces_of(text_);
    if (pieces.empty()) return;
    piece_ = pieces[seed % pieces.size()];
    value = Json::parse(text_.substr(piece_.at, piece_.size), nullptr, false);
  }

  /// Writes the input with the value as it is now; more than there is room for: 0.
  std::size_t put_back(std::uint8_t* out, std::size_t most) const {
    const auto bytes = value.dump(-1, ' ', false, Json::error_handler_t::replace);
    const std::string all =
        text_.substr(0, piece_.at) + bytes + text_.substr(piece_.at + piece_.size);
    if (all.size() > most) return 0;
    std::memcpy(out, all.data(), all.size());
    return all.size();
  }

  Json value = Json(Json::value_t::discarded);

 private:
  std::string text_;
  Piece piece_{0, 0};
};

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t most, unsigned int seed) {
  Extract extract(data, size, seed / 4);
  if (seed % 4 != 0 && !extract.value.is_discarded()) {
    Change(extract.value, seed / 4).make();
    if (const std::size_t written = extract.put_back(data, most)) return written;
  }
  return LLVMFuzzerMutate(data, size, most);
}

extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* data, std::size_t size,
                                                 const std::uint8_t* data2, std::size_t size2,
                                                 std::uint8_t* out, std::size_t most,
                                                 unsigned int seed) {
  Extract ours(data, size, seed / 4);
  Extract theirs(data2, size2, seed / 8);
  if (ours.value.is_discarded() || theirs.value.is_discarded()) return 0;
  Change(ours.value, seed / 4).take_from(theirs.value);
  return ours.put_back(out, most);
}
