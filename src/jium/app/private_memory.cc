#include "jium/app/private_memory.h"

#include <sys/prctl.h>
#include <sys/resource.h>

#include <fstream>
#include <sstream>

namespace jium::app {
namespace {

// The device mapper names its crypt targets so (Linux, drivers/md/dm-ioctl.c; cryptsetup writes the uuid).
bool is_encrypted(const std::string& device, const std::string& sys) {
  const auto slash = device.rfind('/');
  std::ifstream uuid(sys + "/block/" + device.substr(slash + 1) + "/dm/uuid");
  std::string text;
  return std::getline(uuid, text) && text.starts_with("CRYPT-");
}

}  // namespace

bool keep_memory_private() {
  const rlimit none{0, 0};
  return ::setrlimit(RLIMIT_CORE, &none) == 0 && ::prctl(PR_SET_DUMPABLE, 0) == 0;
}

bool swap_may_be_read() {
  std::ifstream file("/proc/swaps");
  std::ostringstream text;
  text << file.rdbuf();
  return swap_may_be_read(text.str(), "/sys");
}

bool swap_may_be_read(std::string_view swaps, const std::string& sys) {
  std::istringstream lines{std::string(swaps)};
  std::string line, device;
  std::getline(lines, line);  // the heads of the columns
  while (std::getline(lines, line)) {
    std::istringstream columns(line);
    if (!(columns >> device) || device.starts_with("/dev/zram")) continue;
    if (!is_encrypted(device, sys)) return true;
  }
  return false;
}

}  // namespace jium::app
