// A request is out, whichever way it went: its clock starts, and its place is looked at from now on.
#pragma once

#include <string>

#include "jium/desk/desk.h"
#include "jium/removal/removal_request.h"

namespace jium::desk {

// `note` is one line for the officer, such as a receipt number, and may be empty.
[[nodiscard]] Result<void> note_request_sent(const Desk& desk, store::Transaction& tx, removal::RequestId id,
                                             std::string actor, casework::Event event, std::string note = "");

}  // namespace jium::desk
