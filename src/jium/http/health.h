// What the health routes go by; [health] of the configuration.
#pragma once

#include <cstdint>
#include <functional>

#include "jium/base/clock.h"

namespace jium::http {

struct HealthSettings {
  Duration worker_silent = std::chrono::minutes{10};    // no worker for so long: stale
  Duration backup_age = std::chrono::hours{48};         // no backup for so long: stale; 0: not looked at
  std::uint64_t free_disk = std::uint64_t{256} << 20U;  // bytes below which it is not ready
};

// What the app can try and this room cannot. One that is empty is taken for good, as tests do.
struct HealthProbes {
  std::function<bool()> store_takes_writes;
  std::function<bool()> decoder_answers;
  std::function<std::uint64_t()> free_disk;    // bytes, on the disk of the data folder
  std::function<std::uint64_t()> store_bytes;  // that the database takes there
};

struct HealthWatch {
  HealthSettings settings;
  HealthProbes probes;
};

}  // namespace jium::http
