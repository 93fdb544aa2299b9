// Fingerprints as they come in a body.
#pragma once

#include "jium/http/wire_types.h"

namespace jium::http {

// Malformed, naming the one at fault by its place in the list, or when there are more than 64. A quality left
// out is 100.
[[nodiscard]] Result<std::vector<fingerprint::Fingerprint>> fingerprints_of(
    const std::vector<wire::GivenFingerprint>& given);

}  // namespace jium::http
