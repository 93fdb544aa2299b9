#include "jium/casework/vigil.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace jium::casework {
namespace {

using namespace std::chrono_literals;

Case opened() {
  Case the_case;
  the_case.id = CaseId(7);
  return the_case;
}

Vigil begun(bool told = true) {
  return begin_vigil(opened(), VigilLanguage::ko, 30, told, Instant{}).value();
}

TEST(Vigil, StatementsFallDueInTurn) {
  Vigil vigil = begun();
  EXPECT_EQ(vigil.due_at, Instant{} + 24h * 30);
  ASSERT_TRUE(note_statement(vigil, Instant{} + 24h * 31));
  EXPECT_EQ(vigil.counted_from, Instant{} + 24h * 31);
  EXPECT_EQ(vigil.due_at, Instant{} + 24h * 61);
}

TEST(Vigil, WhoeverDoesNotWantToBeToldIsNotToldAndStillWatchedOver) {
  Vigil vigil = begun(false);
  EXPECT_EQ(vigil.state, VigilState::paused);
  EXPECT_EQ(vigil.due_at, std::nullopt);
  EXPECT_EQ(note_statement(vigil, Instant{}).fault().kind, FaultKind::conflict);
  EXPECT_TRUE(is_on(vigil));
  ASSERT_TRUE(resume(vigil, Instant{} + 1h));
  EXPECT_EQ(vigil.due_at, Instant{} + 1h + 24h * 30);
  ASSERT_TRUE(pause(vigil));
  EXPECT_TRUE(note_found(vigil, "S-1", Instant{} + 2h)) << "an alarm all the same";
}

TEST(Vigil, AfterAMatchNothingIsCalm) {
  Vigil vigil = begun();
  EXPECT_TRUE(note_found(vigil, "S-1", Instant{} + 2h));
  EXPECT_FALSE(note_found(vigil, "S-2", Instant{} + 3h)) << "the first is named";
  EXPECT_EQ(vigil.found, "S-1");
  for (const auto& result : {note_statement(vigil, Instant{}), pause(vigil), resume(vigil, Instant{}),
                             end(vigil, Instant{})}) {
    ASSERT_FALSE(result);
    EXPECT_NE(result.fault().what.find("something was found"), std::string::npos);
  }
}

TEST(Vigil, OneIsNotBegunForAClosedCaseOrTooOften) {
  EXPECT_EQ(begin_vigil(opened(), VigilLanguage::en, 6, true, Instant{}).fault().kind, FaultKind::malformed);
  EXPECT_EQ(begin_vigil(opened(), VigilLanguage::en, 367, true, Instant{}).fault().kind, FaultKind::malformed);
  Case closed = opened();
  closed.state = CaseState::closed;
  EXPECT_EQ(begin_vigil(closed, VigilLanguage::en, 30, true, Instant{}).fault().kind, FaultKind::conflict);
}

RC_GTEST_PROP(Vigil, AStatementIsDueExactlyWhileItIsOpen, ()) {
  Vigil vigil = begun(*rc::gen::arbitrary<bool>());
  Instant at{};
  bool found = false;
  for (const int verb : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 5))) {
    at += 1h;
    if (verb == 0) static_cast<void>(pause(vigil));
    if (verb == 1) static_cast<void>(resume(vigil, at));
    if (verb == 2) RC_ASSERT(note_statement(vigil, at).has_value() == vigil.due_at.has_value());
    if (verb == 3) static_cast<void>(end(vigil, at));
    if (verb == 4) found = note_found(vigil, "S-1", at) || found;
    RC_ASSERT(vigil.due_at.has_value() == (vigil.state == VigilState::open));
    RC_ASSERT(vigil.ended_at.has_value() != is_on(vigil));
    RC_ASSERT((vigil.state == VigilState::found) == found);
  }
}

}  // namespace
}  // namespace jium::casework
