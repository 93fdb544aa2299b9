// One sin in one place: what is wrong and what to do about it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace jium::tidy {

struct Finding {
  std::string path;      // relative to the root, with '/'
  std::size_t line = 1;  // the first line is 1
  std::string what;

  // "path:line: what", as compilers write it, so that editors can jump to it.
  [[nodiscard]] std::string text() const { return path + ":" + std::to_string(line) + ": " + what; }
  friend auto operator<=>(const Finding&, const Finding&) = default;
};

using Findings = std::vector<Finding>;

}  // namespace jium::tidy
