// The store that the settings name: the folder's own SQLite file, or a PostgreSQL database beside which the
// folder holds the key file.
#pragma once

#include <memory>
#include <string>

#include "jium/app/config.h"
#include "jium/store/store.h"

namespace jium::app {

[[nodiscard]] Result<std::unique_ptr<store::Store>> open_store(const Config& config,
                                                               const std::string& folder);

}  // namespace jium::app
