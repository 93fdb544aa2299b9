#include "jium/desk/send_letter.h"

#include <gmock/gmock.h>

#include "jium/desk/desk_fixture.h"
#include "jium/desk/register_footage.h"
#include "jium/store/sightings.h"

namespace jium::desk {
namespace {

using removal::DeliveryOutcome;
using removal::LetterState;
using removal::RequestState;
using store::AlarmKind;
using testing::ElementsAre;
using testing::IsEmpty;

class SendLetter : public DeskFixture {
 protected:
  void SetUp() override {
    register_one(open_a_case().id);
    const auto seen = see("https://site.example/v/1", {pdq(3)}).value();
    name_operator("site.example");
    request = must(confirm(must(draft(seen.sighting.id)).id)).id;
    letter = letter_of(request).id;
    take_due_jobs();
  }

  LetterState state() { return letter_of(request).delivery.state; }
  Result<removal::RemovalRequest> settle_doubt_as(const Actor& actor, bool was_delivered) {
    return write([&](auto& tx) { return settle_doubt(desk, tx, actor, request, was_delivered); });
  }
  // Handed over by a sender that then died, and found by the next.
  void let_it_be_doubted() {
    must(hand_over(letter, must(begin(letter))->attempt));
    EXPECT_TRUE(must(begin(letter))->doubted);
  }

  removal::RequestId request;
  removal::LetterId letter;
};

TEST_F(SendLetter, TakenByTheMailServerTheRequestIsSentAndItsClockRuns) {
  const int attempt = must(begin(letter))->attempt;
  must(hand_over(letter, attempt));
  EXPECT_EQ(load(request).state, RequestState::confirmed);
  clock.tick(std::chrono::seconds{3});
  must(settle(letter, attempt, DeliveryOutcome::accepted));
  EXPECT_EQ(state(), LetterState::delivered);
  EXPECT_EQ(load(request).sent_at, clock.now());
  EXPECT_FALSE(must(begin(letter)).has_value()) << "there is nothing left to do";
  clock.tick(std::chrono::hours{24});
  EXPECT_THAT(take_due_jobs(),
              testing::UnorderedElementsAre(store::JobKind::end_clock, store::JobKind::check_place,
                                            store::JobKind::climb_ladder));
}

TEST_F(SendLetter, RefusedByTheMailServerTheRequestIsRefusedAndAnOfficerKnows) {
  must(settle(letter, must(begin(letter))->attempt, DeliveryOutcome::refused));
  EXPECT_EQ(state(), LetterState::refused);
  EXPECT_EQ(load(request).state, RequestState::refused);
  EXPECT_FALSE(load(request).sent_at.has_value());
  EXPECT_THAT(alarms(), testing::UnorderedElementsAre(AlarmKind::letter_refused, AlarmKind::ladder_waits));
  EXPECT_FALSE(must(begin(letter)).has_value());
}

TEST_F(SendLetter, PostponedItIsQueuedAndMayBeginAgain) {
  must(settle(letter, must(begin(letter))->attempt, DeliveryOutcome::postponed));
  EXPECT_EQ(state(), LetterState::queued);
  EXPECT_EQ(must(begin(letter))->attempt, 2);
  EXPECT_THAT(alarms(), IsEmpty());
}

TEST_F(SendLetter, ASenderThatDiedBeforeHandingOverIsSucceeded) {
  const int first = must(begin(letter))->attempt;
  const int second = must(begin(letter))->attempt;
  EXPECT_EQ(fault_of(hand_over(letter, first)), FaultKind::late) << "it was only slow";
  must(hand_over(letter, second));
  EXPECT_EQ(fault_of(settle(letter, first, DeliveryOutcome::unknown)), FaultKind::late);
  EXPECT_EQ(state(), LetterState::handed_over) << "the doubt of the first is not one about the second";
}

TEST_F(SendLetter, AfterHandingOverNobodySendsItAgainUnasked) {
  let_it_be_doubted();
  EXPECT_EQ(state(), LetterState::unconfirmed);
  EXPECT_FALSE(must(begin(letter)).has_value());
  EXPECT_THAT(alarms(), ElementsAre(AlarmKind::letter_unconfirmed));
  EXPECT_EQ(load(request).state, RequestState::confirmed);
}

TEST_F(SendLetter, ADoubtSettledAsDeliveredSendsTheRequest) {
  let_it_be_doubted();
  EXPECT_EQ(fault_of(settle_doubt_as(stranger, true)), FaultKind::missing);
  EXPECT_EQ(must(settle_doubt_as(officer, true)).state, RequestState::sent);
  EXPECT_EQ(state(), LetterState::delivered);
  EXPECT_EQ(fault_of(settle_doubt_as(officer, true)), FaultKind::conflict);
}

TEST_F(SendLetter, ADoubtSettledAsNotDeliveredQueuesTheLetterWithAJob) {
  let_it_be_doubted();
  EXPECT_EQ(must(settle_doubt_as(officer, false)).state, RequestState::confirmed);
  EXPECT_EQ(state(), LetterState::queued);
  EXPECT_THAT(take_due_jobs(), ElementsAre(store::JobKind::send_letter));
  EXPECT_EQ(must(begin(letter))->attempt, 2);
}

TEST_F(SendLetter, TheServersLateAnswerEndsTheDoubt) {
  const int attempt = must(begin(letter))->attempt;
  must(hand_over(letter, attempt));
  must(begin(letter));
  must(settle(letter, attempt, DeliveryOutcome::refused));
  EXPECT_EQ(state(), LetterState::refused);
  EXPECT_EQ(load(request).state, RequestState::refused);
}

TEST_F(SendLetter, WithoutADoubtThereIsNothingToSettle) {
  EXPECT_EQ(fault_of(settle_doubt_as(officer, true)), FaultKind::conflict);
  EXPECT_EQ(state(), LetterState::queued);
}

TEST_F(SendLetter, StaysWhenItsGroundHasGoneSinceItWasConfirmed) {
  const auto where = load(request).sighting;
  const auto footage =
      must(read([&](auto& tx) { return store::load_sighting(tx, officer.organisation, where); })).footage;
  must(write([&](auto& tx) { return withdraw_footage(desk, tx, officer, footage); }));
  EXPECT_FALSE(must(begin(letter)).has_value());
  EXPECT_EQ(state(), LetterState::refused);
  EXPECT_EQ(load(request).state, RequestState::refused);
  EXPECT_THAT(history(load(request).the_case), testing::Contains(casework::Event::letter_withheld));
  EXPECT_THAT(alarms(), testing::Contains(store::AlarmKind::letter_withheld));
}

TEST_F(SendLetter, ThatCannotLeaveIsWrittenDownAtOnceAndRaisesAnAlarmWhenItGoesOn) {
  for (int attempt = 1; attempt <= 4; ++attempt) {
    EXPECT_EQ(must(begin(letter))->attempt, attempt);
    must(settle(letter, attempt, DeliveryOutcome::postponed));
    EXPECT_EQ(state(), LetterState::queued);
    EXPECT_EQ(history(load(request).the_case).back(), casework::Event::letter_postponed);
    if (attempt < 3) {
      EXPECT_THAT(alarms(), IsEmpty());
    }
  }
  EXPECT_THAT(alarms(), ElementsAre(AlarmKind::letter_postponed)) << "once";
}

TEST_F(SendLetter, ALateAcceptanceIsTheBetterWordUntilSomebodyBeginsAgain) {
  const int attempt = must(begin(letter))->attempt;
  must(hand_over(letter, attempt));
  EXPECT_TRUE(must(begin(letter))->doubted);
  must(settle_doubt_as(officer, false));
  must(settle(letter, attempt, DeliveryOutcome::accepted));
  EXPECT_EQ(state(), LetterState::delivered);
  EXPECT_FALSE(must(begin(letter)).has_value()) << "and it is not sent a second time";
}

}  // namespace
}  // namespace jium::desk
