#include "jium/removal/batch.h"

#include <gtest/gtest.h>

namespace jium::removal {
namespace {

using namespace std::chrono_literals;

constexpr Instant kNow{std::chrono::hours{500'000}};

TEST(Batch, IsConfirmedOnceAndItsLettersWaitForTheWindow) {
  Batch batch;
  ASSERT_TRUE(confirm(batch, "U-1", 60s, kNow).has_value());
  EXPECT_EQ(batch.state, BatchState::confirmed);
  EXPECT_EQ(batch.leaves_at, kNow + 60s);
  EXPECT_EQ(batch.confirmed_by, "U-1");
  EXPECT_EQ(confirm(batch, "U-1", 60s, kNow).fault().kind, FaultKind::conflict);
}

TEST(Batch, AWindowIsNoTimeAtAllToADay) {
  for (const Duration window : {Duration{-1}, Duration{kLongestUndoWindow} + 1ms}) {
    Batch batch;
    EXPECT_EQ(confirm(batch, "U-1", window, kNow).fault().kind, FaultKind::malformed);
    EXPECT_EQ(batch.state, BatchState::prepared);
  }
  EXPECT_TRUE(check_undo_window(0s).has_value());
  EXPECT_TRUE(check_undo_window(24h).has_value());
}

TEST(Batch, IsUndoneOnlyWhileNoLetterHasBegunToLeave) {
  Batch batch;
  EXPECT_EQ(undo(batch, 0, kNow).fault().kind, FaultKind::conflict) << "not confirmed";
  ASSERT_TRUE(confirm(batch, "U-1", 60s, kNow).has_value());
  EXPECT_EQ(undo(batch, 1, kNow).fault().kind, FaultKind::conflict);
  EXPECT_EQ(batch.state, BatchState::confirmed);
  ASSERT_TRUE(undo(batch, 0, kNow + 1h).has_value()) << "nobody has come to send them";
  EXPECT_EQ(batch.state, BatchState::undone);
  EXPECT_EQ(batch.undone_at, kNow + 1h);
  EXPECT_EQ(undo(batch, 0, kNow).fault().kind, FaultKind::conflict);
  EXPECT_EQ(confirm(batch, "U-1", 60s, kNow).fault().kind, FaultKind::conflict);
}

}  // namespace
}  // namespace jium::removal
