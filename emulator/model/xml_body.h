#pragma once

#include <optional>
#include <string>

#include "emulator/model/schema.h"

namespace emulator {

/// A value as an XML document, as the `xml` of its schemas says: names, attributes, wrapped arrays, namespaces. The root is
/// named by its schema: `xml.name`, else its name under `components/schemas`, else "root"; of a list it always wraps the
/// items. Null is an empty element; what no XML can hold, as a control character or a blank in a name, becomes '_'.
/// schema  none: every name is the value's own
/// source  OpenAPI 3.0.4, XML Object
std::string xml_text(const Json& value, const std::optional<Schema>& schema);

}  // namespace emulator
