// What somebody saw at an address and has as a file: fingerprinted here, told to the server as fingerprints
// with the address. The file stays where it is.
#pragma once

#include <string>

#include "jium/cli/session.h"

namespace jium::cli {

// Posts {address, fingerprints} to `path` and gives the server's answer. Malformed: not one file, or one that
// cannot be read as a picture or a video.
[[nodiscard]] Result<boost::json::value> tell_what_was_seen(const Session& session, const std::string& path,
                                                            const std::string& address,
                                                            const std::string& file);

}  // namespace jium::cli
