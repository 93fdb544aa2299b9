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
  EXPECT_EQ(list->front().fingerprints.at(0).hex(), kPdq);
  EXPECT_EQ(list->front().fingerprints.at(0).quality(), 87);
  EXPECT_EQ(list->front().label, "a picture.png");
}

TEST(HashList, reads_plain_tables_and_local_file_lines_with_comments_and_either_line_end) {
  const auto list = read_hash_list("# known\r\npdq " + kPdq + "\r\n\r\nmd5\t" + kMd5 + "\t\tF-1\n");
  ASSERT_TRUE(list);
  ASSERT_EQ(list->size(), 2U);
  EXPECT_EQ(list->at(0).label, "line 2");
  EXPECT_EQ(list->at(0).fingerprints.at(0).quality(), 100);
  EXPECT_EQ(list->at(1).fingerprints.at(0).algorithm(), fingerprint::Algorithm::md5);
  EXPECT_EQ(list->at(1).label, "F-1");
}

TEST(HashList, lines_of_one_label_that_follow_one_another_are_one_file) {
  const auto list =
      read_hash_list("image\tpdq\t" + kPdq + "\t87\ta\nimage\tmd5\t" + kMd5 + "\t100\ta\nimage\tpdq\t" +
                     kPdq + "\t87\ta\nimage\tpdq\t" + kPdq + "\t87\tb\n");
  ASSERT_TRUE(list);
  ASSERT_EQ(list->size(), 3U) << "a second PDQ is another file, whatever it is called";
  EXPECT_EQ(list->at(0).fingerprints.size(), 2U);
  EXPECT_EQ(list->at(1).label, "a");
  EXPECT_EQ(list->at(2).label, "b");
}

TEST(HashList, lines_without_a_label_are_files_of_their_own) {
  const auto list = read_hash_list("pdq " + kPdq + "\nmd5 " + kMd5 + "\n");
  ASSERT_TRUE(list);
  EXPECT_EQ(list->size(), 2U);
}

TEST(HashList, reads_what_jium_hash_writes_into_a_file) {
  const auto list =
      read_hash_list(R"({"jium":"hash","format":1})"
                     "\n"
                     R"({"file":"a.png","fault":null,"fingerprints":[{"algorithm":"pdq","value":")" +
                     kPdq + R"(","quality":70},{"algorithm":"md5","value":")" + kMd5 +
                     R"(","quality":100}],"stamp":"00"})"
                     "\n"
                     R"({"file":"b.png","fault":{"kind":"malformed","what":"damaged"},"stamp":"01"})"
                     "\n");
  ASSERT_TRUE(list);
  ASSERT_EQ(list->size(), 1U);
  EXPECT_EQ(list->front().label, "a.png");
  ASSERT_EQ(list->front().fingerprints.size(), 2U);
  EXPECT_EQ(list->front().fingerprints.at(0).quality(), 70);
  EXPECT_FALSE(read_hash_list(R"({"file":"a","fingerprints":[{"algorithm":"pdq","value":"00"}]})"));
  EXPECT_FALSE(read_hash_list(R"({"file":"a","fingerprints":7})"));
  EXPECT_FALSE(read_hash_list(R"({"files":[{"file":"a","fingerprints":[]}]})"))
      << "one document of all files";
  EXPECT_FALSE(read_hash_list(R"({"jium":"scan","format":1})")) << "the results of a scan are no list";
}

TEST(HashList, reads_the_frames_of_a_video_as_other_tools_write_them) {
  const auto list = read_hash_list("vpdq [\"" + kPdq + ",100,0.000\", \"" + kPdq + ",90,1.000\"]\n");
  ASSERT_TRUE(list);
  ASSERT_EQ(list->size(), 1U);
  EXPECT_EQ(list->front().fingerprints.at(0).algorithm(), fingerprint::Algorithm::vpdq);
  EXPECT_EQ(list->front().fingerprints.at(0).value().size(), 2 * 41U);
}

TEST(HashList, a_print_that_cannot_be_read_spoils_the_list) {
  EXPECT_FALSE(read_hash_list("picture-print 00ff00ff"));
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
