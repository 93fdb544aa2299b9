#include "jium/base/result.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "jium/base/guarded.h"

namespace jium {
namespace {

Result<int> half(int number) {
  if (number % 2 != 0) return fault(FaultKind::malformed, "an odd number has no half");
  return number / 2;
}

Result<void> must_be_even(int number) {
  JIUM_CHECK(half(number));
  return {};
}

Result<int> quarter(int number) {
  JIUM_TRY(const int once, half(number));
  JIUM_TRY(const int twice, half(once));
  return twice;
}

Result<std::unique_ptr<int>> owned(int number) {
  JIUM_TRY(auto made, Result<std::unique_ptr<int>>(std::make_unique<int>(number)));
  return made;
}

TEST(Result, TryNamesTheValueOrHandsTheFaultOn) {
  EXPECT_EQ(*quarter(12), 3);
  const auto failed = quarter(6);
  ASSERT_FALSE(failed.has_value());
  EXPECT_EQ(failed.fault().kind, FaultKind::malformed);
  EXPECT_EQ(failed.fault().what, "an odd number has no half");
}

TEST(Result, CheckHandsTheFaultOnAndDropsTheValue) {
  EXPECT_TRUE(must_be_even(2).has_value());
  EXPECT_EQ(must_be_even(3).fault().kind, FaultKind::malformed);
}

TEST(Result, AValueThatOnlyMovesGoesThrough) {
  EXPECT_EQ(**owned(7), 7);
}

TEST(Fault, ContextStandsBeforeWhatWentWrong) {
  const Fault told = fault(FaultKind::outside, "no such file").within("reading the rules");
  EXPECT_EQ(told.what, "reading the rules: no such file");
  EXPECT_EQ(told.kind, FaultKind::outside);
}

TEST(Fault, EveryKindHasAName) {
  EXPECT_EQ(name_of(FaultKind::malformed), "malformed");
  EXPECT_EQ(name_of(FaultKind::internal), "internal");
  EXPECT_EQ(name_of(FaultKind::late), "late");
}

TEST(Guarded, ItsValueIsReachedThroughItsLock) {
  Guarded<std::string> guarded("a");
  guarded.lock()->append("b");
  EXPECT_EQ(*guarded.lock(), "ab");
}

}  // namespace
}  // namespace jium
