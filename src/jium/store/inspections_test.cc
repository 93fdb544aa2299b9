#include "jium/store/inspections.h"

#include "jium/store/stored_test.h"

namespace jium::store {
namespace {

class Inspections : public StoredTest {
 protected:
  void SetUp() override {
    StoredTest::SetUp();
    keep(chain);
    stored([&](Transaction& tx) { return insert(tx, asked); });
  }
  Inspection loaded() {
    return stored([&](Transaction& tx) { return load_inspection(tx, asked.id); });
  }
  sample::Chain chain;
  Inspection asked{.id = InspectionId::random(),
                   .organisation = chain.organisation.id,
                   .actor = "K-0000-0000-0001",
                   .address = sample::address("look/here"),
                   .finding = std::nullopt,
                   .sighting = std::nullopt,
                   .distance = std::nullopt,
                   .note = {},
                   .asked_at = sample::at(1),
                   .done_at = std::nullopt};
};

TEST_F(Inspections, ComeBackAsTheyWereAsked) {
  EXPECT_TRUE(same_record(loaded(), asked));
  const auto own =
      stored([&](Transaction& tx) { return load_inspection(tx, chain.organisation.id, asked.id); });
  EXPECT_TRUE(same_record(own, asked));
}

TEST_F(Inspections, ComeBackAsTheyWereAnswered) {
  asked.state = InspectionState::done;
  asked.finding = Finding::recognised;
  asked.sighting = chain.sighting.id;
  asked.distance = 0;
  asked.recurrence = true;
  asked.note = Secret<std::string>("seen again under another name");
  asked.done_at = sample::at(2);
  stored([&](Transaction& tx) { return update(tx, asked); });
  EXPECT_TRUE(same_record(loaded(), asked));
}

TEST_F(Inspections, OfAnotherOrganisationAreMissing) {
  const auto stranger = registry::OrganisationId::random();
  EXPECT_TRUE(is_fault(attempt([&](Transaction& tx) { return load_inspection(tx, stranger, asked.id); }),
                       FaultKind::missing));
  asked.id = InspectionId::random();
  EXPECT_TRUE(is_fault(attempt([&](Transaction& tx) { return update(tx, asked); }), FaultKind::missing));
}

}  // namespace
}  // namespace jium::store
