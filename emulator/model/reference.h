#pragma once

#include "emulator/model/located.h"

namespace emulator {

/// Follows `$ref` until a value that is not a reference, also into the files that the document's Description has. A
/// reference that leads nowhere, round in a circle, out of the folder or to the network is an error finding at its place,
/// and a Located without value.
/// node    with its document; so is the result, whose document may be another
/// source  OpenAPI 3.1.1, Reference Object
Located resolve(Located node, Findings& findings);

/// The document that a reference in `from` means by `file`, the part before '#': a file of its Description. None that can
/// be used: nullptr.
DocumentPtr referenced_document(const Document& from, const std::string& file);

/// What a reference inside `from` leads to that `from` lacks: a page's component that another page of its API has. None has
/// it: a Located without value.
Located lent_component(const DocumentPtr& from, const std::string& pointer);

/// What the reference text leads to, one step: from the document of the place that it is written at.
/// reference  the place for findings
Located follow(const Located& reference, const std::string& text, Findings& findings);

}  // namespace emulator
