#pragma once

#include "emulator/decide/decision.h"
#include "emulator/decide/scene.h"

namespace emulator {

/// Puts the stub's answer in the place of the documented one, with its delays drawn, and notes where it is not what the
/// document allows. A file that is not there: 500.
void answer_by_stub(Decision& decision, const ChosenStub& chosen);

/// What the document says against an answer of the operation.
/// instance  JSON Pointer into the content; "": all of it
/// text      a sentence without a full stop, with the document's place
struct Objection {
  enum class About { kStatus, kMediaType, kContent };
  About about = About::kStatus;
  std::string instance;
  std::string text;
};

/// What it says against a status, a media type, and a content.
/// who      "the stub", for the text
/// content  of the body, where it is JSON; else null
std::vector<Objection> objections_to(const Operation& operation, const Response& response,
                                     const Json* content, const std::string& who);
/// file  that the stub's bodyFileName names; null: none
std::vector<Objection> objections_to(const Operation& operation, const Stub& stub,
                                     const BodyFilePtr& file);

}  // namespace emulator
