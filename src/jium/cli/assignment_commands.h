// Who works on which case, exact look-up, addresses in full, and sealed identities: part of the commands of
// cases.
#pragma once

#include "jium/cli/commands.h"

namespace jium::cli {

// `parent`: the command `case`.
void add_assignment_commands(CLI::App& app, CLI::App& parent, Session& session);
void add_identity_commands(CLI::App& app, Session& session);

}  // namespace jium::cli
