// Under which heading `jium --help` lists each command: sixty in one list are read by nobody.
#pragma once

#include <CLI/CLI.hpp>

namespace jium::cli {

// Call it when all commands have been added. One that the table does not know stays under "Subcommands".
void group_commands(CLI::App& app);

}  // namespace jium::cli
