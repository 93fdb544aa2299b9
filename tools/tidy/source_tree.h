// The first-party files of a tree. Walks the folders and asks no version control, so that a planted tree in
// a temporary folder is read in the same way as the real one.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "jium/base/result.h"

namespace jium::tidy {

struct SourceFile {
  std::string path;                // relative to the root, with '/'
  std::vector<std::string> lines;  // without their ends; empty for a file that is not source text

  [[nodiscard]] std::string_view name() const;
  [[nodiscard]] bool ends_with(std::string_view ending) const;
  [[nodiscard]] bool is_cpp() const { return ends_with(".cc") || ends_with(".h"); }
  // C++, TypeScript, SQL, shell and CMake: what people write and read as code.
  [[nodiscard]] bool is_code() const;
  // A page that says what holds, and which tests show it.
  [[nodiscard]] bool names_tests() const;
};

// Sorted by path. Left out: what tools make (build, var, dist, node_modules, generated) and hidden folders
// other than .ci. Missing when the root is not a folder; outside when a file cannot be read.
[[nodiscard]] Result<std::vector<SourceFile>> read_source_tree(const std::filesystem::path& root);

}  // namespace jium::tidy
