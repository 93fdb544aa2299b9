#include "jium/cli/known_list.h"

#include <gtest/gtest.h>

#include "jium/cli/list_drawn_test.h"
#include "jium/cli/list_folder.h"

namespace jium::cli {
namespace {

using fingerprint::Algorithm;

class KnownLists : public InAFolder {
 protected:
  [[nodiscard]] std::size_t found(const KnownList& known, int bits_apart) const {
    return known.matches_of(file_with({made(Algorithm::pdq, changed(value_, bits_apart))})).size();
  }
  Bytes value_ = Bytes(32, 0x5a);
};

TEST_F(KnownLists, a_radius_is_the_farthest_that_matches_in_a_list_and_in_a_folder) {
  put("list", "pdq " + to_hex(value_) + "\n");
  ASSERT_TRUE(build_list_folder(at("list"), at("folder"), [](std::uint64_t, int) {}));
  for (const std::string against : {"list", "folder"}) {
    for (const int radius : {0, 10, 31, 47}) {
      const auto known = KnownList::read(at(against), radius);
      ASSERT_TRUE(known) << known.fault().what;
      EXPECT_EQ(found(**known, radius), 1U) << against << radius;
      EXPECT_EQ(found(**known, radius + 1), 0U) << against << radius;
    }
  }
}

TEST_F(KnownLists, what_is_no_list_is_refused) {
  EXPECT_EQ(KnownList::read(at("nothing")).fault().kind, FaultKind::outside);
  put("empty", "# only words\n");
  EXPECT_EQ(KnownList::read(at("empty")).fault().kind, FaultKind::malformed);
  EXPECT_EQ(KnownList::read(place_.string()).fault().kind, FaultKind::missing);
}

TEST_F(KnownLists, a_video_without_frames_in_common_has_no_percentages) {
  std::mt19937_64 random(4);
  DrawnList list;
  list.add(made(Algorithm::vpdq, drawn_video(random, 6)));
  list.add(made(Algorithm::md5, Bytes(16, 1)), true);
  put("list", list.text);
  const auto known = KnownList::read(at("list"));
  ASSERT_TRUE(known);
  const auto digest_alone = (*known)->matches_of(file_with({list.items[0][1]}));
  ASSERT_EQ(digest_alone.size(), 1U);
  EXPECT_FALSE(digest_alone[0].vpdq);
  const auto with_other_frames =
      (*known)->matches_of(file_with({made(Algorithm::vpdq, drawn_video(random, 6)), list.items[0][1]}));
  ASSERT_EQ(with_other_frames.size(), 1U);
  ASSERT_TRUE(with_other_frames[0].vpdq);
  EXPECT_EQ(with_other_frames[0].vpdq->query, 0);
}

}  // namespace
}  // namespace jium::cli
