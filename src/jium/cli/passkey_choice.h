// The part of a command that proves somebody by a passkey: which device, and for which site.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "jium/cli/api_client.h"
#include "jium/cli/passkey_ceremony.h"

namespace jium::cli {

struct PasskeyChoice {
  bool wanted = false;
  std::string device, pin_file, origin;
};

// --device, --pin-file, --origin; with `flag` --passkey too, without which the command does something else.
void add_passkey_choice(CLI::App& command, PasskeyChoice& choice, bool flag);

// Asks `path`/begin for a task, has the device sign it, and gives the body for `path`.
[[nodiscard]] Result<boost::json::object> sign_with_passkey(const Credentials& server,
                                                            const PasskeyChoice& choice,
                                                            const std::string& path);
// The same for a new passkey: `task` is within the answer that was given already.
[[nodiscard]] Result<boost::json::object> new_passkey(const std::string& server, const PasskeyChoice& choice,
                                                      const boost::json::value& task,
                                                      const std::string& person);

}  // namespace jium::cli
