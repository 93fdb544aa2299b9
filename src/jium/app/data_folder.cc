#include "jium/app/data_folder.h"

#include <filesystem>

namespace jium::app {

Result<void> must_have_data(const std::string& folder) {
  std::error_code ignored;
  if (std::filesystem::exists(folder + "/jium.db", ignored)) return {};
  return fault(FaultKind::missing,
               "there is no database in " + folder + ": check --data (`jium serve` makes a new one)");
}

Result<void> must_have_data(const Config& config, const std::string& folder) {
  if (config.postgres.empty()) return must_have_data(folder);
  std::error_code ignored;
  if (std::filesystem::exists(folder + "/jium.key", ignored)) return {};
  return fault(FaultKind::missing, "there is no jium.key in " + folder +
                                       ": check --data, or copy the key file of this installation there");
}

}  // namespace jium::app
