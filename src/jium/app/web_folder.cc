#include "jium/app/web_folder.h"

#include <filesystem>

namespace jium::app {

namespace fs = std::filesystem;

bool is_folder(const std::string& path) {
  std::error_code failed;
  return fs::is_directory(path, failed);
}

std::string web_folder_of(const std::string& set) {
  if (!set.empty()) return set;
  std::error_code failed;
  const fs::path binary = fs::read_symlink("/proc/self/exe", failed);
  if (failed) return {};
  const fs::path beside = binary.parent_path().parent_path() / "share" / "jium" / "web";
  return is_folder(beside.string()) ? beside.string() : std::string();
}

Result<http::WebFiles> web_files_of(const std::string& set, const std::string& face) {
  const std::string folder = web_folder_of(set) + "/" + face;
  if (web_folder_of(set).empty() || !is_folder(folder)) return http::WebFiles();
  return http::WebFiles::read(folder);
}

}  // namespace jium::app
