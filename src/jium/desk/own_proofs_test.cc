#include "jium/desk/own_proofs.h"

#include <algorithm>

#include "jium/audit/record.h"
#include "jium/desk/people_fixture.h"
#include "jium/desk/soft_authenticator_test.h"
#include "jium/store/audit_log.h"

namespace jium::desk {
namespace {

using store::PasskeyAlgorithm;

class OwnProofsTest : public PeopleFixture {
 protected:
  OwnProofsTest() { desk.people.origin = "https://desk.example"; }

  Actor actor_of(const IssuedKey& key) { return must(who(key)).actor; }
  OwnProofs proofs(const Actor& actor) {
    return must(read([&](auto& tx) { return own_proofs(tx, actor); }));
  }
  Result<void> set_passphrase(const Actor& actor, const std::string& passphrase) {
    JIUM_CHECK(check_passphrase(passphrase));
    JIUM_TRY(auto text, stretch(kCheapCost, passphrase));
    return write([&](auto& tx) { return change_passphrase(desk, tx, actor, {std::move(text), false}); });
  }
  Result<store::Passkey> add(const Actor& actor, const SoftAuthenticator& with) {
    const auto task = must(read([&](auto& tx) { return begin_passkey(desk, tx, actor); }));
    const Speech speech{.type = "webauthn.create", .challenge = task.challenge, .more = {}};
    return write([&](auto& tx) {
      return add_passkey(desk, tx, actor,
                         {SoftAuthenticator::client_data(speech), with.registration(speech)});
    });
  }
  Result<void> remove(const Actor& actor, store::PasskeyId id) {
    return write([&](auto& tx) { return remove_passkey(desk, tx, actor, id); });
  }
  Result<IssuedKey> come_in(const SoftAuthenticator& with) {
    const auto begun = must(read([&](auto& tx) { return begin_passkey_sign_in(desk, tx); }));
    const auto said = with.assertion(
        {.type = "webauthn.get", .challenge = begun.challenge, .more = {}, .counter = ++counter});
    return write([&](auto& tx) { return sign_in_with_passkey(desk, tx, said, std::nullopt); });
  }

  Someone somebody = join(invite());
  IssuedKey session = session_of(somebody);
  Actor me = actor_of(session);
  std::uint32_t counter = 0;
};

TEST_F(OwnProofsTest, APassphraseIsChangedAndTheOtherSessionsEnd) {
  const auto other = session_of(somebody);
  must(set_passphrase(me, "seven quiet rivers running"));
  EXPECT_FALSE(who(other)) << "whoever knew the old one may be in";
  EXPECT_TRUE(who(session)) << "the one that changed it goes on";
  EXPECT_FALSE(sign_in_as(somebody));
  next_code();
  EXPECT_TRUE(sign_in_as(somebody.person.id, code(somebody), "seven quiet rivers running"));
}

TEST_F(OwnProofsTest, CodesAreOfANewSecretOnceOneOfThemProvesIt) {
  const auto secret = must(begin_codes(me));
  const auto change = [&](const std::string& code) {
    return write([&](auto& tx) { return change_codes(desk, tx, me, secret, code); });
  };
  EXPECT_EQ(fault_of(change(code(somebody))), FaultKind::malformed) << "a code of the old one";
  must(change(code_of(secret.reveal(), code_step_at(clock.now()))));
  next_code();
  EXPECT_FALSE(sign_in_as(somebody));
  clock.tick(kFirstWait);
  next_code();
  EXPECT_TRUE(sign_in_as(somebody.person.id, code_of(secret.reveal(), code_step_at(clock.now()))));
}

TEST_F(OwnProofsTest, APasskeyIsAddedAndOpensTheSameAccount) {
  const SoftAuthenticator key;
  const auto added = must(add(me, key));
  EXPECT_EQ(fault_of(add(me, key)), FaultKind::conflict) << "it is registered already";
  const auto opened = must(come_in(key));
  EXPECT_EQ(actor_of(opened).person, somebody.person.id);
  ASSERT_EQ(proofs(me).passkeys.size(), 1U);
  must(remove(me, added.id));
  EXPECT_FALSE(come_in(key));
  EXPECT_EQ(fault_of(remove(me, added.id)), FaultKind::missing);
}

TEST_F(OwnProofsTest, AChallengeToAddIsForItsSessionAlone) {
  const SoftAuthenticator key;
  const auto task = must(read([&](auto& tx) { return begin_passkey(desk, tx, me); }));
  const Speech speech{.type = "webauthn.create", .challenge = task.challenge, .more = {}};
  const AddPasskey said{SoftAuthenticator::client_data(speech), key.registration(speech)};
  const Actor other = actor_of(session_of(somebody));
  EXPECT_EQ(fault_of(write([&](auto& tx) { return add_passkey(desk, tx, other, said); })),
            FaultKind::forbidden);
  must(write([&](auto& tx) { return add_passkey(desk, tx, me, said); }));
}

TEST_F(OwnProofsTest, TheLastOneIsNeverTakenAway) {
  const auto invited = invite();
  const SoftAuthenticator first, second{PasskeyAlgorithm::eddsa};
  const auto begun =
      must(read([&](auto& tx) { return begin_passkey_join(desk, tx, invited.link.secret.reveal()); }));
  const Speech speech{.type = "webauthn.create", .challenge = begun.task.challenge, .more = {}};
  must(write([&](auto& tx) {
    return join_with_passkey(
        desk, tx, {invited.link.secret, SoftAuthenticator::client_data(speech), first.registration(speech)});
  }));
  const Actor her = actor_of(must(come_in(first)));
  EXPECT_FALSE(proofs(her).passphrase);
  const auto only = proofs(her).passkeys.at(0).id;
  EXPECT_EQ(fault_of(remove(her, only)), FaultKind::conflict);
  EXPECT_EQ(fault_of(set_passphrase(her, "seven quiet rivers running")), FaultKind::conflict)
      << "a passphrase alone opens nothing";
  // Codes alone do not either.
  const auto secret = must(begin_codes(her));
  must(write([&](auto& tx) {
    return change_codes(desk, tx, her, secret, code_of(secret.reveal(), code_step_at(clock.now())));
  }));
  EXPECT_EQ(fault_of(remove(her, only)), FaultKind::conflict);
  const auto another = must(add(her, second));
  must(remove(her, only));
  EXPECT_EQ(fault_of(remove(her, another.id)), FaultKind::conflict);
  must(set_passphrase(her, "seven quiet rivers running"));
  must(remove(her, another.id));
  EXPECT_TRUE(proofs(her).passphrase);
}

TEST_F(OwnProofsTest, AnothersPasskeysAndSessionsAreMissing) {
  const SoftAuthenticator key;
  const auto mine = must(add(me, key));
  const Someone other = join(invite());
  const auto others_session = session_of(other);
  const Actor her = actor_of(others_session);
  const auto end = [&](const Actor& actor, store::AccessKeyId id) {
    return write([&](auto& tx) { return end_session(desk, tx, actor, id); });
  };
  EXPECT_EQ(fault_of(remove(her, mine.id)), FaultKind::missing);
  EXPECT_EQ(fault_of(end(me, others_session.key.id)), FaultKind::missing);
  EXPECT_EQ(fault_of(end(officer, session.key.id)), FaultKind::missing) << "a program has none";
  EXPECT_EQ(must(read([&](auto& tx) { return own_sessions(desk, tx, me); })).size(), 1U);
  const auto second = session_of(somebody);
  EXPECT_EQ(must(read([&](auto& tx) { return own_sessions(desk, tx, me); })).size(), 2U);
  must(end(me, second.key.id));
  EXPECT_FALSE(who(second));
  EXPECT_EQ(fault_of(end(me, second.key.id)), FaultKind::missing);
}

TEST_F(OwnProofsTest, AClockSetBackEndsASessionAndAStepUpRatherThanProlongingThem) {
  must(step_up(session, code(somebody)));
  EXPECT_TRUE(actor_of(session).proved_anew);
  clock.tick(-std::chrono::seconds{50});
  EXPECT_TRUE(who(session)) << "two machines of one installation may differ by seconds";
  clock.tick(-std::chrono::hours{1});
  EXPECT_FALSE(who(session));
  clock.tick(std::chrono::hours{1});
  EXPECT_TRUE(who(session)) << "the clock was mended within the time that it may lie idle";
}

TEST_F(OwnProofsTest, FailedSignInsStandInTheLogWithoutWhatWasTyped) {
  const auto count = [&](registry::OrganisationId organisation, audit::Act act) {
    const auto entries =
        must(read([&](auto& tx) { return store::log_entries_of(tx, organisation, 1000, 1000); }));
    return std::ranges::count_if(entries, [&](const store::LogEntry& entry) {
      return must(audit::read_record(entry.record.value())).act == act;
    });
  };
  const auto refused = audit::Act::sign_in_refused;
  for (int i = 0; i < 20; ++i) (void)sign_in_as(somebody.person.id, "x", "what was typed here");
  EXPECT_EQ(count(officer.organisation, refused), kFreeFailures) << "a wait ends it";
  const auto size = [&] { return must(read([](auto& tx) { return store::log_size(tx); })); };
  const auto before = size();
  for (int i = 0; i < 20; ++i) (void)sign_in_as(registry::PersonId::random(), "x", "what was typed here");
  EXPECT_LE(size() - before, 1U) << "strangers cannot fill the log";
  clock.tick(std::chrono::minutes{1});
  (void)sign_in_as(registry::PersonId::random(), "x");
  EXPECT_GE(size() - before, 1U);
}

TEST_F(OwnProofsTest, KeysAndLinksFromBeforeEndWhenTheFirstAdministratorJoins) {
  const auto centre = stranger.organisation;
  const auto foreign = must(write([&](auto& tx) {
    return issue_key(desk, tx, {centre, Role::deletion_officer, "by the operating organisation"});
  }));
  const auto link = [&] {
    return must(write([&](auto& tx) {
      return invite_first_administrator(desk, tx, system, centre, Secret<std::string>("Ha-neul Choi"));
    }));
  };
  const auto lost = link();
  const auto found = link();
  const Bytes secret = random_bytes(kCodeSecretBytes);
  const auto now_code = [&] { return code_of(secret, code_step_at(clock.now())); };
  EXPECT_EQ(fault_of(join_with(lost.link, secret, now_code())), FaultKind::forbidden);
  EXPECT_TRUE(who(foreign));
  must(join_with(found.link, secret, now_code()));
  EXPECT_FALSE(who(foreign));
  const auto own = must(write([&](auto& tx) {
    return issue_key(desk, tx, {centre, Role::deletion_officer, "by the centre"});
  }));
  const Actor head{store::AccessKeyId::random(), centre, Role::centre_administrator, found.person.id};
  const auto colleague = must(write([&](auto& tx) {
    return invite_person(desk, tx, head, {Secret<std::string>("Da-eun Seo"), {Role::centre_administrator}});
  }));
  must(join_with(colleague.link, secret, now_code()));
  EXPECT_TRUE(who(own)) << "a second administrator's joining ends nothing";
}

TEST_F(OwnProofsTest, ASecondSignInLinkEndsTheFirst) {
  const auto link = [&] { return must(write([&](auto& tx) { return make_sign_in_link(desk, tx); })); };
  const auto first = link();
  const auto second = link();
  const auto use = [&](const IssuedKey& one) {
    return write([&](auto& tx) { return sign_in(desk, tx, one.secret.reveal()); });
  };
  EXPECT_EQ(fault_of(use(first)), FaultKind::forbidden);
  EXPECT_TRUE(use(second));
}

}  // namespace
}  // namespace jium::desk
