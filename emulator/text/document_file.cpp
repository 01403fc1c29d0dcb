#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include "emulator/text/document.h"

namespace emulator {
namespace {

constexpr std::size_t kMostFileBytes = 64 * 1024 * 1024;
constexpr std::size_t kChunkBytes = 64 * 1024;

/// An open file, closed at the end.
class File {
 public:
  // O_NONBLOCK: opening a FIFO that nobody writes to would wait for ever.
  explicit File(const std::string& path)
      : handle_(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC)) {}
  ~File() {
    if (handle_ >= 0) ::close(handle_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  bool is_open() const { return handle_ >= 0; }

  bool is_regular() const {
    struct stat status {};
    return ::fstat(handle_, &status) == 0 && S_ISREG(status.st_mode);
  }

  /// Appends the next bytes. returns how many; at the end: 0; on an error: -1, with errno
  ssize_t read(std::string& text) {
    const std::size_t old = text.size();
    text.resize(old + kChunkBytes);
    ssize_t got = 0;
    do {
      got = ::read(handle_, text.data() + old, kChunkBytes);
    } while (got < 0 && errno == EINTR);
    text.resize(old + static_cast<std::size_t>(got > 0 ? got : 0));
    return got;
  }

 private:
  int handle_;
};

void add_error(Findings& findings, const std::string& path, std::string code, std::string message,
               std::string hint) {
  Finding finding;
  finding.code = std::move(code);
  finding.message = std::move(message);
  finding.place.file = path;
  finding.hint = std::move(hint);
  findings.add(std::move(finding));
}

void add_unreadable(Findings& findings, const std::string& path) {
  add_error(findings, path, "file.unreadable",
            "cannot be read: " + std::generic_category().message(errno),
            "give the path of a file that this user may read");
}

/// The whole file; false: not read, and a finding says why.
bool read_whole(const std::string& path, std::string& text, Findings& findings) {
  File file(path);
  if (!file.is_open()) {
    add_unreadable(findings, path);
    return false;
  }
  if (!file.is_regular()) {
    add_error(findings, path, "file.not-regular", "is not a regular file",
              "give the path of a YAML, JSON or Markdown file");
    return false;
  }
  ssize_t got = 0;
  while (text.size() <= kMostFileBytes && (got = file.read(text)) > 0) continue;
  if (got < 0) {
    add_unreadable(findings, path);
    return false;
  }
  if (text.size() > kMostFileBytes) {
    add_error(findings, path, "file.too-large", "is larger than 64 MiB",
              "divide it into several files");
    return false;
  }
  return true;
}

}  // namespace

std::vector<DocumentPtr> read_document_file(const std::string& path, Findings& findings) {
  std::string text;
  if (!read_whole(path, text, findings)) return {};
  return read_documents(path, std::move(text), findings);
}

}  // namespace emulator
