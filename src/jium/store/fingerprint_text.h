// The fingerprints of one footage as the text that is sealed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "jium/base/result.h"
#include "jium/fingerprint/fingerprint.h"

namespace jium::store {

[[nodiscard]] std::string write_fingerprints(const std::vector<fingerprint::Fingerprint>& fingerprints);
[[nodiscard]] Result<std::vector<fingerprint::Fingerprint>> read_fingerprints(std::string_view text);

}  // namespace jium::store
