// A function that does not fit on a screen does more than one thing. Bodies of tests count too.
//
// universal-ctags reads the C++; where it misreads a body, the function is not in its answer and goes
// unmeasured. The macros that define test bodies are made known to it.
#pragma once

#include <filesystem>

#include "finding.h"
#include "jium/base/result.h"
#include "source_tree.h"

namespace jium::tidy {

inline constexpr std::size_t kFunctionLines = 60;

// Counts from the line with the function's name to its closing brace. Outside when ctags cannot be run.
[[nodiscard]] Result<Findings> check_function_lengths(const std::filesystem::path& root,
                                                      const std::vector<SourceFile>& files);

}  // namespace jium::tidy
