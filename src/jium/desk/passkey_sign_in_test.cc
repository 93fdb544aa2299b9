#include "jium/desk/passkey_sign_in.h"

#include <rapidcheck.h>

#include "jium/desk/people_fixture.h"
#include "jium/desk/soft_authenticator_test.h"

namespace jium::desk {
namespace {

using namespace std::chrono_literals;
using store::PasskeyAlgorithm;

class Passkeys : public PeopleFixture {
 protected:
  Passkeys() { desk.people.origin = "https://desk.example"; }

  SoftAuthenticator key;
  SoftAuthenticator eddsa{PasskeyAlgorithm::eddsa};
  std::uint32_t counter = 0;

  Speech create(const IssuedKey& link) {
    const auto begun =
        must(read([&](auto& tx) { return begin_passkey_join(desk, tx, link.secret.reveal()); }));
    EXPECT_EQ(begun.task.party.id, "desk.example");
    return {.type = "webauthn.create", .challenge = begun.task.challenge, .more = {}};
  }
  Speech get() {
    const auto begun = must(read([&](auto& tx) { return begin_passkey_sign_in(desk, tx); }));
    return {.type = "webauthn.get", .challenge = begun.challenge, .more = {}, .counter = ++counter};
  }
  Result<registry::Person> join_with(const IssuedKey& link, const Speech& speech,
                                     const SoftAuthenticator& with) {
    return write([&](auto& tx) {
      return join_with_passkey(
          desk, tx, {link.secret, SoftAuthenticator::client_data(speech), with.registration(speech)});
    });
  }
  registry::Person join_by(const SoftAuthenticator& with) {
    const auto invited = invite();
    return must(join_with(invited.link, create(invited.link), with));
  }
  Result<IssuedKey> come_in(const Assertion& assertion) {
    return write([&](auto& tx) { return sign_in_with_passkey(desk, tx, assertion, std::nullopt); });
  }
};

TEST_F(Passkeys, OfBothKindsJoinAndSignIn) {
  for (const SoftAuthenticator* one : {&key, &eddsa}) {
    const auto person = join_by(*one);
    EXPECT_EQ(person.state, registry::PersonState::active);
    const auto session = must(come_in(one->assertion(get())));
    EXPECT_EQ(must(who(session)).actor.person, person.id);
    EXPECT_FALSE(must(who(session)).actor.proved_anew);
  }
}

TEST_F(Passkeys, AreNotRegisteredWhenAnythingSaidIsOff) {
  const auto invited = invite();
  const auto off = [&](auto&& falsify) {
    Speech speech = create(invited.link);
    falsify(speech);
    return join_with(invited.link, speech, key);
  };
  const auto refused = [&](auto&& falsify) { return fault_of(off(falsify)) == FaultKind::forbidden; };
  EXPECT_TRUE(refused([](Speech& s) { s.type = "webauthn.get"; }));
  EXPECT_TRUE(refused([](Speech& s) { s.origin = "https://desk.example.evil.example"; }));
  EXPECT_TRUE(refused([](Speech& s) { s.origin = "http://desk.example"; }));
  EXPECT_TRUE(refused([](Speech& s) { s.rp_id = "other.example"; }));
  EXPECT_TRUE(refused([](Speech& s) { s.challenge[5] = s.challenge[5] == 'A' ? 'B' : 'A'; }));
  EXPECT_TRUE(refused([](Speech& s) { s.challenge.clear(); }));
  EXPECT_TRUE(refused([](Speech& s) { s.flags = 0x04; })) << "nobody there";
  EXPECT_TRUE(refused([](Speech& s) { s.flags = 0x01; })) << "nobody verified";
  EXPECT_TRUE(refused([](Speech& s) { s.more = ",\"crossOrigin\":true"; }));
  EXPECT_TRUE(refused([](Speech& s) { s.more = ",\"topOrigin\":\"https://evil.example\""; }));
  EXPECT_TRUE(off([](Speech& s) { s.more = ",\"crossOrigin\":false"; })) << "the link was not used up";
}

TEST_F(Passkeys, DoNotSignInWhenAnythingSaidIsOff) {
  join_by(key);
  const auto refused = [&](auto&& falsify) {
    Speech speech = get();
    falsify(speech);
    return fault_of(come_in(key.assertion(speech))) == FaultKind::forbidden;
  };
  EXPECT_TRUE(refused([](Speech& s) { s.type = "webauthn.create"; }));
  EXPECT_TRUE(refused([](Speech& s) { s.origin = "https://evil.example"; }));
  EXPECT_TRUE(refused([](Speech& s) { s.rp_id = "evil.example"; }));
  EXPECT_TRUE(refused([](Speech& s) { s.challenge[0] = s.challenge[0] == 'A' ? 'B' : 'A'; }));
  EXPECT_TRUE(refused([](Speech& s) { s.flags = 0x04; }));
  EXPECT_TRUE(refused([](Speech& s) { s.flags = 0x01; }));
  EXPECT_TRUE(refused([](Speech& s) { s.more = ",\"crossOrigin\":true"; }));
  EXPECT_TRUE(come_in(key.assertion(get())));
}

TEST_F(Passkeys, DoNotSignInWithOneBitOfAnythingSignedChanged) {
  join_by(key);
  const auto holds = rc::check([this] {
    Assertion said = key.assertion(get());
    Bytes* const part = *rc::gen::element(&said.client_data, &said.authenticator_data, &said.signature);
    const auto at = *rc::gen::inRange<std::size_t>(0, part->size());
    (*part)[at] ^= static_cast<std::uint8_t>(1U << *rc::gen::inRange(0U, 8U));
    RC_ASSERT(!come_in(said).has_value());
  });
  EXPECT_TRUE(holds);
}

TEST_F(Passkeys, OfSomebodyElseOrNobodyOpenNothing) {
  join_by(key);
  EXPECT_EQ(fault_of(come_in(eddsa.assertion(get()))), FaultKind::forbidden) << "never registered";
  Assertion borrowed = eddsa.assertion(get());
  borrowed.credential = key.credential();
  EXPECT_EQ(fault_of(come_in(borrowed)), FaultKind::forbidden);
  const auto invited = invite();
  EXPECT_EQ(fault_of(join_with(invited.link, create(invited.link), key)), FaultKind::conflict)
      << "a passkey is one person's";
}

TEST_F(Passkeys, SignAChallengeOnceWithinFiveMinutesAndForItsPurpose) {
  join_by(key);
  const Speech speech = get();
  must(come_in(key.assertion(speech)));
  Speech again = speech;
  again.counter = ++counter;
  EXPECT_EQ(fault_of(come_in(key.assertion(again))), FaultKind::forbidden) << "used";
  const Speech old = get();
  clock.tick(kChallengeLife - 1ms);
  const Speech in_time = get();
  clock.tick(1ms);
  EXPECT_EQ(fault_of(come_in(key.assertion(old))), FaultKind::forbidden);
  EXPECT_TRUE(come_in(key.assertion(
      {.type = in_time.type, .challenge = in_time.challenge, .more = {}, .counter = ++counter})));
  const auto invited = invite();
  Speech other_purpose = create(invited.link);
  other_purpose.type = "webauthn.get";
  other_purpose.counter = ++counter;
  EXPECT_EQ(fault_of(come_in(key.assertion(other_purpose))), FaultKind::forbidden);
  const auto third = invite();
  EXPECT_EQ(fault_of(join_with(third.link, create(invited.link), eddsa)), FaultKind::forbidden)
      << "the challenge of another's link";
}

TEST_F(Passkeys, WhoseCounterGoesBackAreCopies) {
  join_by(key);
  counter = 9;
  must(come_in(key.assertion(get())));
  Speech same = get();
  same.counter = 10;
  EXPECT_EQ(fault_of(come_in(key.assertion(same))), FaultKind::forbidden);
  same.counter = 0;
  EXPECT_EQ(fault_of(come_in(key.assertion(same))), FaultKind::forbidden);
  same.counter = 11;
  EXPECT_TRUE(come_in(key.assertion(same)));
}

TEST_F(Passkeys, WithoutACounterAreTakenWithout) {
  join_by(key);
  for (int i = 0; i < 2; ++i) {
    Speech speech = get();
    speech.counter = 0;
    EXPECT_TRUE(come_in(key.assertion(speech)));
  }
}

TEST_F(Passkeys, StepUpTheSessionOfTheirPersonAndNoOther) {
  join_by(key);
  join_by(eddsa);
  const auto session = must(come_in(key.assertion(get())));
  const Actor actor = must(who(session)).actor;
  const auto step = [&](const SoftAuthenticator& with) {
    const auto task = must(read([&](auto& tx) { return begin_passkey_step_up(desk, tx, actor); }));
    const Speech speech{
        .type = "webauthn.get", .challenge = task.challenge, .more = {}, .counter = ++counter};
    return write([&](auto& tx) { return step_up_with_passkey(desk, tx, actor, with.assertion(speech)); });
  };
  EXPECT_EQ(fault_of(step(eddsa)), FaultKind::forbidden);
  EXPECT_FALSE(must(who(session)).actor.proved_anew);
  must(step(key));
  EXPECT_TRUE(must(who(session)).actor.proved_anew);
  EXPECT_EQ(fault_of(read([&](auto& tx) { return begin_passkey_step_up(desk, tx, officer); })),
            FaultKind::conflict)
      << "a program";
}

TEST_F(Passkeys, AreVoidOnceTheirPersonIsInvitedAgainOrSuspended) {
  const auto person = join_by(key);
  must(change({person, {}}, registry::PersonState::suspended));
  EXPECT_EQ(fault_of(come_in(key.assertion(get()))), FaultKind::forbidden);
  must(change({person, {}}, registry::PersonState::active));
  EXPECT_TRUE(come_in(key.assertion(get())));
  must(write([&](auto& tx) { return invite_again(desk, tx, in_charge, person.id); }));
  EXPECT_EQ(fault_of(come_in(key.assertion(get()))), FaultKind::forbidden);
}

TEST(RelyingParties, AreHostsWithACertificateOrThisMachine) {
  EXPECT_EQ(must(relying_party("https://desk.example")).id, "desk.example");
  EXPECT_EQ(must(relying_party("https://desk.example:8443")).id, "desk.example");
  EXPECT_EQ(must(relying_party("http://localhost:8420")).id, "localhost");
  for (const char* wrong :
       {"", "https://", "http://desk.example", "https://127.0.0.1", "https://Desk.example",
        "https://desk.example/", "https://desk.example:", "https://desk.example:x", "https://a@desk.example",
        "http://127.0.0.1:8420", "ftp://localhost"})
    EXPECT_FALSE(relying_party(wrong)) << wrong;
}

TEST(Base64Url, IsStrict) {
  EXPECT_EQ(to_base64url(Bytes{0xFB, 0xFF}), "-_8");
  EXPECT_EQ(must(from_base64url("-_8")), (Bytes{0xFB, 0xFF}));
  for (const char* wrong : {"-_8=", "+/8", "-_9", "-", "-_8 "}) EXPECT_FALSE(from_base64url(wrong)) << wrong;
}

}  // namespace
}  // namespace jium::desk
