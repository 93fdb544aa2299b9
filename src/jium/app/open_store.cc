#include "jium/app/open_store.h"

namespace jium::app {

Result<std::unique_ptr<store::Store>> open_store(const Config& config, const std::string& folder) {
  if (config.postgres.empty()) return store::Store::open(folder, config.key_file);
  return store::Store::open_postgres(folder, config.postgres, config.key_file);
}

}  // namespace jium::app
