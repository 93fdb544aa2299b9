// `jium fsck`: is the data folder what jium wrote, and does the index say what the registry says?
#pragma once

#include <CLI/CLI.hpp>

#include "jium/cli/session.h"

namespace jium::app {

void add_fsck_command(CLI::App& app, cli::Session& session);

}  // namespace jium::app
