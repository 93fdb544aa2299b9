// The pages of docs/ that say what holds name the files and tests that show it. A name that leads nowhere is
// a claim that nobody can check: every path must be there, and in `path#Name` the file must have Name in it.
#pragma once

#include "finding.h"
#include "source_tree.h"

namespace jium::tidy {

[[nodiscard]] Findings check_named_tests(const std::vector<SourceFile>& files);

}  // namespace jium::tidy
