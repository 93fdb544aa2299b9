#include "jium/app/data_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace jium::app {

Result<DataLock> DataLock::take(const std::string& data_folder) {
  const std::string path = data_folder + "/jium.lock";
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0)
    return fault(FaultKind::outside,
                 "the data folder cannot be written to: run this as the user that jium runs as");
  DataLock lock(descriptor);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0)
    return fault(FaultKind::conflict,
                 "another `jium backup` or `jium rotate-keys` is at work: let it finish first");
  return lock;
}

DataLock::~DataLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace jium::app
