// What `hash`, `match` and `scan` say of one file, as JSON.
#pragma once

#include <boost/json.hpp>

#include "jium/cli/file_results.h"

namespace jium::cli {

[[nodiscard]] boost::json::object fault_json(const Fault& fault);
[[nodiscard]] boost::json::object result_json(const FileResult& result);

}  // namespace jium::cli
