// `jium migrate`: brings a database's schema up to date, and moves an installation to PostgreSQL.
#pragma once

#include <CLI/CLI.hpp>

#include "jium/cli/session.h"

namespace jium::app {

void add_migrate_command(CLI::App& app, cli::Session& session);

}  // namespace jium::app
