// A file that is whole or as it was before: written beside itself, brought to the disk, then put in its place
// (rename(2), and the folder synced so that the name lasts). Mode 0600.
#pragma once

#include <string>
#include <string_view>

#include "jium/base/result.h"

namespace jium::cli {

// Outside, naming the path, when it cannot be written.
[[nodiscard]] Result<void> replace_file(const std::string& path, std::string_view text);

// Held while it lives, so that two programs do not write the same files. Busy when another holds it.
class FileLock {
 public:
  [[nodiscard]] static Result<FileLock> take(const std::string& path);
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&&) = delete;
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  ~FileLock();

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace jium::cli
