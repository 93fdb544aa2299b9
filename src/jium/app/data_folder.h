// The folder that --data names.
#pragma once

#include <string>

#include "jium/app/config.h"
#include "jium/base/result.h"

namespace jium::app {

// For every command but `serve`: a mistyped folder must not become a new, empty installation. Missing, in
// words that say what to do.
[[nodiscard]] Result<void> must_have_data(const std::string& folder);
// The same where the settings may name a PostgreSQL database, beside which the folder holds the key alone.
[[nodiscard]] Result<void> must_have_data(const Config& config, const std::string& folder);

}  // namespace jium::app
