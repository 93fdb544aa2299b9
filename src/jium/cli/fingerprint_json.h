// Fingerprints as the API takes them: [{algorithm, value, quality}].
#pragma once

#include <boost/json.hpp>
#include <vector>

#include "jium/fingerprint/fingerprinter.h"

namespace jium::cli {

// "image" or "video", as the API has it.
[[nodiscard]] std::string kind_text(const fingerprint::FileFingerprints& file);
[[nodiscard]] boost::json::array fingerprints_json(const std::vector<fingerprint::Fingerprint>& fingerprints);

}  // namespace jium::cli
