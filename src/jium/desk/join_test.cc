#include "jium/desk/join.h"

#include "jium/desk/people_fixture.h"

namespace jium::desk {
namespace {

using namespace std::chrono_literals;
using registry::PersonState;
using testing::HasSubstr;

class Joining : public PeopleFixture {
 protected:
  Bytes secret = random_bytes(kCodeSecretBytes);
  std::string code_now() { return code_of(secret, code_step_at(clock.now())); }
  Result<desk::Joining> begin(const IssuedKey& link) {
    return read([&](auto& tx) { return begin_join(desk, tx, link.secret.reveal()); });
  }
};

TEST_F(Joining, ShowsWhoIsInvitedAndUsesNothingUp) {
  const auto invited = invite({Role::counsellor, Role::deletion_officer});
  const auto first = must(begin(invited.link));
  const auto second = must(begin(invited.link));
  EXPECT_EQ(first.person.id, invited.person.id);
  EXPECT_EQ(first.organisation, "Centre A");
  EXPECT_NE(first.code_secret.reveal(), second.code_secret.reveal())
      << "who saw the link first does not know the secret of who joins";
  EXPECT_EQ(fault_of(who(invited.link)), FaultKind::forbidden) << "a link is no key";
}

TEST_F(Joining, WorksOnceWithinThreeDays) {
  const auto invited = invite();
  clock.tick(kInvitationLife - 1ms);
  const auto person = must(join_with(invited.link, secret, code_now()));
  EXPECT_EQ(person.state, PersonState::active);
  EXPECT_EQ(person.joined_at, clock.now());
  EXPECT_EQ(fault_of(join_with(invited.link, secret, code_now())), FaultKind::forbidden);
}

TEST_F(Joining, RefusesEveryWrongLinkInOneWording) {
  const auto used = invite();
  must(join_with(used.link, secret, code_now()));
  const auto old = invite();
  clock.tick(kInvitationLife);
  const auto renewed = invite();
  must(write([&](auto& tx) { return invite_again(desk, tx, in_charge, renewed.person.id); }));
  const IssuedKey unknown{{}, Secret<std::string>("join_00")};
  const std::string words = begin(unknown).fault().what;
  for (const IssuedKey* wrong : {&used.link, &old.link, &renewed.link}) {
    EXPECT_EQ(begin(*wrong).fault().what, words);
    EXPECT_EQ(join_with(*wrong, secret, code_now()).fault().what, words);
  }
  const std::size_t before = stretched_so_far();
  EXPECT_EQ(join_with(unknown, secret, code_now()).fault().what, words);
  EXPECT_EQ(stretched_so_far(), before) << "no work is done for a wrong link";
}

TEST_F(Joining, NeedsACodeOfTheSecretAndKeepsTheLinkOtherwise) {
  const auto invited = invite();
  EXPECT_EQ(fault_of(join_with(invited.link, secret, "000000x")), FaultKind::malformed);
  EXPECT_TRUE(join_with(invited.link, secret, code_now()));
}

TEST_F(Joining, NeedsALongPassphraseAndNothingElseOfIt) {
  const auto invited = invite();
  const auto try_it = [&](const std::string& passphrase) {
    return join_with(invited.link, secret, code_now(), passphrase);
  };
  EXPECT_THAT(try_it("fourteen chars").fault().what, HasSubstr("at least 15"));
  EXPECT_THAT(try_it("aaaaaaaaaaaaaaaaaaaa").fault().what, HasSubstr("over and over"));
  EXPECT_THAT(try_it("abcdabcdabcdabcdab").fault().what, HasSubstr("over and over"));
  EXPECT_EQ(fault_of(try_it(std::string(400, 'a') + std::string(113, 'b'))), FaultKind::malformed);
  EXPECT_EQ(fault_of(try_it("다리아래파란왜가리다리아래파")), FaultKind::malformed) << "14, though 42 bytes";
  EXPECT_TRUE(try_it("다리아래파란왜가리와열다섯자")  // 14 again
                  .has_value() == false);
  EXPECT_TRUE(try_it("fifteen letters").has_value()) << "no capital, digit or sign is asked for";
}

TEST_F(Joining, OfASuspendedOrganisationWaits) {
  const auto invited = invite();
  const auto set = [&](bool suspended) {
    must(write([&](auto& tx) { return suspend_organisation(desk, tx, officer.organisation, suspended); }));
  };
  set(true);
  EXPECT_EQ(fault_of(begin(invited.link)), FaultKind::forbidden);
  set(false);
  EXPECT_TRUE(begin(invited.link));
}

TEST_F(Joining, AgainVoidsWhatWasBefore) {
  const Someone someone = join(invite());
  const auto session = session_of(someone);
  const auto again =
      must(write([&](auto& tx) { return invite_again(desk, tx, in_charge, someone.person.id); }));
  EXPECT_EQ(fault_of(who(session)), FaultKind::forbidden);
  EXPECT_EQ(fault_of(sign_in_as(someone)), FaultKind::forbidden);
  must(join_with(again.link, secret, code_now()));
  next_code();
  EXPECT_TRUE(sign_in_as(someone.person.id, code_now()));
  EXPECT_EQ(fault_of(sign_in_as(someone)), FaultKind::forbidden) << "the old secret is gone";
}

}  // namespace
}  // namespace jium::desk
