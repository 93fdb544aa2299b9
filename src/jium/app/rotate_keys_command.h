// jium rotate-keys: a new master key while the server serves (store/key_rotation.h has the order of steps).
#pragma once

#include <CLI/CLI.hpp>

#include "jium/cli/session.h"

namespace jium::app {

void add_rotate_keys_command(CLI::App& app, cli::Session& session);

}  // namespace jium::app
