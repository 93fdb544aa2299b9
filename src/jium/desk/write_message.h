// What passes between the person who reported and the centre, both sides: written, sealed, read.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jium/casework/intake_report.h"
#include "jium/desk/desk.h"

namespace jium::desk {

// By `author`. The refusal when it cannot be taken as it is; nothing was kept then.
[[nodiscard]] Result<std::optional<casework::MessageRefusal>> write_message(
    const Desk& desk, store::Transaction& tx, const casework::IntakeReport& report,
    casework::MessageAuthor author, std::string words);
// All of them in their order, as `reader` sees them: what the other side wrote is read from now on.
[[nodiscard]] Result<std::vector<casework::IntakeMessage>> read_messages(const Desk& desk,
                                                                         store::Transaction& tx,
                                                                         const casework::IntakeReport& report,
                                                                         casework::MessageAuthor reader);

}  // namespace jium::desk
