#pragma once

#include <memory>
#include <optional>

#include "emulator/decide/world.h"
#include "emulator/model/body_file.h"
#include "emulator/model/delay.h"
#include "emulator/model/records.h"
#include "emulator/model/stub.h"

namespace emulator {

/// What holds for every answer of a stub: WireMock's global settings.
/// shown  as they were given; null: never
struct StubSettings {
  std::optional<FixedDelay> fixed_delay;
  std::optional<DelayDistribution> delay;
  std::shared_ptr<const Json> shown;
};

/// A stub that was chosen for a call, with what its answer needs besides it.
/// dice  for its delays
/// file  that its bodyFileName names; null: there is none
struct ChosenStub {
  StubPtr stub;
  StubSettings settings;
  Dice dice{0};
  BodyFilePtr file{};
};

/// What one call sees from start to end: the loaded world, and what its space has in place of parts of it.
/// records  made at run time; null: those of the world
/// errors   nullopt: as the world's settings say
/// stub     nullopt: no stub answers
struct Scene {
  const World& world;
  const Records* records = nullptr;
  std::optional<ErrorBodies> errors;
  std::optional<ChosenStub> stub;
};

}  // namespace emulator
