// jium backup (and its verify and identity), jium restore.
#pragma once

#include <CLI/CLI.hpp>

#include "jium/cli/session.h"

namespace jium::app {

void add_backup_commands(CLI::App& app, cli::Session& session);

}  // namespace jium::app
