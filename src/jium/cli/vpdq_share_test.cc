#include "jium/cli/vpdq_share.h"

#include <gtest/gtest.h>

#include "jium/fingerprint/vpdq_value.h"

namespace jium::cli {
namespace {

using fingerprint::Fingerprint;

// Frames told by one letter each; a capital one is of too low a quality.
std::vector<match::Bits256> frames(std::string_view letters) {
  std::vector<fingerprint::FrameHash> list;
  for (const char letter : letters) {
    fingerprint::FrameHash& one = list.emplace_back();
    one.number = static_cast<std::int64_t>(list.size());
    // Multiplied, so that two letters lie far apart.
    for (std::size_t i = 0; i < one.pdq.bits.size(); ++i)
      one.pdq.bits[i] = static_cast<std::uint8_t>(letter * (131 + 2 * static_cast<int>(i)) * 7);
    one.pdq.quality = letter < 'a' ? 49 : 50;
  }
  return vpdq_frames_of(
      {*Fingerprint::make(fingerprint::Algorithm::vpdq, fingerprint::write_frames(list), 100)});
}

TEST(VpdqShares, each_side_counts_its_own_different_good_frames) {
  const auto shares = vpdq_shares(frames("aabcX"), frames("axyzw"));
  ASSERT_TRUE(shares);
  EXPECT_EQ(vpdq_json(*shares),
            (boost::json::object{
                {"query_percent", 33.33}, {"known_percent", 20.0}, {"distance", 31}, {"quality", 50}}));
}

TEST(VpdqShares, there_are_none_unless_both_have_frames) {
  EXPECT_FALSE(vpdq_shares({}, frames("a")));
  EXPECT_FALSE(vpdq_shares(frames("a"), {}));
  EXPECT_FALSE(vpdq_shares(frames("A"), frames("a"))) << "none that counts is none";
  EXPECT_TRUE(vpdq_frames_of({*Fingerprint::make(fingerprint::Algorithm::pdq, Bytes(32, 1), 90)}).empty());
}

}  // namespace
}  // namespace jium::cli
