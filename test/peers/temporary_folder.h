// A folder of its own for a test, private to this user, gone with the object.
#pragma once

#include <filesystem>
#include <string>

#include "jium/base/result.h"

namespace jium::peers {

class TemporaryFolder {
 public:
  // Under the system's folder for temporary files. Outside when it cannot be made.
  [[nodiscard]] static Result<TemporaryFolder> make();

  TemporaryFolder(TemporaryFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  TemporaryFolder& operator=(TemporaryFolder&&) = delete;
  ~TemporaryFolder();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  explicit TemporaryFolder(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
};

// A file that exists only when this worked, readable by its owner alone.
[[nodiscard]] Result<void> write_file(const std::filesystem::path& path, std::string_view content);
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path);

}  // namespace jium::peers
