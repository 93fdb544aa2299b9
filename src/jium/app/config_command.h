// jium config check, jium config show.
#pragma once

#include <CLI/CLI.hpp>

#include "jium/cli/session.h"

namespace jium::app {

void add_config_command(CLI::App& app, cli::Session& session);

}  // namespace jium::app
