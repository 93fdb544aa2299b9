#include "jium/store/organisations.h"

#include "jium/store/stored_test.h"

namespace jium::store {
namespace {

class Organisations : public StoredTest {};

TEST_F(Organisations, ComeBackAsTheyWereStored) {
  const auto organisation = sample::organisation();
  stored([&](Transaction& tx) { return insert(tx, organisation); });
  const auto loaded = stored([&](Transaction& tx) { return load_organisation(tx, organisation.id); });
  EXPECT_TRUE(same_record(loaded, organisation));
}

TEST_F(Organisations, AreListedOldestFirst) {
  auto younger = sample::organisation("Police of the South");
  younger.kind = registry::OrganisationKind::police;
  younger.added_at = sample::at(9);
  const auto older = sample::organisation();
  stored([&](Transaction& tx) { return insert(tx, younger); });
  stored([&](Transaction& tx) { return insert(tx, older); });
  const auto organisations = stored([](Transaction& tx) { return all_organisations(tx); });
  ASSERT_EQ(organisations.size(), 2U);
  EXPECT_TRUE(same_record(organisations[0], older));
  EXPECT_TRUE(same_record(organisations[1], younger));
}

TEST_F(Organisations, AreGivenAKeyOfTheirOwn) {
  const auto one = sample::organisation();
  const auto other = sample::organisation();
  stored([&](Transaction& tx) { return insert(tx, one); });
  stored([&](Transaction& tx) { return insert(tx, other); });
  const auto key_of = [&](const registry::Organisation& organisation) {
    return stored([&](Transaction& tx) { return tx.organisation_key(organisation.id); });
  };
  EXPECT_EQ(key_of(one).organisation, one.id);
  EXPECT_FALSE(key_of(one).key == key_of(other).key);
}

TEST_F(Organisations, ThatDoNotExistAreMissing) {
  EXPECT_TRUE(is_fault(
      attempt([](Transaction& tx) { return load_organisation(tx, registry::OrganisationId::random()); }),
      FaultKind::missing));
}

}  // namespace
}  // namespace jium::store
