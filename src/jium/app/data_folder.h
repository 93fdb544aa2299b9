// The folder that --data names.
#pragma once

#include <string>

#include "jium/base/result.h"

namespace jium::app {

// For every command but `serve`: a mistyped folder must not become a new, empty installation. Missing, in
// words that say what to do.
[[nodiscard]] Result<void> must_have_data(const std::string& folder);

}  // namespace jium::app
