// What a person types and nobody may read over their shoulder or in a shell's history: from the terminal with
// the echo off, or, for scripts, from a file.
#pragma once

#include <string>

#include "jium/base/result.h"
#include "jium/base/secret.h"

namespace jium::cli {

// `file` first, then the file that the environment variable JIUM_PASSPHRASE_FILE names, then the terminal,
// twice when it is a new one. Malformed when there is no terminal either, or the two differ.
[[nodiscard]] Result<Secret<std::string>> ask_passphrase(const std::string& file, bool is_new);

// The PIN of a security key: from `file`, or the terminal with the echo off.
[[nodiscard]] Result<Secret<std::string>> ask_pin(const std::string& file);

// The code of an authenticator app: `given`, or what is typed at the terminal.
[[nodiscard]] Result<std::string> ask_code(const std::string& given);

}  // namespace jium::cli
