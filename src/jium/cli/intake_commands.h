// jium intake list, show, answer, accept, close.
#pragma once

#include <CLI/CLI.hpp>

#include "jium/cli/session.h"

namespace jium::cli {

void add_intake_commands(CLI::App& app, Session& session);

}  // namespace jium::cli
