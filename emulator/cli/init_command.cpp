#include "emulator/cli/init_command.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "emulator/model/embedded.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

namespace fs = std::filesystem;

int refuse(const std::string& folder, const std::string& why) {
  std::fprintf(stderr, "alloy-emulator: %s %s\n", in_quotes(folder).c_str(), why.c_str());
  return 1;
}

std::string unwritable(const std::string& reason) {
  return "cannot be written: " + reason + "; name a folder that this user may write to";
}

}  // namespace

int init(const std::string& folder) {
  std::error_code failed;
  if (folder.empty()) return refuse(folder, "is no folder; name a new one");
  if (fs::exists(folder, failed) && !fs::is_directory(folder, failed)) {
    return refuse(folder, "is a file; name a new folder");
  }
  if (fs::is_directory(folder, failed) && !fs::is_empty(folder, failed)) {
    if (failed) return refuse(folder, "cannot be read: " + failed.message());
    return refuse(folder,
                  "is not empty; name a new folder, so that nothing of yours is overwritten");
  }
  std::string fixtures, document;
  for (const EmbeddedFile& file : embedded_files()) {
    const fs::path path = fs::path(folder) / file.name;
    fs::create_directories(path.parent_path(), failed);
    if (failed) return refuse(folder, unwritable(failed.message()));
    errno = 0;
    std::ofstream out(path, std::ios::binary);
    out.write(file.content.data(), static_cast<std::streamsize>(file.content.size()));
    if (!out.flush()) return refuse(folder, unwritable(std::strerror(errno)));
    (file.name.substr(0, 9) == "fixtures/" ? fixtures : document) = path.string();
    std::printf("%s\n", path.c_str());
  }
  std::printf(
      "\nServe them, and edit while it runs:\n  alloy-emulator --openapi %s --fixtures %s\n",
      document.c_str(), fs::path(fixtures).parent_path().c_str());
  return 0;
}

}  // namespace emulator
