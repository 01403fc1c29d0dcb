#pragma once

#include "emulator/serve/admin_call.h"

namespace emulator {

// Records of fixtures, read and changed at run time; a reset undoes the changes. Not of WireMock's protocol.
/// {"collections": {"users": 3}}: how many records each has.
Response list_collections(const AdminCall& call);
/// {"records": […]}
Response list_records(const AdminCall& call);
Response get_record(const AdminCall& call);
/// {"record": …, "findings": ["…"]}; what loading would refuse: 422 and the findings.
Response put_record(const AdminCall& call);
/// The same with a JSON Merge Patch (RFC 7396) of the record.
Response patch_record(const AdminCall& call);
Response delete_record(const AdminCall& call);

}  // namespace emulator
