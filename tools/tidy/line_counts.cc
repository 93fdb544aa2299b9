#include "line_counts.h"

namespace jium::tidy {

Findings check_line_counts(const std::vector<SourceFile>& files) {
  Findings findings;
  for (const auto& file : files) {
    if (file.lines.size() <= kFileLines) continue;
    // What the migrations add up to, written by a test and split by them.
    if (file.path.ends_with("/schema.sql")) continue;
    findings.push_back({file.path, kFileLines + 1,
                        std::to_string(file.lines.size()) + " lines, more than " +
                            std::to_string(kFileLines) + ": split it along a noun"});
  }
  return findings;
}

}  // namespace jium::tidy
