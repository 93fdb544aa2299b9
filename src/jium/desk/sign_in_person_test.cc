#include "jium/desk/sign_in_person.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "jium/desk/people_fixture.h"

namespace jium::desk {
namespace {

using namespace std::chrono_literals;
using registry::PersonState;

class PersonSigningIn : public PeopleFixture {
 protected:
  Someone officer_person = join(invite());
};

TEST_F(PersonSigningIn, GetsASessionUnderTheirRole) {
  const auto session = session_of(officer_person);
  const Actor actor = must(who(session)).actor;
  EXPECT_EQ(actor.person, officer_person.person.id);
  EXPECT_EQ(actor.role, Role::deletion_officer);
  EXPECT_EQ(actor.organisation, officer.organisation);
  EXPECT_FALSE(actor.proved_anew);
  EXPECT_EQ(actor.text(), officer_person.person.id.text()) << "histories name the person";
}

TEST_F(PersonSigningIn, UsesEachCodeOnce) {
  const std::string once = code(officer_person);
  EXPECT_TRUE(sign_in_as(officer_person.person.id, once));
  EXPECT_EQ(fault_of(sign_in_as(officer_person.person.id, once)), FaultKind::forbidden);
  next_code();
  EXPECT_TRUE(sign_in_as(officer_person));
}

TEST_F(PersonSigningIn, IsRefusedInOneWordingWithTheSameWork) {
  const auto passkey_only = invite();
  Someone suspended = join(invite());
  must(change(suspended, PersonState::suspended));
  const std::string right = code(officer_person);
  const auto words = [&](registry::PersonId person, const std::string& code, const std::string& passphrase) {
    const std::size_t before = stretched_so_far();
    const auto refused = sign_in_as(person, code, passphrase);
    EXPECT_EQ(stretched_so_far() - before, 1U);
    EXPECT_EQ(fault_of(refused), FaultKind::forbidden);
    return refused.fault().what;
  };
  (void)sign_in_as(registry::PersonId::random(), right);  // makes the text of nobody
  const std::string unknown = words(registry::PersonId::random(), right, kPassphrase);
  EXPECT_EQ(words(officer_person.person.id, right, "another passphrase by far"), unknown);
  EXPECT_EQ(words(officer_person.person.id, "000000", kPassphrase), unknown);
  EXPECT_EQ(words(passkey_only.person.id, right, kPassphrase), unknown);
  EXPECT_EQ(words(suspended.person.id, code(suspended), kPassphrase), unknown);
}

TEST_F(PersonSigningIn, WaitsLongerAndLongerAfterFiveFailures) {
  const auto fail = [&] { return fault_of(sign_in_as(officer_person.person.id, "x")); };
  for (int i = 0; i < kFreeFailures; ++i) EXPECT_EQ(fail(), FaultKind::forbidden);
  EXPECT_EQ(fault_of(sign_in_as(officer_person)), FaultKind::forbidden) << "right, but too early";
  clock.tick(kFirstWait - 1ms);
  EXPECT_EQ(fault_of(sign_in_as(officer_person)), FaultKind::forbidden);
  clock.tick(1ms);
  EXPECT_TRUE(sign_in_as(officer_person));
  next_code();
  EXPECT_EQ(fail(), FaultKind::forbidden);
  EXPECT_TRUE(sign_in_as(officer_person)) << "a success forgives what was before it";
}

TEST_F(PersonSigningIn, CannotGuessWhileWaiting) {
  for (int i = 0; i < 50; ++i) (void)sign_in_as(officer_person.person.id, "x");
  const auto proof =
      must(read([&](auto& tx) { return store::proof_of(tx, officer_person.person.id); })).value();
  EXPECT_EQ(proof.failures, kFreeFailures) << "what is tried during a wait is not even judged";
}

RC_GTEST_PROP(WaitAfterFailures, NeverShrinksAndNeverExceedsAnHour, ()) {
  const auto failures = *rc::gen::inRange(0, 1'000'000);
  RC_ASSERT(wait_after(failures) <= wait_after(failures + 1));
  RC_ASSERT(wait_after(failures) <= kLongestWait);
  RC_ASSERT((wait_after(failures) > Duration{0}) == (failures >= kFreeFailures));
}

TEST_F(PersonSigningIn, SaysUnderWhichOfSeveralRoles) {
  const Someone two = join(invite({Role::counsellor, Role::deletion_officer}));
  EXPECT_EQ(fault_of(sign_in_as(two)), FaultKind::conflict);
  const auto as_counsellor = sign_in_as(two.person.id, code(two), kPassphrase, Role::counsellor);
  EXPECT_EQ(must(who(must(as_counsellor))).actor.role, Role::counsellor)
      << "being asked for the role used no code up";
  next_code();
  EXPECT_EQ(fault_of(sign_in_as(two.person.id, code(two), kPassphrase, Role::auditor)), FaultKind::forbidden);
}

TEST_F(PersonSigningIn, IsOutAtTheNextRequestOnceSuspended) {
  const auto session = session_of(officer_person);
  must(change(officer_person, PersonState::suspended));
  EXPECT_EQ(fault_of(who(session)), FaultKind::forbidden);
  must(change(officer_person, PersonState::active));
  EXPECT_EQ(fault_of(who(session)), FaultKind::forbidden) << "an ended session stays ended";
  EXPECT_TRUE(sign_in_as(officer_person));
}

TEST_F(PersonSigningIn, LosesEverySessionWithARole) {
  const Someone two = join(invite({Role::counsellor, Role::deletion_officer}));
  const auto session = must(sign_in_as(two.person.id, code(two), kPassphrase, Role::counsellor));
  next_code();
  must(write(
      [&](auto& tx) { return withdraw_role(desk, tx, in_charge, two.person.id, Role::deletion_officer); }));
  EXPECT_EQ(fault_of(who(session)), FaultKind::forbidden);
  EXPECT_EQ(must(who(must(sign_in_as(two)))).actor.role, Role::counsellor);
}

TEST_F(PersonSigningIn, IsOutWithTheWholeOrganisationAndItsKeysToo) {
  const auto session = session_of(officer_person);
  const auto key = must(write([&](auto& tx) {
    return issue_key(desk, tx, {officer.organisation, Role::deletion_officer, "a program"});
  }));
  const auto set = [&](bool suspended) {
    return write([&](auto& tx) { return suspend_organisation(desk, tx, officer.organisation, suspended); });
  };
  must(set(true));
  EXPECT_EQ(fault_of(set(true)), FaultKind::conflict);
  EXPECT_EQ(fault_of(who(session)), FaultKind::forbidden);
  EXPECT_EQ(fault_of(who(key)), FaultKind::forbidden);
  EXPECT_EQ(fault_of(sign_in_as(officer_person)), FaultKind::forbidden);
  must(set(false));
  EXPECT_TRUE(who(session));
  EXPECT_TRUE(who(key));
  EXPECT_EQ(
      fault_of(write([&](auto& tx) { return suspend_organisation(desk, tx, system.organisation, true); })),
      FaultKind::conflict);
}

TEST_F(PersonSigningIn, StepsUpForFiveMinutes) {
  const auto session = session_of(officer_person);
  EXPECT_EQ(must(step_up(session, code(officer_person))), clock.now() + kStepUpLife);
  EXPECT_TRUE(must(who(session)).actor.proved_anew);
  clock.tick(kStepUpLife - 1ms);
  EXPECT_TRUE(must(who(session)).actor.proved_anew);
  clock.tick(1ms);
  EXPECT_FALSE(must(who(session)).actor.proved_anew);
}

TEST_F(PersonSigningIn, DoesNotStepUpWithAUsedOrWrongCodeAndThatIsCounted) {
  const std::string used = code(officer_person);
  const auto session = must(sign_in_as(officer_person.person.id, used));
  EXPECT_EQ(fault_of(step_up(session, used)), FaultKind::forbidden);
  for (int i = 1; i < kFreeFailures; ++i) EXPECT_EQ(fault_of(step_up(session, "x")), FaultKind::forbidden);
  EXPECT_EQ(fault_of(step_up(session, code(officer_person, 1))), FaultKind::forbidden) << "must wait now";
  EXPECT_FALSE(must(who(session)).actor.proved_anew);
}

TEST_F(PersonSigningIn, AProgramCannotStepUpAndRevealsOnlyWhereItMay) {
  const auto issue = [&](bool may_reveal) {
    return must(write([&](auto& tx) {
      return issue_key(desk, tx,
                       {officer.organisation, Role::deletion_officer, "p", std::nullopt, may_reveal});
    }));
  };
  EXPECT_FALSE(must(who(issue(false))).actor.proved_anew);
  EXPECT_TRUE(must(who(issue(true))).actor.proved_anew);
  EXPECT_EQ(fault_of(step_up(issue(false), "000000")), FaultKind::forbidden);
}

// A session is used at random moments: it lives exactly while no pause is over the idle limit and its whole
// life is not over.
TEST_F(PersonSigningIn, SessionsEndByIdlenessAndByAgeWhateverTheRhythm) {
  const auto holds = rc::check([this] {
    const auto session = session_of(officer_person);
    clock.tick(Duration{0});
    const auto pauses = *rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 17));
    Duration age{0};
    Duration pause_since_noted = std::chrono::seconds{kCodeStepSeconds};
    age += pause_since_noted;
    bool ended = false;
    for (const int minutes : pauses) {
      clock.tick(std::chrono::minutes{minutes});
      age += std::chrono::minutes{minutes};
      pause_since_noted += std::chrono::minutes{minutes};
      ended = ended || pause_since_noted > kSessionIdle || age >= kSessionLife;
      const auto seen = who(session);
      RC_ASSERT(seen.has_value() == !ended);
      if (ended) break;
      if (!seen->used_lately) {
        must(write([&](auto& tx) { return store::note_used(tx, session.key.id, clock.now()); }));
        pause_since_noted = Duration{0};
      }
    }
  });
  EXPECT_TRUE(holds);
}

}  // namespace
}  // namespace jium::desk
