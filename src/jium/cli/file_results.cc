#include "jium/cli/file_results.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <future>
#include <thread>

namespace jium::cli {
namespace {

FileResult fingerprint_one(fingerprint::Fingerprinter& fingerprinter, const std::string& path) {
  auto made = fingerprinter.of_file(path);
  if (!made) return {path, std::nullopt, Fault(std::move(made).fault())};
  return {path, std::move(*made), std::nullopt};
}

void show_progress(std::size_t done, std::size_t all) {
  static const bool terminal = ::isatty(STDERR_FILENO) == 1 && ::isatty(STDOUT_FILENO) != 1;
  if (terminal && all > 10) fmt::print(stderr, "\r{} of {} files{}", done, all, done == all ? "\n" : "");
}

}  // namespace

Result<std::vector<std::string>> files_of(const std::vector<std::string>& paths) {
  namespace fs = std::filesystem;
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    std::error_code failed;
    const fs::file_status status = fs::status(path, failed);
    if (!fs::exists(status)) return fault(FaultKind::missing, "no such file or folder: " + path);
    if (!fs::is_directory(status)) {
      files.push_back(path);
      continue;
    }
    std::vector<std::string> below;
    // A folder that may not be entered is a fault, and what is not a file gets its line: nobody shall believe
    // that everything was taken when it was not.
    for (auto at = fs::recursive_directory_iterator(path, failed);
         !failed && at != fs::recursive_directory_iterator(); at.increment(failed)) {
      std::error_code ignored;
      if (!at->is_directory(ignored)) below.push_back(at->path().string());
    }
    if (failed) return fault(FaultKind::outside, "the folder cannot be read to its end: " + path);
    if (below.empty()) return fault(FaultKind::missing, "the folder is empty: " + path);
    std::sort(below.begin(), below.end());
    files.insert(files.end(), below.begin(), below.end());
  }
  return files;
}

void fingerprint_files(fingerprint::Fingerprinter& fingerprinter, const std::vector<std::string>& paths,
                       const std::function<void(const FileResult&)>& each) {
  const std::size_t at_once = std::max(1U, std::thread::hardware_concurrency());
  std::deque<std::future<FileResult>> under_way;
  std::size_t next = 0;
  std::size_t done = 0;
  while (done < paths.size()) {
    while (next < paths.size() && under_way.size() < at_once) {
      under_way.push_back(
          std::async(std::launch::async, fingerprint_one, std::ref(fingerprinter), paths[next++]));
    }
    each(under_way.front().get());
    under_way.pop_front();
    show_progress(++done, paths.size());
  }
}

}  // namespace jium::cli
