// jium audit rotate-key: another key takes over the audit log while the server serves
// (desk/rotate_log_key.h).
#pragma once

#include <CLI/CLI.hpp>

#include "jium/cli/session.h"

namespace jium::app {

// Once `jium audit` is there.
void add_rotate_log_key_command(CLI::App& app, cli::Session& session);

}  // namespace jium::app
