#pragma once

#include "emulator/model/operation.h"
#include "emulator/model/reference.h"

namespace emulator {

/// Adds to an operation how some of its broken rules are answered:
///
///     errors:
///       - {when: body.username.free, status: 409, body: {message: taken}}
///       - {when: {user.status: suspended}, status: 403}
///
/// when    the id of a rule of the operation; or a mapping, which is a rule of its own: not all of these values at once,
///         of records that a lookup finds or of the request
/// status  documented, or a warning tells that it is not
/// body    without it the documented content of that status
void add_error_rows(Operation& operation, const DocumentPtr& document, const Located& rows,
                    Findings& findings);

}  // namespace emulator
