#include "jium/store/requests.h"
#include "jium/store/stored_test.h"

namespace jium::store {
namespace {

using removal::Check;
using removal::CheckOutcome;

class Checks : public StoredTest {
 protected:
  void SetUp() override {
    StoredTest::SetUp();
    keep(chain);
  }
  std::vector<Check> checks() {
    return stored([&](Transaction& tx) { return checks_of(tx, chain.request.id); });
  }
  void add(const Check& check) {
    stored([&](Transaction& tx) { return insert_check(tx, chain.request, check); });
  }
  sample::Chain chain;
};

TEST_F(Checks, ComeBackInOrderOfTime) {
  const Check seen{sample::at(2), CheckOutcome::still_there, 17, sample::evidence()};
  const Check silent{sample::at(1), CheckOutcome::inconclusive, std::nullopt, std::nullopt};
  const Check gone{sample::at(3), CheckOutcome::gone, std::nullopt, sample::evidence()};
  for (const Check& check : {seen, silent, gone}) add(check);
  const auto kept = checks();
  ASSERT_EQ(kept.size(), 3U);
  EXPECT_TRUE(same_record(kept[0], silent));
  EXPECT_TRUE(same_record(kept[1], seen));
  EXPECT_TRUE(same_record(kept[2], gone));
}

TEST_F(Checks, HoldEvidenceThatCannotBeExchangedBetweenThem) {
  add({sample::at(1), CheckOutcome::gone, std::nullopt, sample::evidence()});
  add({sample::at(2), CheckOutcome::gone, std::nullopt, sample::evidence()});
  ASSERT_EQ(checks().size(), 2U);
  stored([](Transaction& tx) {
    return tx.database().run(
        "update place_check set evidence_sealed = (select evidence_sealed from place_check order by id limit "
        "1)",
        {});
  });
  EXPECT_TRUE(is_fault(attempt([&](Transaction& tx) { return checks_of(tx, chain.request.id); }),
                       FaultKind::internal));
}

}  // namespace
}  // namespace jium::store
