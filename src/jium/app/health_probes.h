// What health tries: a write, a decode, the room on the disk. Health is asked every few seconds by proxies
// and supervisors, and by anybody: each probe is done at most once in ten seconds, whoever asks.
#pragma once

#include <string>

#include "jium/app/house.h"
#include "jium/http/health.h"

namespace jium::app {

// `house` outlives it.
[[nodiscard]] http::HealthWatch watch_health(House& house, const std::string& data_folder);

}  // namespace jium::app
