#include "emulator/model/content_coding.h"

#include <zlib.h>

#include <algorithm>
#include <optional>
#include <vector>

namespace emulator {
namespace {

// Nobody codes a body more often; each time costs a whole pass.
constexpr std::size_t kMostCodings = 4;
constexpr std::size_t kLeastRoom = 4096;

/// What zlib is told to expect in front of the data.
enum class Wrapping { kGzipOrZlib = 15 + 32, kNone = -15 };

class Inflater {
 public:
  explicit Inflater(Wrapping wrapping) : ready_(inflateInit2(&stream_, int(wrapping)) == Z_OK) {}
  ~Inflater() {
    if (ready_) inflateEnd(&stream_);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  // A gzip file may have several members, one after the other; what follows the last one is ignored.
  std::optional<std::string> inflate_all(std::string_view coded) {
    if (!ready_) return std::nullopt;
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(coded.data()));
    stream_.avail_in = static_cast<uInt>(coded.size());
    std::string plain;
    while (inflate_member(plain)) {
      const bool another = stream_.avail_in > 1 && stream_.next_in[0] == 0x1f &&
                           stream_.next_in[1] == 0x8b && inflateReset(&stream_) == Z_OK;
      if (!another) return plain;
    }
    return std::nullopt;
  }

 private:
  bool inflate_member(std::string& plain) {
    int result = Z_OK;
    while (result == Z_OK) {
      const std::size_t before = plain.size();
      if (before > kMostContent) return false;
      const std::size_t room =
          std::min(std::max({kLeastRoom, before, 4 * std::size_t{stream_.avail_in}}),
                   kMostContent + 1 - before);
      if (room == 0) return false;
      plain.resize(before + room);
      stream_.next_out = reinterpret_cast<Bytef*>(plain.data() + before);
      stream_.avail_out = static_cast<uInt>(room);
      result = ::inflate(&stream_, Z_NO_FLUSH);
      plain.resize(before + room - stream_.avail_out);
    }
    return result == Z_STREAM_END && plain.size() <= kMostContent;
  }

  z_stream stream_{};
  const bool ready_;
};

// Some clients send "deflate" without the zlib wrapping that it stands for.
std::optional<std::string> without_coding(std::string_view coding, std::string_view coded) {
  const bool is_deflate = equal_ignoring_case(coding, "deflate");
  if (!is_deflate && !equal_ignoring_case(coding, "gzip") && !equal_ignoring_case(coding, "x-gzip"))
    return std::nullopt;
  auto plain = Inflater(Wrapping::kGzipOrZlib).inflate_all(coded);
  if (!plain && is_deflate) plain = Inflater(Wrapping::kNone).inflate_all(coded);
  return plain;
}

/// In the order in which they were applied.
std::vector<std::string_view> codings_of(const Request& request) {
  std::vector<std::string_view> codings;
  for (const HeaderLine& line : request.headers) {
    if (!equal_ignoring_case(line.name, "Content-Encoding")) continue;
    std::string_view rest = line.value;
    while (!rest.empty()) {
      std::string_view coding = rest.substr(0, rest.find(','));
      rest.remove_prefix(std::min(coding.size() + 1, rest.size()));
      coding.remove_prefix(std::min(coding.find_first_not_of(" \t"), coding.size()));
      coding = coding.substr(0, coding.find_last_not_of(" \t") + 1);
      if (!coding.empty() && !equal_ignoring_case(coding, "identity")) codings.push_back(coding);
    }
  }
  return codings;
}

}  // namespace

std::string_view content_of(const Request& request, std::string& storage) {
  if (request.body.empty() || !request.header("Content-Encoding")) return request.body;
  const auto codings = codings_of(request);
  if (codings.empty() || codings.size() > kMostCodings) return request.body;
  std::string_view content = request.body;
  std::string plain;
  for (auto coding = codings.rbegin(); coding != codings.rend(); ++coding) {
    auto next = without_coding(*coding, content);
    if (!next) return request.body;
    plain = *std::move(next);
    content = plain;
  }
  storage = std::move(plain);
  return storage;
}

}  // namespace emulator
