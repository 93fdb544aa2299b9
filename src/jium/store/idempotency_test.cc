#include "jium/store/idempotency.h"

#include "jium/store/stored_test.h"

namespace jium::store {
namespace {

class Idempotency : public StoredTest {
 protected:
  void SetUp() override {
    StoredTest::SetUp();
    stored([&](Transaction& tx) { return insert(tx, organisation); });
    for (const AccessKeyId id : {sender, other}) {
      AccessKey key;
      key.id = id;
      key.organisation = organisation.id;
      stored([&](Transaction& tx) { return insert(tx, key, id.text()); });
    }
    keep_for(sender, "key-1", request, {201, "the answer"}, sample::at(1));
  }
  void keep_for(AccessKeyId from, std::string_view key, const Bytes& digest, const GivenAnswer& answer,
                Instant at) {
    stored([&](Transaction& tx) { return keep_answer(tx, from, organisation.id, key, digest, answer, at); });
  }
  Result<std::optional<GivenAnswer>> given(AccessKeyId from, std::string_view key, const Bytes& digest) {
    return attempt([&](Transaction& tx) { return given_answer(tx, from, key, digest); });
  }

  registry::Organisation organisation = sample::organisation();
  AccessKeyId sender = AccessKeyId::random();
  AccessKeyId other = AccessKeyId::random();
  Bytes request = random_bytes(32);
};

TEST_F(Idempotency, GivesTheSameRequestTheSameAnswer) {
  const auto answer = given(sender, "key-1", request);
  ASSERT_TRUE(answer && *answer);
  EXPECT_EQ((*answer)->status, 201);
  EXPECT_EQ((*answer)->body, "the answer");
}

TEST_F(Idempotency, KeepsAnEmptyBody) {
  keep_for(sender, "key-2", request, {204, ""}, sample::at(1));
  const auto answer = given(sender, "key-2", request);
  ASSERT_TRUE(answer && *answer);
  EXPECT_EQ((*answer)->status, 204);
  EXPECT_EQ((*answer)->body, "");
}

TEST_F(Idempotency, RefusesAnotherRequestUnderTheSameKey) {
  EXPECT_TRUE(is_fault(given(sender, "key-1", random_bytes(32)), FaultKind::conflict));
}

TEST_F(Idempotency, TellsSendersAndKeysApart) {
  for (const auto& answer :
       {given(other, "key-1", request), given(sender, "key-2", request), given(sender, "", request)}) {
    ASSERT_TRUE(answer);
    EXPECT_FALSE(*answer);
  }
}

TEST_F(Idempotency, ForgetsOldAnswers) {
  keep_for(sender, "key-2", request, {200, "newer"}, sample::at(2));
  stored([](Transaction& tx) { return forget_answers(tx, sample::at(2)); });
  EXPECT_FALSE(given(sender, "key-1", request).value());
  EXPECT_TRUE(given(sender, "key-2", request).value());
}

TEST_F(Idempotency, HoldsAnswersThatCannotBeExchanged) {
  keep_for(sender, "key-2", request, {201, "the answer"}, sample::at(2));
  stored([](Transaction& tx) {
    return tx.database().run(
        "update idempotency set body_sealed = (select body_sealed from idempotency limit 1)", {});
  });
  const bool first_opens = given(sender, "key-1", request).has_value();
  const bool second_opens = given(sender, "key-2", request).has_value();
  EXPECT_NE(first_opens, second_opens);
}

}  // namespace
}  // namespace jium::store
