#include "named_tests.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace jium::tidy {
namespace {

constexpr std::array<std::string_view, 7> kFolders{"src/",  "test/", "docs/", "tools/",
                                                   "data/", "fuzz/", "cmake/"};

bool is_path_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
         c == '.' || c == '/';
}

bool is_name_letter(char c) {
  return is_path_letter(c) && c != '-' && c != '.' && c != '/';
}

struct Named {
  std::string path, test;
};

// What begins with one of the tree's folders; a full stop or slash at its end belongs to the sentence.
std::vector<Named> names_in(const std::string& line) {
  std::vector<Named> names;
  for (std::size_t at = 0; at < line.size();) {
    if (!is_path_letter(line[at])) {
      ++at;
      continue;
    }
    const auto path_end =
        std::find_if_not(line.begin() + static_cast<std::ptrdiff_t>(at), line.end(), is_path_letter);
    Named named{{line.begin() + static_cast<std::ptrdiff_t>(at), path_end}, {}};
    at += named.path.size();
    if (path_end != line.end() && *path_end == '#') {
      named.test = {path_end + 1, std::find_if_not(path_end + 1, line.end(), is_name_letter)};
      at += 1 + named.test.size();
    }
    while (named.path.ends_with('.') || named.path.ends_with('/')) named.path.pop_back();
    const bool is_ours = std::any_of(kFolders.begin(), kFolders.end(),
                                     [&](auto folder) { return named.path.starts_with(folder); });
    if (is_ours) names.push_back(std::move(named));
  }
  return names;
}

// `files` are sorted by path: a folder is there when a file is in it.
const SourceFile* find(const std::vector<SourceFile>& files, const std::string& path) {
  const auto at =
      std::lower_bound(files.begin(), files.end(), path,
                       [](const SourceFile& file, const std::string& p) { return file.path < p; });
  return at != files.end() && at->path == path ? &*at : nullptr;
}

bool is_folder(const std::vector<SourceFile>& files, const std::string& path) {
  return std::any_of(files.begin(), files.end(),
                     [&](const SourceFile& file) { return file.path.starts_with(path + "/"); });
}

bool has_word(const SourceFile& file, const std::string& word) {
  return std::any_of(file.lines.begin(), file.lines.end(), [&](const std::string& line) {
    const std::size_t at = line.find(word);
    if (at == std::string::npos) return false;
    const std::size_t end = at + word.size();
    return (at == 0 || !is_name_letter(line[at - 1])) && (end == line.size() || !is_name_letter(line[end]));
  });
}

}  // namespace

Findings check_named_tests(const std::vector<SourceFile>& files) {
  Findings findings;
  for (const SourceFile& page : files) {
    if (!page.names_tests()) continue;
    for (std::size_t i = 0; i < page.lines.size(); ++i) {
      for (const Named& named : names_in(page.lines[i])) {
        const SourceFile* const file = find(files, named.path);
        if (file == nullptr && (!named.test.empty() || !is_folder(files, named.path))) {
          findings.push_back({page.path, i + 1, named.path + " is not there: name what shows it now"});
        } else if (file != nullptr && !named.test.empty() && !has_word(*file, named.test)) {
          findings.push_back(
              {page.path, i + 1, named.path + " has no " + named.test + ": name the test that shows it now"});
        }
      }
    }
  }
  return findings;
}

}  // namespace jium::tidy
