#pragma once

#include <string>

#include "emulator/text/finding.h"

namespace emulator {

/// Warnings of what lies in a folder of fixtures, looks like one and is not read: x.yaml.txt, x.YAML, and folders with
/// such files. Hidden ones, pages and other texts, and folders that hold something else by their name are no fixtures.
/// with_folders  those below, too
void tell_unread_fixtures(const std::string& folder, bool with_folders, Findings& findings);

}  // namespace emulator
