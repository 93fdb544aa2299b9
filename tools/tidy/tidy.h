// All that ./dev tidy checks by reading. That every header compiles alone is checked by building
// jium_lone_headers, because only the build knows the flags.
#pragma once

#include <filesystem>

#include "finding.h"
#include "jium/base/result.h"

namespace jium::tidy {

// Sorted; empty for a clean tree. A fault when the tree or the table cannot be read at all.
[[nodiscard]] Result<Findings> check_tree(const std::filesystem::path& root,
                                          const std::filesystem::path& table);

}  // namespace jium::tidy
