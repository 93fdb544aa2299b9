#include "peers/temporary_folder.h"

#include <sys/stat.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <system_error>

namespace jium::peers {

namespace fs = std::filesystem;

Result<TemporaryFolder> TemporaryFolder::make() {
  std::error_code problem;
  std::string path = (fs::temp_directory_path(problem) / "jium-XXXXXX").string();
  if (problem || ::mkdtemp(path.data()) == nullptr) {
    return fault(FaultKind::outside, "no temporary folder could be made: check TMPDIR and the free space");
  }
  return TemporaryFolder(path);
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  if (!path_.empty()) fs::remove_all(path_, ignored);
}

Result<void> write_file(const fs::path& path, std::string_view content) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(content.data(), static_cast<std::streamsize>(content.size()));
  out.close();
  if (!out || ::chmod(path.c_str(), S_IRUSR | S_IWUSR) != 0) {
    return fault(FaultKind::outside, "a test file could not be written: check the free space");
  }
  return {};
}

Result<std::string> read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return fault(FaultKind::missing, "a test file is not there");
  return std::string(std::istreambuf_iterator<char>(in), {});
}

}  // namespace jium::peers
