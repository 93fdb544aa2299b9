#include "jium/store/failed_sync.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cstdlib>

#include "jium/base/log.h"

namespace jium::store {
namespace {

constexpr int kExitCode = 8;  // something outside failed (docs/operating/command_line.md)

void hear(void*, int code, const char*) {
  if (code != SQLITE_IOERR_FSYNC && code != SQLITE_IOERR_DIR_FSYNC) return;
  log::error("disk_did_not_keep_a_write", {{"code", code}});
  // No destructor may run: closing a database would try to write again.
  std::_Exit(kExitCode);
}

}  // namespace

void end_at_failed_sync() {
  static const int set = sqlite3_config(SQLITE_CONFIG_LOG, &hear, nullptr);
  static_cast<void>(set);
}

Result<void> sync_folder(const std::string& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
  if (descriptor >= 0) ::close(descriptor);
  if (synced) return {};
  return fault(FaultKind::outside, "the data folder does not reach the disk: check the disk");
}

}  // namespace jium::store
