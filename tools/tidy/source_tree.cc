#include "source_tree.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <system_error>

namespace jium::tidy {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 5> kMadeByTools{"build", "var", "dist", "node_modules", "generated"};
constexpr std::array<std::string_view, 8> kCodeEndings{".cc",  ".h",  ".ts",    ".tsx",
                                                       ".sql", ".sh", ".cmake", "CMakeLists.txt"};
// Shell scripts that carry no ending because people type their names.
constexpr std::array<std::string_view, 2> kScripts{"dev", ".ci/run"};

bool is_left_out(const fs::path& folder) {
  const std::string name = folder.filename().string();
  if (name.starts_with('.')) return name != ".ci";
  return std::find(kMadeByTools.begin(), kMadeByTools.end(), name) != kMadeByTools.end();
}

Result<std::vector<std::string>> read_lines(const fs::path& path, const std::string& shown) {
  std::ifstream in(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(std::move(line));
  if (!in.eof()) return fault(FaultKind::outside, "cannot read " + shown + ": check its permissions");
  return lines;
}

}  // namespace

std::string_view SourceFile::name() const {
  const std::string_view whole = path;
  return whole.substr(whole.rfind('/') + 1);
}

bool SourceFile::ends_with(std::string_view ending) const {
  return path.ends_with(ending);
}

bool SourceFile::is_code() const {
  return std::any_of(kCodeEndings.begin(), kCodeEndings.end(),
                     [&](auto ending) { return ends_with(ending); }) ||
         std::find(kScripts.begin(), kScripts.end(), path) != kScripts.end();
}

bool SourceFile::names_tests() const {
  return path.starts_with("docs/security/") || path == "docs/operating/reliability.md";
}

Result<std::vector<SourceFile>> read_source_tree(const fs::path& root) {
  std::error_code problem;
  std::vector<SourceFile> files;
  auto entry = fs::recursive_directory_iterator(root, problem);
  if (problem) return fault(FaultKind::missing, "the root is not a readable folder: name it with --root");
  for (; entry != fs::recursive_directory_iterator(); entry.increment(problem)) {
    if (entry->is_directory() && is_left_out(entry->path())) {
      entry.disable_recursion_pending();
    } else if (entry->is_regular_file()) {
      SourceFile file{fs::relative(entry->path(), root).generic_string(), {}};
      if (file.is_code() || file.names_tests()) {
        JIUM_TRY(file.lines, read_lines(entry->path(), file.path));
      }
      files.push_back(std::move(file));
    }
  }
  if (problem) return fault(FaultKind::outside, "a folder of the tree cannot be read: check its permissions");
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

}  // namespace jium::tidy
