#include "jium/desk/keep_task.h"

#include <gmock/gmock.h>

#include "jium/desk/desk_fixture.h"
#include "jium/store/ladders.h"

namespace jium::desk {
namespace {

using removal::RequestState;
using removal::TaskKind;
using removal::TaskState;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

class Tasks : public DeskFixture {
 protected:
  removal::RemovalRequest confirmed_request() {
    register_one(open_a_case().id);
    const auto sighting = see("https://site.example/v/1", {pdq(3)}).value().sighting;
    name_operator("site.example");
    return must(confirm(must(draft(sighting.id)).id));
  }
  removal::Task open(const removal::RemovalRequest& request, TaskKind kind) {
    return must(write([&](auto& tx) {
      return open_task(desk, tx,
                       {.organisation = request.organisation,
                        .kind = kind,
                        .the_case = request.the_case,
                        .request = request.id,
                        .subject = request.id.text()});
    }));
  }
  Result<removal::Task> finish(removal::TaskId id, TaskState end, const std::string& words = "",
                               const std::string& receipt = "") {
    return write([&](auto& tx) {
      return finish_task(desk, tx, officer, id,
                         {end, Secret<std::string>(words), Secret<std::string>(receipt)});
    });
  }
  std::vector<removal::Task> open_ones(const Actor& actor) {
    return must(read([&](auto& tx) { return list_tasks(desk, tx, actor, true); }));
  }
};

TEST_F(Tasks, OneThatIsOpenAboutTheSameIsNotOpenedTwice) {
  const auto request = confirmed_request();
  const auto first = open(request, TaskKind::fill_form);
  EXPECT_EQ(open(request, TaskKind::fill_form).id, first.id);
  EXPECT_NE(open(request, TaskKind::look_at_reply).id, first.id);
  EXPECT_EQ(first.due_at, clock.now() + std::chrono::hours{24});
  must(finish(first.id, TaskState::declined, "their form is gone"));
  EXPECT_NE(open(request, TaskKind::fill_form).id, first.id);
}

TEST_F(Tasks, SentByHandStartsTheClockAndKeepsTheReceipt) {
  const auto request = confirmed_request();
  const auto task = open(request, TaskKind::send_otherwise);
  EXPECT_THAT(history(request.the_case), Contains(casework::Event::task_opened));
  must(finish(task.id, TaskState::done, "by registered post", "RR 4711 KR"));
  const auto sent = load(request.id);
  EXPECT_EQ(sent.state, RequestState::sent);
  EXPECT_EQ(sent.due_at, clock.now() + must(rules.rule_by_id(sent.rule)).clock);
  EXPECT_THAT(history(request.the_case), Contains(casework::Event::request_sent_by_hand));
  EXPECT_EQ(fault_of(finish(task.id, TaskState::done)), FaultKind::conflict);
  clock.tick(std::chrono::hours{24});
  EXPECT_THAT(take_due_jobs(), Contains(store::JobKind::check_place)) << "its place is looked at";
}

TEST_F(Tasks, DeclinedNothingGoesOutAnyMore) {
  const auto request = confirmed_request();
  must(finish(open(request, TaskKind::fill_form).id, TaskState::declined, "they want an account"));
  EXPECT_EQ(load(request.id).state, RequestState::refused);
  const auto ladder = must(read([&](auto& tx) { return store::ladder_of(tx, request.sighting); }));
  EXPECT_EQ(ladder->ladder.step(removal::Rung::site_operator)->ended_by, removal::StepEnd::refused)
      << "and whoever comes next is asked";
}

TEST_F(Tasks, ADoubtIsSettledByItsTask) {
  const auto request = confirmed_request();
  const auto letter = letter_of(request.id).id;
  const int attempt = must(begin(letter)).value().attempt;
  must(hand_over(letter, attempt));
  must(settle(letter, attempt, removal::DeliveryOutcome::unknown));
  must(finish(open(request, TaskKind::look_at_doubt).id, TaskState::done, "it is in the sent mail"));
  EXPECT_EQ(letter_of(request.id).delivery.state, removal::LetterState::delivered);
  EXPECT_EQ(load(request.id).state, RequestState::sent);
}

TEST_F(Tasks, HaveEveryValueReadyAndNeverTheAddress) {
  const auto request = confirmed_request();
  const auto task = open(request, TaskKind::fill_form);
  const auto view = must(read([&](auto& tx) { return show_task(desk, tx, officer, task.id); }));
  EXPECT_EQ(view.sighting, request.sighting);
  std::string all;
  for (const TaskValue& one : view.values) all += one.what + "=" + one.value + "\n";
  EXPECT_THAT(all, HasSubstr("reference=" + request.id.text()));
  EXPECT_THAT(all, HasSubstr("contact_mail=help@centre.example"));
  EXPECT_THAT(all, HasSubstr("legal_basis="));
  EXPECT_THAT(all, Not(HasSubstr("site.example/v/1")));
  EXPECT_THAT(all, Not(HasSubstr("heron")));
}

TEST_F(Tasks, AreTheirOrganisationsOwnAndTheCasesPeoplesOnly) {
  const auto task = open(confirmed_request(), TaskKind::fill_form);
  EXPECT_EQ(open_ones(officer).size(), 1U);
  EXPECT_TRUE(open_ones(stranger).empty());
  const auto asked = [&](const Actor& actor) {
    return read([&](auto& tx) { return show_task(desk, tx, actor, task.id); });
  };
  EXPECT_EQ(fault_of(asked(stranger)), FaultKind::missing);
  Actor unassigned = officer;
  unassigned.person = registry::PersonId::random();
  EXPECT_EQ(fault_of(asked(unassigned)), FaultKind::missing);
  EXPECT_EQ(asked(unassigned).fault().what, asked(stranger).fault().what);
  EXPECT_TRUE(open_ones(unassigned).empty());
}

TEST_F(Tasks, TakeNoResidentNumber) {
  const auto task = open(confirmed_request(), TaskKind::fill_form);
  EXPECT_EQ(fault_of(finish(task.id, TaskState::done, "", "900101-1234567")), FaultKind::malformed);
  EXPECT_EQ(fault_of(finish(task.id, TaskState::done, "for 900101-1234567")), FaultKind::malformed);
}

TEST_F(Tasks, AboutNoCaseIsEveryOfficersAndEndsWithoutConsequence) {
  const auto task = must(write([&](auto& tx) {
    return open_task(desk, tx,
                     {.organisation = officer.organisation,
                      .kind = TaskKind::settle_host_change,
                      .subject = "W-1",
                      .note = "another host answers"});
  }));
  Actor person = officer;
  person.person = registry::PersonId::random();
  EXPECT_EQ(open_ones(person).size(), 1U);
  EXPECT_EQ(must(finish(task.id, TaskState::done)).state, TaskState::done);
  EXPECT_TRUE(open_ones(officer).empty());
}

}  // namespace
}  // namespace jium::desk
