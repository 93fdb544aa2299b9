#include "jium/app/index_folder.h"

#include <linux/magic.h>
#include <sys/vfs.h>

#include <filesystem>

namespace jium::app {
namespace {

// Of the nearest folder on the way to it that is there: a folder that was refused must not have been made.
bool lies_in_memory(std::filesystem::path folder) {
  std::error_code failed;
  folder = std::filesystem::absolute(folder, failed);
  while (!std::filesystem::exists(folder, failed) && folder.has_parent_path() && folder != folder.root_path())
    folder = folder.parent_path();
  struct statfs about {};
  if (::statfs(folder.c_str(), &about) != 0) return false;
  return about.f_type == TMPFS_MAGIC || about.f_type == RAMFS_MAGIC;
}

}  // namespace

Result<std::unique_ptr<match::HashBank>> open_index(const IndexFolder& settings, match::Segment::Check check,
                                                    bool read_only) {
  if (settings.folder.empty()) return std::make_unique<match::HashBank>();
  JIUM_CHECK(may_lie_there(settings));
  return match::HashBank::open(settings.folder, check, read_only);
}

Result<void> may_lie_there(const IndexFolder& settings) {
  if (settings.folder.empty()) return {};
  if (!settings.on_encrypted_disk && !lies_in_memory(settings.folder)) {
    return fault(
        FaultKind::forbidden,
        "index.folder lies on a disk, where its fingerprints could be read: put it in memory (tmpfs, "
        "such as /run/jium/index), or set index.on_encrypted_disk = true if the disk is encrypted");
  }
  return {};
}

}  // namespace jium::app
