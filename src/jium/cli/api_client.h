// The HTTP client of the command line (libcurl), and the map from the server's problem documents back to
// faults.
#pragma once

#include <boost/json.hpp>
#include <string>

#include "jium/base/result.h"
#include "jium/cli/credentials.h"

namespace jium::cli {

enum class Method { get, post };

// `path` after /api/v1, already encoded. A post carries a random Idempotency-Key and is repeated with the
// same one, at most four times, when there was no answer or the server was busy. A table (text/csv) or a
// graph (GraphML) is given as one text.
[[nodiscard]] Result<boost::json::value> call_api(const Credentials& credentials, Method method,
                                                  const std::string& path, const boost::json::value& body);

}  // namespace jium::cli
