#include "jium/match/threshold.h"

#include <gtest/gtest.h>

#include <set>

#include "jium/fingerprint/fingerprint.h"

namespace jium::match {
namespace {

TEST(Thresholds, stand_in_the_order_of_their_witnesses) {
  std::set<std::string_view> names{name_of(Witness::local_features)};
  for (std::size_t i = 0; i < kHashThresholds.size(); ++i) {
    EXPECT_EQ(static_cast<std::size_t>(kHashThresholds[i].witness), i);
    names.insert(name_of(kHashThresholds[i].witness));
  }
  EXPECT_EQ(names.size(), 8U);
}

TEST(Thresholds, are_never_stricter_than_plain_pdq_and_never_near_unrelated_pictures) {
  for (const HashThreshold& threshold : kHashThresholds) {
    EXPECT_GE(threshold.alone, fingerprint::kPdqThreshold);
    EXPECT_LE(threshold.alone, 60);
    EXPECT_GT(threshold.supported, threshold.alone);
    EXPECT_LE(threshold.supported, kContradiction.unlike);
  }
}

}  // namespace
}  // namespace jium::match
