#pragma once

#include "emulator/serve/admin_call.h"

namespace emulator {

// Stub mappings, as WireMock's clients ask for them.
Response list_mappings(const AdminCall& call);
Response create_mapping(const AdminCall& call);
Response get_mapping(const AdminCall& call);
Response replace_mapping(const AdminCall& call);
/// Like replace_mapping, with the id in the body.
Response edit_mapping(const AdminCall& call);
Response delete_mapping(const AdminCall& call);
Response delete_mappings(const AdminCall& call);
Response remove_mapping(const AdminCall& call);
Response import_mappings(const AdminCall& call);
Response find_mappings_by_metadata(const AdminCall& call);
Response remove_mappings_by_metadata(const AdminCall& call);
Response list_unused_mappings(const AdminCall& call);
Response delete_unused_mappings(const AdminCall& call);
/// Stubs are kept in memory only; there is nothing to write.
Response save_mappings(const AdminCall& call);

}  // namespace emulator
