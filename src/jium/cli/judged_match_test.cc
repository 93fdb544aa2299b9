#include "jium/cli/judged_match.h"

#include <gtest/gtest.h>

#include "jium/cli/list_drawn_test.h"

namespace jium::cli {
namespace {

using fingerprint::Algorithm;
using match::Ruling;

class Judging : public InAFolder {
 protected:
  Judging() {
    put("harmless", "pdq\t" + to_hex(value_) + "\t100\ta logo\n");
    harmless_ = std::move(*HarmlessList::read(at("harmless")));
  }
  // Of a file whose PDQ is so far from the harmless one.
  [[nodiscard]] JudgedMatch judged(int from_harmless, const match::Match& match, int quality = 90) const {
    FileResult file =
        file_with({*fingerprint::Fingerprint::make(Algorithm::pdq, changed(value_, from_harmless), quality)});
    return judge(file, {{match, "known"}}, harmless_.get(), floods_).front();
  }

  Bytes value_ = Bytes(32, 0x33);
  std::unique_ptr<HarmlessList> harmless_;
  match::FloodWatch floods_{{.least = 0}};
};

const match::Match kNear{1, Algorithm::pdq, 6, "pdq"};

TEST_F(Judging, what_is_at_least_as_near_to_a_harmless_picture_is_harmless) {
  EXPECT_EQ(judged(5, kNear).ruling, Ruling::harmless);
  EXPECT_EQ(judged(6, kNear).ruling, Ruling::harmless);
  EXPECT_EQ(judged(7, kNear).ruling, Ruling::match);
  const JudgedMatch one = judged(5, kNear);
  ASSERT_TRUE(one.harmless);
  EXPECT_EQ(one.harmless->label, "a logo");
  EXPECT_EQ(one.harmless->distance, 5);
}

TEST_F(Judging, beyond_ten_bits_nothing_is_taken_for_harmless) {
  match::Match far = kNear;
  far.distance = 30;
  EXPECT_EQ(judged(10, far).ruling, Ruling::harmless);
  EXPECT_EQ(judged(11, far).ruling, Ruling::match);
}

TEST_F(Judging, equal_bytes_are_equal_bytes) {
  EXPECT_EQ(judged(0, {1, Algorithm::md5}).ruling, Ruling::match);
  static_cast<void>(floods_.record(1, Instant{}));
  EXPECT_EQ(judged(20, kNear).ruling, Ruling::held);
  EXPECT_EQ(judged(20, {1, Algorithm::md5}).ruling, Ruling::match);
}

TEST_F(Judging, features_without_bits_yield_to_a_harmless_picture) {
  EXPECT_EQ(judged(10, {1, Algorithm::picture_print, 0, "local_features"}).ruling, Ruling::harmless);
  EXPECT_EQ(judged(11, {1, Algorithm::picture_print, 0, "local_features"}).ruling, Ruling::match);
  EXPECT_EQ(judged(10, {1, Algorithm::picture_print, 4, "region"}).ruling, Ruling::match);
}

TEST_F(Judging, a_video_is_not_judged_by_one_picture) {
  EXPECT_EQ(judged(0, {1, Algorithm::video_print, 0, "frames"}).ruling, Ruling::match);
}

TEST_F(Judging, a_file_of_too_little_structure_is_like_no_harmless_one) {
  EXPECT_EQ(judged(0, kNear, 49).ruling, Ruling::match);
}

TEST_F(Judging, the_harmless_are_not_held) {
  static_cast<void>(floods_.record(1, Instant{}));
  EXPECT_EQ(judged(0, kNear).ruling, Ruling::harmless);
}

TEST_F(Judging, what_is_told_says_all_of_it) {
  const auto told = judged_json({judged(5, kNear)});
  EXPECT_EQ(told, (boost::json::array{{{"label", "known"},
                                       {"item", 1},
                                       {"algorithm", "pdq"},
                                       {"distance", 6},
                                       {"witness", "pdq"},
                                       {"sureness", 100},
                                       {"ruling", "harmless"},
                                       {"harmless", {{"label", "a logo"}, {"distance", 5}}}}}));
}

TEST_F(Judging, a_harmless_list_without_a_value_that_counts_is_refused) {
  put("digests", "md5 " + to_hex(Bytes(16, 1)) + "\n");
  put("plain", "pdq\t" + to_hex(value_) + "\t49\n");
  for (const std::string name : {"digests", "plain"})
    EXPECT_EQ(HarmlessList::read(at(name)).fault().kind, FaultKind::malformed);
}

}  // namespace
}  // namespace jium::cli
