#pragma once

/// What the installed library shows; all else in it stays inside, so that it cannot meet another
/// version of what it is made of.
#define ALLOY_EMULATOR_API __attribute__((visibility("default")))
