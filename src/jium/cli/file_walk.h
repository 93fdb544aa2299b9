// The files that somebody named, one at a time: a folder stands for everything in and below it but folders,
// in the order of their paths. Only the names of the folders on the way down are held, so that millions of
// files cost no more memory than the largest folder.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "jium/base/result.h"

namespace jium::cli {

class FileWalk {
 public:
  // What is met on the way: a file, or a folder that cannot be read, with the reason. The walk goes on after
  // either.
  struct Step {
    std::string path;
    std::optional<Fault> fault;
  };

  // Missing for a path that is not there, before any work begins.
  [[nodiscard]] static Result<FileWalk> start(std::vector<std::string> paths);

  // Nothing when all has been seen. Links to folders are not followed, so that the walk ends.
  [[nodiscard]] std::optional<Step> next();

 private:
  struct Entry {
    std::string path;
    bool is_folder = false;
  };
  [[nodiscard]] static Result<std::vector<Entry>> entries_of(const std::string& folder);

  std::vector<Entry> ahead_;  // the next one last
};

}  // namespace jium::cli
