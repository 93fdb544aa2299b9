#include "jium/exchange/hash_list.h"

#include <gtest/gtest.h>

namespace jium::exchange {
namespace {

const std::string kPdq = std::string(62, '0') + "ff";
const std::string kMd5 = std::string(32, 'a');

TEST(HashList, reads_what_jium_hash_prints_and_passes_over_files_without_a_fingerprint) {
  const auto list =
      read_hash_list("image\tpdq\t" + kPdq + "\t87\ta picture.png\nnone\t-\t-\t-\tbroken.png\tdamaged\n");
  ASSERT_TRUE(list);
  ASSERT_EQ(list->size(), 1U);
  EXPECT_EQ(list->front().fingerprint.hex(), kPdq);
  EXPECT_EQ(list->front().fingerprint.quality(), 87);
  EXPECT_EQ(list->front().label, "a picture.png");
}

TEST(HashList, reads_plain_tables_and_local_file_lines_with_comments_and_either_line_end) {
  const auto list = read_hash_list("# known\r\npdq " + kPdq + "\r\n\r\nmd5\t" + kMd5 + "\t\tF-1\n");
  ASSERT_TRUE(list);
  ASSERT_EQ(list->size(), 2U);
  EXPECT_EQ(list->at(0).label, "line 2");
  EXPECT_EQ(list->at(0).fingerprint.quality(), 100);
  EXPECT_EQ(list->at(1).fingerprint.algorithm(), fingerprint::Algorithm::md5);
  EXPECT_EQ(list->at(1).label, "F-1");
}

TEST(HashList, names_the_line_that_it_cannot_read_and_returns_nothing) {
  const auto short_value = read_hash_list("pdq " + kPdq + "\npdq 00ff\n");
  ASSERT_FALSE(short_value);
  EXPECT_EQ(short_value.fault().kind, FaultKind::malformed);
  EXPECT_TRUE(short_value.fault().what.starts_with("line 2: ")) << short_value.fault().what;
  EXPECT_FALSE(read_hash_list("pdq"));
  EXPECT_FALSE(read_hash_list("crc32 00000000"));
  EXPECT_FALSE(read_hash_list("pdq\t" + kPdq + "\t101"));
}

}  // namespace
}  // namespace jium::exchange
