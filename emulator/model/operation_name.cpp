#include "emulator/model/operation_name.h"

#include <algorithm>
#include <filesystem>

namespace emulator {
namespace {

bool is_own_name(const Operation& operation, std::string_view name) {
  if (operation.id == name) return true;
  const std::string_view method = operation.method;
  if (name.substr(0, method.size()) != method || name.substr(method.size(), 1) != " ") return false;
  const std::string_view path = name.substr(method.size() + 1);
  const auto& bases = operation.base_paths;
  return path == operation.path || std::any_of(bases.begin(), bases.end(), [&](const auto& base) {
           return path == base + operation.path;
         });
}

bool is_document(const Document& document, const std::string& name) {
  const std::filesystem::path file = document.name();
  return name == document.name() || name == file.filename() || name == file.stem();
}

}  // namespace

bool is_named(const Operation& operation, const std::string& name) {
  if (is_own_name(operation, name)) return true;
  const auto hash = name.find('#');
  return hash != std::string::npos && is_document(*operation.document, name.substr(0, hash)) &&
         is_own_name(operation, std::string_view(name).substr(hash + 1));
}

std::vector<std::string> telling_names(const std::vector<Operation*>& operations) {
  std::vector<std::string> out;
  for (const Operation* operation : operations) {
    const std::string file =
        std::filesystem::path(operation->document->name()).filename().string() + "#";
    const auto means = [&](const Operation* other) {
      return is_named(*other, file + operation->id);
    };
    const bool alone = std::count_if(operations.begin(), operations.end(), means) == 1;
    out.push_back(file +
                  (alone ? operation->id : operation->method + " " + operation->full_path()));
  }
  return out;
}

}  // namespace emulator
