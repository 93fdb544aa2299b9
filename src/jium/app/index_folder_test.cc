#include "jium/app/index_folder.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>

#include "jium/store/scratch_folder.h"

namespace jium::app {
namespace {

TEST(IndexFolder, is_in_memory_when_none_is_named) {
  const auto bank = open_index({});
  ASSERT_TRUE(bank);
  EXPECT_FALSE((*bank)->mark());
}

// /proc is never a disk and never tmpfs, on every machine.
TEST(IndexFolder, is_refused_where_its_fingerprints_could_be_read) {
  const auto bank = open_index({"/proc/jium-index", false});
  ASSERT_FALSE(bank);
  EXPECT_EQ(bank.fault().kind, FaultKind::forbidden);
  EXPECT_NE(bank.fault().what.find("index.on_encrypted_disk"), std::string::npos);
}

TEST(IndexFolder, is_taken_anywhere_when_the_disk_is_said_to_be_encrypted) {
  const store::ScratchFolder folder;
  const auto bank = open_index({folder.path() + "/index", true});
  ASSERT_TRUE(bank) << bank.fault().what;
  EXPECT_TRUE(std::filesystem::exists(folder.path() + "/index/pdq"));
}

TEST(IndexFolder, is_taken_in_memory_without_a_promise) {
  if (!std::filesystem::exists("/dev/shm")) GTEST_SKIP() << "there is no /dev/shm here";
  const std::string folder = "/dev/shm/jium-index-folder-test-" + std::to_string(::getpid());
  {
    const auto bank = open_index({folder, false});
    EXPECT_TRUE(bank) << bank.fault().what;
  }
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace jium::app
