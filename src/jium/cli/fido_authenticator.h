// Security keys on USB, by libfido2 (CTAP 2.1).
#pragma once

#include <memory>

#include "jium/cli/authenticator.h"

namespace jium::cli {

// The one that is plugged in; its PIN is asked for at the terminal, or read from `pin_file`. Missing: none is
// there; Conflict: several are, and `device` (a path, "/dev/hidraw3") names none of them.
[[nodiscard]] Result<std::unique_ptr<Authenticator>> find_authenticator(const std::string& device,
                                                                        const std::string& pin_file);

}  // namespace jium::cli
