// Fingerprints as the API takes them: [{algorithm, value, quality}].
#pragma once

#include <boost/json.hpp>
#include <vector>

#include "jium/fingerprint/fingerprint.h"

namespace jium::cli {

[[nodiscard]] boost::json::array fingerprints_json(const std::vector<fingerprint::Fingerprint>& fingerprints);

}  // namespace jium::cli
