// serve, work, sign-in-link: the commands that open the store themselves.
#pragma once

#include <CLI/CLI.hpp>

#include "jium/cli/session.h"

namespace jium::app {

void add_server_commands(CLI::App& app, cli::Session& session);

}  // namespace jium::app
