// Do the bytes of a fingerprint mean something? Prints and queries have an inner structure that a stranger
// may have broken; whoever takes one from outside asks here, once, at the door.
#pragma once

#include "jium/fingerprint/fingerprint.h"

namespace jium::fingerprint {

// Malformed when the bytes cannot be read as what the algorithm says.
[[nodiscard]] Result<void> check_value(const Fingerprint& fingerprint);

}  // namespace jium::fingerprint
