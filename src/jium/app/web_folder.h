// Where the built web faces lie: console/, intake/ and fingerprint/ below one folder, as `./dev web` makes
// it.
#pragma once

#include <string>

#include "jium/http/web_files.h"

namespace jium::app {

[[nodiscard]] bool is_folder(const std::string& path);

// `set` (serve.web), or share/jium/web of the installation that the running binary belongs to; empty when
// nothing is set and nothing lies there.
[[nodiscard]] std::string web_folder_of(const std::string& set);

// One face, read once: what changes on the disk afterwards is served after the next start. None where the
// folder has no such face.
[[nodiscard]] Result<http::WebFiles> web_files_of(const std::string& set, const std::string& face);

}  // namespace jium::app
