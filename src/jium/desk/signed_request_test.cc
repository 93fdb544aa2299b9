#include "jium/desk/signed_request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <array>

#include "jium/desk/desk_fixture.h"

namespace jium::desk {
namespace {

const Instant kNow{std::chrono::seconds{1'700'000'000}};

struct Sent {
  std::string method = "POST", target = "/api/v1/match?x=1", body = "{\"files\":[]}", repeat_key = "once-1";
  SignatureHeaders headers{};
  [[nodiscard]] SignedRequest request() const {
    return {method,    target, body, headers.content_digest, headers.signature_input, headers.signature,
            repeat_key};
  }
};

Sent signed_by(const SigningKey& key) {
  Sent sent;
  sent.headers = sign_request(key, sent.request(), kNow);
  return sent;
}

TEST(SignedRequests, AreSignedOverTheBaseOfTheStandard) {
  const std::string parameters =
      R"(("@method" "@path" "@query" "content-digest");created=1618884473;nonce="b3k2pp5k7z";alg="ed25519")";
  const std::string digest = content_digest_of(R"({"hello": "world"})");
  // RFC 9530, appendix D, has this digest of this body.
  EXPECT_EQ(digest, "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:");
  EXPECT_EQ(signature_base({"POST", "/foo?param=Value", {}, digest, {}, {}}, parameters),
            "\"@method\": POST\n\"@path\": /foo\n\"@query\": ?param=Value\n\"content-digest\": " + digest +
                "\n\"@signature-params\": " + parameters);
  EXPECT_THAT(signature_base({"GET", "/foo", {}, digest, {}, {}}, ""), testing::HasSubstr("\"@query\": ?\n"));
}

TEST(SignedRequests, OfTheRightKeyAreTaken) {
  const SigningKey key = make_signing_key();
  EXPECT_TRUE(verify_signature(signed_by(key).request(), key.public_key, kNow));
  EXPECT_TRUE(
      verify_signature(signed_by(must(signing_key_of(key.seed.reveal()))).request(), key.public_key, kNow));
  EXPECT_FALSE(verify_signature(signed_by(make_signing_key()).request(), key.public_key, kNow));
  EXPECT_FALSE(verify_signature(signed_by(key).request(), {}, kNow));
}

RC_GTEST_PROP(SignedRequests, AreRefusedWithOneCharacterOfAnythingChanged, ()) {
  static const SigningKey key = make_signing_key();
  Sent sent = signed_by(key);
  const std::array parts{&sent.method,
                         &sent.target,
                         &sent.body,
                         &sent.repeat_key,
                         &sent.headers.content_digest,
                         &sent.headers.signature_input,
                         &sent.headers.signature};
  std::string* const part = parts.at(*rc::gen::inRange<std::size_t>(0, parts.size()));
  const auto at = *rc::gen::inRange<std::size_t>(0, part->size());
  const char other = *rc::gen::arbitrary<char>();
  RC_PRE(other != (*part)[at]);
  (*part)[at] = other;
  RC_ASSERT(!verify_signature(sent.request(), key.public_key, kNow).has_value());
}

TEST(SignedRequests, CoverTheIdempotencyKeyExactlyWhenItIsSent) {
  const SigningKey key = make_signing_key();
  Sent without = signed_by(key);
  without.repeat_key.clear();
  EXPECT_FALSE(verify_signature(without.request(), key.public_key, kNow));
  without.headers = sign_request(key, without.request(), kNow);
  EXPECT_TRUE(verify_signature(without.request(), key.public_key, kNow));
  without.repeat_key = "put in on the way";
  EXPECT_FALSE(verify_signature(without.request(), key.public_key, kNow));
}

TEST(SignedRequests, AreTakenForFiveMinutesEitherWay) {
  const SigningKey key = make_signing_key();
  const Sent sent = signed_by(key);
  for (const int sign : {-1, 1}) {
    EXPECT_TRUE(verify_signature(sent.request(), key.public_key, kNow + sign * kSignatureWindow));
    EXPECT_FALSE(
        verify_signature(sent.request(), key.public_key, kNow + sign * (kSignatureWindow + Duration{1})));
  }
}

TEST(SignedRequests, HaveOneFormOfHeader) {
  const std::string components = R"(sig1=("@method" "@path" "@query" "content-digest"))";
  const std::string good = components + R"(;created=1;nonce="12345678";alg="ed25519")";
  EXPECT_TRUE(parse_signature_input(good));
  EXPECT_TRUE(parse_signature_input(components + R"(;alg="ed25519";nonce="12345678";created=1)"));
  for (const std::string& wrong :
       {std::string(), components, good + ";", good + ";created=1", good + R"(;keyid="a")", good + " ",
        components + R"(;created=1;nonce="1234567";alg="ed25519")",
        components + R"(;created=0;nonce="12345678";alg="ed25519")",
        components + R"(;created=-1;nonce="12345678";alg="ed25519")",
        components + R"(;created=1;nonce="1234 5678";alg="ed25519")",
        components + R"(;created=1;nonce="12345678";alg="hmac-sha256")",
        components + R"(;created=1;nonce="12345678")", "sig 1" + good.substr(4),
        std::string(R"(sig1=("@method" "@path" "content-digest");created=1;nonce="12345678";alg="ed25519")")})
    EXPECT_FALSE(parse_signature_input(wrong)) << wrong;
}

class Nonces : public DeskFixture {};

TEST_F(Nonces, AreSpentOnceAKey) {
  const SignatureInput input{"sig1", "", clock.now().time_since_epoch().count() / 1000, false, "12345678"};
  const auto spend_by = [&](store::AccessKeyId key) {
    return write([&](auto& tx) { return spend_nonce(desk, tx, key, input); });
  };
  EXPECT_TRUE(spend_by(officer.key));
  EXPECT_EQ(fault_of(spend_by(officer.key)), FaultKind::forbidden);
  EXPECT_TRUE(spend_by(stranger.key));
  clock.tick(kSignatureWindow);
  EXPECT_EQ(fault_of(spend_by(officer.key)), FaultKind::forbidden)
      << "still taken at the window's last instant";
}

}  // namespace
}  // namespace jium::desk
