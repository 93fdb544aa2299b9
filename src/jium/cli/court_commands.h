// Papers for courts, below `report`: making one, checking one offline, the claim of costs.
#pragma once

#include "jium/cli/commands.h"

namespace jium::cli {

void add_court_report_commands(CLI::App& report, Session& session);

}  // namespace jium::cli
