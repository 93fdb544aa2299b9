#include "jium/casework/assignment.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace jium::casework {
namespace {

using std::chrono::hours;

Instant at(int hour) {
  return Instant{} + hours{24 * 20000 + hour};
}

Assignment assigned(std::optional<Instant> until = std::nullopt) {
  Assignment assignment;
  assignment.assigned_at = at(10);
  assignment.until = until;
  return assignment;
}

TEST(Assignment, HoldsFromItsFirstMomentUntilItsEndWhichIsNotPartOfIt) {
  EXPECT_FALSE(holds(assigned(), at(10) - Duration{1}));
  EXPECT_TRUE(holds(assigned(), at(10)));
  EXPECT_TRUE(holds(assigned(), at(100'000)));
  EXPECT_TRUE(holds(assigned(at(12)), at(12) - Duration{1}));
  EXPECT_FALSE(holds(assigned(at(12)), at(12)));
}

TEST(Assignment, DoesNotHoldOnceItIsTakenBackAndIsTakenBackOnce) {
  Assignment assignment = assigned();
  ASSERT_TRUE(release(assignment, "K-1", at(11)).has_value());
  EXPECT_EQ(assignment.released_at, at(11));
  EXPECT_EQ(assignment.released_by, "K-1");
  EXPECT_FALSE(holds(assignment, at(11)));
  EXPECT_EQ(release(assignment, "K-2", at(12)).fault().kind, FaultKind::conflict);
  EXPECT_EQ(assignment.released_by, "K-1");
}

TEST(Assignment, OfWhichTheEndHasComeIsNotTakenBack) {
  Assignment assignment = assigned(at(12));
  EXPECT_EQ(release(assignment, "K-1", at(12)).fault().kind, FaultKind::conflict);
}

TEST(Assignment, EndsAfterItBeginsAndWithinAYear) {
  EXPECT_TRUE(check(assigned()).has_value());
  EXPECT_TRUE(check(assigned(at(10) + Duration{1})).has_value());
  EXPECT_EQ(check(assigned(at(10))).fault().kind, FaultKind::malformed);
  EXPECT_TRUE(check(assigned(at(10 + 366 * 24))).has_value());
  EXPECT_EQ(check(assigned(at(10 + 366 * 24) + Duration{1})).fault().kind, FaultKind::malformed);
}

RC_GTEST_PROP(Assignment, OnceOverStaysOver, ()) {
  Assignment assignment = assigned();
  if (*rc::gen::arbitrary<bool>()) assignment.until = at(10 + *rc::gen::inRange(1, 50));
  if (*rc::gen::arbitrary<bool>()) (void)release(assignment, "K-1", at(10 + *rc::gen::inRange(0, 50)));
  const int first = *rc::gen::inRange(10, 80);
  const int later = first + *rc::gen::inRange(0, 80);
  RC_ASSERT(holds(assignment, at(first)) || !holds(assignment, at(later)));
}

}  // namespace
}  // namespace jium::casework
