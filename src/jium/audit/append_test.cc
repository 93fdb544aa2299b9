#include "jium/audit/append.h"

#include <gtest/gtest.h>

#include "jium/audit/log_fixture.h"

namespace jium::audit {
namespace {

TEST(Append, gives_all_that_a_store_must_write_and_leaves_the_tree_it_was_given_alone) {
  Frontier tree;
  MemoryTiles tiles;
  for (std::uint64_t seq = 0; seq < 257; ++seq) {
    const auto added = append_to(tree, LogFixture::sample_record(99));
    ASSERT_TRUE(added);
    EXPECT_EQ(added->seq, seq);
    EXPECT_EQ(read_record(added->record)->seq, seq);
    EXPECT_EQ(added->leaf, leaf_of(added->nonce, added->record));
    EXPECT_EQ(added->cells.front(), (TileCell{0, seq, added->leaf}));
    EXPECT_EQ(added->cells.size(), seq == 255 ? 2U : 1U) << "a full tile is one hash of the next level";
    EXPECT_EQ(tree.size(), seq);
    tiles.keep(added->cells);
    tree = added->tree;
  }
  EXPECT_EQ(*TreeReader(tiles, 257).root(), tree.root());
}

TEST(Append, of_a_record_with_a_word_that_has_no_place_there_is_refused) {
  Record record = LogFixture::sample_record(0);
  record.actor = "Kim Minji";
  EXPECT_EQ(append_to({}, record).error().kind, FaultKind::malformed);
}

TEST(Append, a_checkpoint_is_due_after_a_thousand_entries_or_a_minute_and_never_for_nothing_new) {
  constexpr std::chrono::seconds kSecond{1};
  EXPECT_FALSE(checkpoint_is_due(5, kStart, 5, kStart + std::chrono::hours{9}));
  EXPECT_FALSE(checkpoint_is_due(5, kStart, 1004, kStart + 59 * kSecond));
  EXPECT_TRUE(checkpoint_is_due(5, kStart, 1005, kStart + kSecond));
  EXPECT_TRUE(checkpoint_is_due(5, kStart, 6, kStart + 60 * kSecond));
  EXPECT_TRUE(checkpoint_is_due(5, kStart, 6, kStart - kSecond)) << "the clock was set back";
}

}  // namespace
}  // namespace jium::audit
