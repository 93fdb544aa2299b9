// A file that nobody can read in one sitting is two files.
#pragma once

#include "finding.h"
#include "source_tree.h"

namespace jium::tidy {

inline constexpr std::size_t kFileLines = 800;

[[nodiscard]] Findings check_line_counts(const std::vector<SourceFile>& files);

}  // namespace jium::tidy
