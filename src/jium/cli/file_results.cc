#include "jium/cli/file_results.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <deque>
#include <future>
#include <thread>

#include "jium/cli/file_walk.h"

namespace jium::cli {
namespace {

constexpr std::size_t kWaitingResults = 256;

FileResult fingerprint_one(fingerprint::Fingerprinter& fingerprinter, FileToDo file,
                           fingerprint::Purpose purpose) {
  if (file.fault) return {std::move(file.path), std::nullopt, std::move(file.fault)};
  auto made = fingerprinter.of_file(file.path, purpose);
  if (!made) return {std::move(file.path), std::nullopt, Fault(std::move(made).fault())};
  return {std::move(file.path), std::move(*made), std::nullopt};
}

}  // namespace

Result<std::vector<std::string>> files_of(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    JIUM_TRY(FileWalk walk, FileWalk::start({path}));
    const std::size_t before = files.size();
    while (auto step = walk.next()) {
      if (step->fault) return std::move(*step->fault).within(step->path);
      files.push_back(std::move(step->path));
    }
    if (files.size() == before) return fault(FaultKind::missing, "the folder is empty: " + path);
  }
  return files;
}

FileSource source_of(std::vector<std::string> paths) {
  return [paths = std::move(paths), at = std::size_t{0}]() mutable -> std::optional<FileToDo> {
    if (at == paths.size()) return std::nullopt;
    return FileToDo{paths[at++], std::nullopt};
  };
}

void fingerprint_files(fingerprint::Fingerprinter& fingerprinter, const FileSource& source,
                       const FileWork& work, const std::function<bool(const FileResult&)>& each) {
  boost::asio::thread_pool pool(work.at_once != 0 ? work.at_once
                                                  : std::max(1U, std::thread::hardware_concurrency()));
  std::deque<std::future<FileResult>> under_way;
  bool more = true;
  while (more || !under_way.empty()) {
    while (more && under_way.size() < kWaitingResults) {
      auto file = source();
      more = file.has_value();
      if (!more) break;
      auto task = std::make_shared<std::packaged_task<FileResult()>>(
          [&fingerprinter, purpose = work.purpose, todo = std::move(*file)]() mutable {
            return fingerprint_one(fingerprinter, std::move(todo), purpose);
          });
      under_way.push_back(task->get_future());
      boost::asio::post(pool, [task] { (*task)(); });
    }
    if (under_way.empty()) break;
    const bool go_on = each(under_way.front().get());
    under_way.pop_front();
    if (!go_on) break;
  }
  pool.stop();  // what has not begun need not
  pool.join();
}

}  // namespace jium::cli
