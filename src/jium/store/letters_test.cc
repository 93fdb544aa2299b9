#include "jium/store/letter_text.h"
#include "jium/store/requests.h"
#include "jium/store/stored_test.h"

namespace jium::store {
namespace {

class Letters : public StoredTest {
 protected:
  void SetUp() override {
    StoredTest::SetUp();
    keep(chain);
  }
  sample::Chain chain;
};

TEST_F(Letters, ComeBackAsTheyWereStored) {
  EXPECT_TRUE(
      same_record(stored([&](Transaction& tx) { return load_letter(tx, chain.letter.id); }), chain.letter));
  const auto of_request = stored([&](Transaction& tx) { return letter_of(tx, chain.request.id); });
  ASSERT_TRUE(of_request);
  EXPECT_TRUE(same_record(*of_request, chain.letter));
}

TEST_F(Letters, AreMissingWhenThereAreNone) {
  EXPECT_FALSE(stored([](Transaction& tx) { return letter_of(tx, removal::RequestId::random()); }));
  EXPECT_TRUE(is_fault(attempt([](Transaction& tx) { return load_letter(tx, removal::LetterId::random()); }),
                       FaultKind::missing));
  chain.letter.id = removal::LetterId::random();
  EXPECT_TRUE(is_fault(attempt([&](Transaction& tx) { return update_delivery(tx, chain.letter); }),
                       FaultKind::missing));
}

TEST_F(Letters, AreOneARequest) {
  chain.letter.id = removal::LetterId::random();
  EXPECT_TRUE(
      is_fault(attempt([&](Transaction& tx) { return insert(tx, chain.letter); }), FaultKind::conflict));
}

TEST_F(Letters, ChangeInTheirDeliveryAlone) {
  auto changed = chain.letter;
  changed.delivery = {.state = removal::LetterState::queued, .attempt = 3, .settled_at = std::nullopt};
  changed.letter.to = "elsewhere@hosting.example";
  stored([&](Transaction& tx) { return update_delivery(tx, changed); });
  changed.letter.to = chain.letter.letter.to;
  EXPECT_TRUE(
      same_record(stored([&](Transaction& tx) { return load_letter(tx, chain.letter.id); }), changed));
}

TEST(LetterText, IsReadBackStrictly) {
  const std::string text = write_letter(sample::letter(removal::RequestId::random()).letter);
  EXPECT_TRUE(read_letter(text));
  const auto refused = [](std::string changed) {
    return is_fault(read_letter(changed), FaultKind::internal);
  };
  EXPECT_TRUE(refused(""));
  EXPECT_TRUE(refused("{}"));
  EXPECT_TRUE(refused(text.substr(0, text.size() - 1)));
  EXPECT_TRUE(refused(text.substr(0, text.size() - 1) + R"(,"more":1})"));
  EXPECT_TRUE(refused(
      R"({"message_id":1,"from_name":"","from":"","to":"","reply_reference":"","subject":"","body":""})"));
}

}  // namespace
}  // namespace jium::store
