#pragma once

#include <optional>
#include <string>

#include "emulator/text/json.h"

namespace emulator {

class Collection;

/// A record put in or taken out at run time.
/// key     as in an address: the value of a key; of a key of several members, their values parted by commas
/// record  nullopt: taken out
struct RecordChange {
  std::string collection;
  std::string key;
  std::optional<std::string> record;  ///< JSON text of an object
};

/// The address of a record: its values of the first key of which it has all members; none: "".
std::string address_of(const Collection& collection, const Json& record);

}  // namespace emulator
