// What the command line says for an authenticator is what the desk verifies.
#include "jium/cli/passkey_ceremony.h"

#include <gtest/gtest.h>

#include "jium/desk/challenge.h"
#include "jium/desk/soft_authenticator_test.h"

namespace jium::cli {
namespace {

namespace json = boost::json;
using desk::Ceremony;
using desk::SoftAuthenticator;

constexpr const char* kChallenge = "c29tZXRoaW5nIHRoYXQgdGhlIHNlcnZlciBtYWRlIG1pbnV0ZXMgYWdv";
const PasskeyPlace kDesk{"https://desk.example", ""};

// The authenticator of the desk's tests, behind the port.
class Plugged final : public Authenticator {
 public:
  SoftAuthenticator soft;
  PasskeyOwner made_for;
  int signed_so_far = 0;

  Result<Bytes> make_passkey(const std::string& rp_id, const PasskeyOwner& owner, const Bytes&) override {
    made_for = owner;
    desk::Speech speech{.type = "webauthn.create", .challenge = kChallenge, .more = {}};
    speech.rp_id = rp_id;
    return soft.registration(speech);
  }
  Result<desk::Assertion> sign(const std::string& rp_id, const Bytes& client_data) override {
    desk::Speech speech{.type = "webauthn.get", .challenge = kChallenge, .more = ",\"crossOrigin\":false"};
    speech.rp_id = rp_id;
    speech.counter = static_cast<std::uint32_t>(++signed_so_far);
    auto said = soft.assertion(speech);
    EXPECT_EQ(text_of(said.client_data), text_of(client_data)) << "as a browser writes it";
    return said;
  }
};

json::value task(const char* rp_id) {
  return {
      {"rp_id", rp_id}, {"challenge", kChallenge}, {"user_verification", "required"}, {"timeout_ms", 300000}};
}

Bytes bytes_at(const json::object& body, const char* member) {
  return desk::from_base64url(std::string_view(body.at(member).as_string())).value();
}

TEST(APasskey, IsMadeAndSignsAsTheDeskVerifiesIt) {
  Plugged plugged;
  const auto made = register_passkey(plugged, kDesk, task("desk.example"), {"U-1", "desk"});
  ASSERT_TRUE(made) << made.fault().what;
  EXPECT_EQ(plugged.made_for.id, "U-1");
  EXPECT_EQ(made->size(), 2U);
  const auto party = desk::relying_party("https://desk.example").value();
  EXPECT_EQ(desk::challenge_in(party, Ceremony::registration, bytes_at(*made, "client_data")).value(),
            kChallenge);
  const auto fresh =
      desk::read_registration(party, bytes_at(*made, "client_data"), bytes_at(*made, "authenticator_data"));
  ASSERT_TRUE(fresh) << fresh.fault().what;
  EXPECT_EQ(fresh->credential, plugged.soft.credential());

  const auto said = assert_passkey(plugged, kDesk, task("desk.example"));
  ASSERT_TRUE(said) << said.fault().what;
  EXPECT_EQ(said->size(), 4U);
  const desk::Assertion assertion{bytes_at(*said, "credential"), bytes_at(*said, "client_data"),
                                  bytes_at(*said, "authenticator_data"), bytes_at(*said, "signature")};
  EXPECT_EQ(desk::challenge_in(party, Ceremony::assertion, assertion.client_data).value(), kChallenge);
  store::Passkey passkey;
  passkey.algorithm = fresh->algorithm;
  passkey.public_key = fresh->public_key;
  passkey.sign_count = fresh->sign_count;
  const auto count = desk::verify_assertion(party, passkey, assertion);
  ASSERT_TRUE(count) << count.fault().what;
  EXPECT_EQ(*count, 1);
}

TEST(APasskey, SignsForNoOtherSiteThanThatOfTheServer) {
  Plugged plugged;
  for (const char* other : {"evil.example", "example", "desk.example.evil.example", "localhost", ""}) {
    const auto made = register_passkey(plugged, kDesk, task(other), {"U-1", "desk"});
    const auto said = assert_passkey(plugged, kDesk, task(other));
    ASSERT_FALSE(made || said) << other;
    EXPECT_EQ(made.fault().kind, FaultKind::forbidden);
    EXPECT_EQ(said.fault().kind, FaultKind::forbidden);
  }
  EXPECT_EQ(plugged.signed_so_far, 0);
}

TEST(APasskey, IsOfLocalhostWhereTheServerIsThisMachine) {
  for (const char* server : {"http://127.0.0.1:8420", "http://localhost:8420", "http://[::1]:8420"}) {
    const auto party = party_of({server, ""}, "localhost");
    ASSERT_TRUE(party) << server << ": " << party.fault().what;
    EXPECT_EQ(party->origin, "http://localhost:8420");
  }
  for (const char* server : {"http://127.0.0.1.evil.example", "http://127.0.0.11:8420", "http://desk.example",
                             "https://192.0.2.1", ""})
    EXPECT_FALSE(party_of({server, ""}, "localhost")) << server;
}

TEST(APasskey, IsOfTheSiteThatThePersonNamesWhereTheServerIsReachedOtherwise) {
  const auto party = party_of({"http://127.0.0.1:8420", "https://desk.example"}, "desk.example");
  ASSERT_TRUE(party);
  EXPECT_EQ(party->origin, "https://desk.example");
  EXPECT_FALSE(party_of({"https://desk.example", "https://other.example"}, "desk.example"));
  EXPECT_FALSE(party_of({"https://desk.example", "http://desk.example"}, "desk.example"));
}

}  // namespace
}  // namespace jium::cli
