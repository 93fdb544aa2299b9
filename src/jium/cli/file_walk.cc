#include "jium/cli/file_walk.h"

#include <algorithm>

namespace jium::cli {

namespace fs = std::filesystem;

Result<FileWalk> FileWalk::start(std::vector<std::string> paths) {
  FileWalk walk;
  for (std::string& path : paths) {
    std::error_code failed;
    const fs::file_status status = fs::status(path, failed);
    if (!fs::exists(status)) return fault(FaultKind::missing, "no such file or folder: " + path);
    walk.ahead_.push_back({std::move(path), fs::is_directory(status)});
  }
  std::reverse(walk.ahead_.begin(), walk.ahead_.end());
  return walk;
}

std::optional<FileWalk::Step> FileWalk::next() {
  while (!ahead_.empty()) {
    Entry entry = std::move(ahead_.back());
    ahead_.pop_back();
    if (!entry.is_folder) return Step{std::move(entry.path), std::nullopt};
    auto below = entries_of(entry.path);
    if (!below) return Step{std::move(entry.path), Fault(std::move(below).fault())};
    std::move(below->rbegin(), below->rend(), std::back_inserter(ahead_));
  }
  return std::nullopt;
}

Result<std::vector<FileWalk::Entry>> FileWalk::entries_of(const std::string& folder) {
  std::vector<Entry> entries;
  std::error_code failed;
  for (auto at = fs::directory_iterator(folder, failed); !failed && at != fs::directory_iterator();
       at.increment(failed)) {
    std::error_code ignored;
    const bool is_folder = at->is_directory(ignored);
    if (is_folder && at->is_symlink(ignored)) continue;
    entries.push_back({at->path().string(), is_folder});
  }
  if (failed)
    return fault(FaultKind::outside, "the folder cannot be read to its end: check its owner and mode");
  // A folder sorts as its paths below do, so that all files come in the order of their paths.
  const auto sorts_as = [](const Entry& entry) { return entry.is_folder ? entry.path + '/' : entry.path; };
  std::sort(entries.begin(), entries.end(),
            [&](const Entry& a, const Entry& b) { return sorts_as(a) < sorts_as(b); });
  return entries;
}

}  // namespace jium::cli
