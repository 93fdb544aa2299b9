#include "jium/app/private_memory.h"

#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "jium/store/scratch_folder.h"

namespace jium::app {
namespace {

TEST(PrivateMemory, LeavesNoCoreAndLetsNobodyLook) {
  const pid_t child = ::fork();
  if (child == 0) {
    rlimit core{1, 1};
    const bool kept = keep_memory_private() && ::getrlimit(RLIMIT_CORE, &core) == 0 && core.rlim_cur == 0 &&
                      core.rlim_max == 0 && ::prctl(PR_GET_DUMPABLE) == 0;
    ::_exit(kept ? 0 : 1);
  }
  int status = 1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

TEST(PrivateMemory, KnowsSwapThatOthersMayRead) {
  const std::string heads = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n";
  const store::ScratchFolder sys;
  std::filesystem::create_directories(sys.path() + "/block/dm-1/dm");
  std::ofstream(sys.path() + "/block/dm-1/dm/uuid") << "CRYPT-PLAIN-swap\n";
  std::filesystem::create_directories(sys.path() + "/block/dm-2/dm");
  std::ofstream(sys.path() + "/block/dm-2/dm/uuid") << "LVM-abcdef\n";
  EXPECT_FALSE(swap_may_be_read("", sys.path()));
  EXPECT_FALSE(swap_may_be_read(heads, sys.path()));
  EXPECT_FALSE(
      swap_may_be_read(heads + "/dev/zram0 partition 1 0 5\n/dev/dm-1 partition 1 0 -2\n", sys.path()));
  EXPECT_TRUE(swap_may_be_read(heads + "/dev/dm-2 partition 1 0 -2\n", sys.path()));
  EXPECT_TRUE(swap_may_be_read(heads + "/dev/dm-1 partition 1 0 -2\n/swapfile file 1 0 -3\n", sys.path()));
}

}  // namespace
}  // namespace jium::app
