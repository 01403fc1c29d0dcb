#pragma once

#include "emulator/decide/world.h"
#include "emulator/journal/journal_file.h"
#include "emulator/serve/spaces.h"

namespace emulator {

/// Lets calls be written to the file from here on.
/// resume  before that the calls which it holds are put into the journals of their spaces, which are made for it
void open_journal(JournalFile& file, bool resume, Spaces& spaces, const WorldPtr& world);

}  // namespace emulator
