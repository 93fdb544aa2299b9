// Names that say nothing, and traces of one developer's machine.
#pragma once

#include "finding.h"
#include "source_tree.h"

namespace jium::tidy {

// Files and folders named after no noun: util, helper, manager. Code that names a folder of one machine, or
// that carries a mark for unfinished work.
[[nodiscard]] Findings check_forbidden_words(const std::vector<SourceFile>& files);

}  // namespace jium::tidy
