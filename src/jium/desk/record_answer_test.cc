#include "jium/desk/record_answer.h"

#include <gmock/gmock.h>

#include "jium/desk/desk_fixture.h"

namespace jium::desk {
namespace {

using namespace std::chrono_literals;
using removal::Answer;
using removal::RequestState;
using store::AlarmKind;
using testing::ElementsAre;
using testing::IsEmpty;

class RecordAnswerTest : public DeskFixture {
 protected:
  void end_the_clock(removal::RequestId id) {
    must(write([&](auto& tx) { return end_clock(desk, tx, id); }));
  }
};

TEST_F(RecordAnswerTest, AClaimIsLookedAtAtOnce) {
  const auto request = sent_request();
  take_due_jobs();
  clock.tick(1h);
  EXPECT_EQ(must(answer(request.id, Answer::removed)).state, RequestState::removed);
  EXPECT_THAT(take_due_jobs(), ElementsAre(store::JobKind::check_place));
}

TEST_F(RecordAnswerTest, TheClockEndsAtItsHourOnce) {
  const auto request = sent_request();
  take_due_jobs();
  clock.tick(24h - 1ms);
  EXPECT_THAT(take_due_jobs(), IsEmpty());
  end_the_clock(request.id);
  EXPECT_EQ(load(request.id).state, RequestState::sent);
  clock.tick(1ms);
  EXPECT_THAT(take_due_jobs(), testing::Contains(store::JobKind::end_clock));
  end_the_clock(request.id);
  EXPECT_EQ(load(request.id).state, RequestState::overdue);
  end_the_clock(request.id);
  EXPECT_THAT(alarms(), testing::ElementsAre(AlarmKind::request_overdue));
}

TEST_F(RecordAnswerTest, AnAcknowledgedRequestIsHeldToItsClockToo) {
  const auto request = sent_request();
  must(answer(request.id, Answer::acknowledged));
  clock.tick(24h);
  end_the_clock(request.id);
  EXPECT_EQ(load(request.id).state, RequestState::overdue);
}

TEST_F(RecordAnswerTest, AWordAloneDoesNotStopTheClock) {
  const auto request = sent_request();
  must(answer(request.id, Answer::removed));
  clock.tick(48h);
  end_the_clock(request.id);
  EXPECT_EQ(load(request.id).state, RequestState::overdue);
  EXPECT_THAT(alarms(), testing::ElementsAre(store::AlarmKind::request_overdue));
}

TEST_F(RecordAnswerTest, AnotherOrganisationsRequestIsMissing) {
  const auto request = sent_request();
  EXPECT_EQ(
      fault_of(write([&](auto& tx) {
        return record_answer(desk, tx, stranger, {request.id, Answer::refused, Secret<std::string>("")});
      })),
      FaultKind::missing);
}

TEST_F(RecordAnswerTest, TheOperatorsWordsAreKeptWithoutResidentNumbers) {
  const auto request = sent_request();
  const auto say = [&](const std::string& words) {
    return write([&](auto& tx) {
      return record_answer(desk, tx, officer, {request.id, Answer::acknowledged, Secret<std::string>(words)});
    });
  };
  EXPECT_EQ(fault_of(say("about 900101-1234567")), FaultKind::malformed);
  EXPECT_EQ(fault_of(say(std::string(2001, 'a'))), FaultKind::malformed);
  EXPECT_EQ(load(request.id).state, RequestState::sent);
  must(say("we are looking into it"));
  const auto view = must(read([&](auto& tx) { return show_case(desk, tx, officer, request.the_case); }));
  EXPECT_EQ(view.history.back().note.reveal(), "we are looking into it");
  EXPECT_EQ(view.history.back().actor, officer.text());
}

}  // namespace
}  // namespace jium::desk
