#include "jium/store/key_ring.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "jium/store/scratch_folder.h"

namespace jium::store {
namespace {

TEST(KeyRing, OfOneKeyReadsLikeTheFilesOfOlderVersions) {
  const auto ring = KeyRing::parse("jium key 1 " + std::string(64, 'a') + "\n");
  ASSERT_TRUE(ring);
  EXPECT_EQ(ring->size(), 1U);
  ASSERT_NE(ring->find(1), nullptr);
  EXPECT_EQ(ring->find(1)->at(31), 0xaa);
}

TEST(KeyRing, TellsItsTextAndReadsItBack) {
  const KeyRing three = KeyRing::random().with_next().with_next();
  const auto read = KeyRing::parse(three.text());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->text(), three.text());
  EXPECT_EQ(read->oldest(), 1);
  EXPECT_EQ(read->newest(), 3);
  EXPECT_NE(*read->find(1), *read->find(2));
  EXPECT_NE(*read->find(2), *read->find(3));
}

TEST(KeyRing, RefusesWhatIsNotExactlyAKeyFile) {
  const std::string hex(64, 'a');
  for (const std::string& text :
       {std::string("\n"), "jium key 1 " + hex + "\njium key 1 " + hex,
        "jium key 1 " + hex + "\n\njium key 2 " + hex, "jium key -1 " + hex, "jium key 1" + hex,
        "jium key 99999999999999999999 " + hex, "key 1 " + hex, "jium key 1 " + hex + " "}) {
    EXPECT_FALSE(KeyRing::parse(text)) << text;
  }
}

RC_GTEST_PROP(KeyRing, ReadsAnythingWithoutFalling, (const std::string& text)) {
  (void)KeyRing::parse(text);
  (void)KeyRing::parse("jium key " + text);
}

TEST(KeyRing, IsReplacedWholeAndForItsOwnerAlone) {
  const ScratchFolder folder;
  const std::string path = folder.file("jium.key");
  const KeyRing ring = KeyRing::make(path).value().with_next();
  ASSERT_TRUE(ring.replace(path));
  EXPECT_EQ(KeyRing::read(path)->text(), ring.text());
  struct stat status {};
  ASSERT_EQ(::stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777, 0600U);
  int files = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder.path())) ++files;
  EXPECT_EQ(files, 1) << "nothing is left beside it";
}

}  // namespace
}  // namespace jium::store
