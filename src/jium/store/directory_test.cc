#include "jium/store/directory.h"

#include "jium/store/stored_test.h"

namespace jium::store {
namespace {

class Directory : public StoredTest {
 protected:
  void SetUp() override {
    StoredTest::SetUp();
    keep(chain);
  }
  sample::Chain chain;
  registry::OrganisationId stranger = registry::OrganisationId::random();
};

TEST_F(Directory, GivesOperatorsAsTheyWereStored) {
  const auto& kept = chain.site_operator;
  EXPECT_TRUE(same_record(
      stored([&](Transaction& tx) { return load_operator(tx, kept.organisation, kept.id); }), kept));
  const auto listed = stored([&](Transaction& tx) { return operators_of(tx, kept.organisation); });
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_TRUE(same_record(listed[0], kept));
}

TEST_F(Directory, GivesSitesAsTheyWereStored) {
  const auto& kept = chain.site;
  EXPECT_TRUE(
      same_record(stored([&](Transaction& tx) { return load_site(tx, kept.organisation, kept.id); }), kept));
  const auto listed = stored([&](Transaction& tx) { return sites_of(tx, kept.organisation); });
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_TRUE(same_record(listed[0], kept));
}

TEST_F(Directory, BelongsToOneOrganisation) {
  EXPECT_TRUE(
      is_fault(attempt([&](Transaction& tx) { return load_operator(tx, stranger, chain.site_operator.id); }),
               FaultKind::missing));
  EXPECT_TRUE(is_fault(attempt([&](Transaction& tx) { return load_site(tx, stranger, chain.site.id); }),
                       FaultKind::missing));
  EXPECT_FALSE(stored([&](Transaction& tx) { return find_site(tx, stranger, chain.site.name); }));
  EXPECT_TRUE(stored([&](Transaction& tx) { return sites_of(tx, stranger); }).empty());
  EXPECT_TRUE(stored([&](Transaction& tx) { return operators_of(tx, stranger); }).empty());
}

TEST_F(Directory, FindsASiteByItsExactNameOnly) {
  const auto find = [&](const std::string& name) {
    return stored([&](Transaction& tx) { return find_site(tx, chain.organisation.id, name); });
  };
  ASSERT_TRUE(find("example.org"));
  EXPECT_TRUE(same_record(*find("example.org"), chain.site));
  EXPECT_FALSE(find("example.or"));
  EXPECT_FALSE(find("www.example.org"));
}

TEST_F(Directory, HoldsASiteOnce) {
  auto twin = chain.site;
  twin.id = registry::SiteId::random();
  EXPECT_TRUE(is_fault(attempt([&](Transaction& tx) { return insert(tx, twin); }), FaultKind::conflict));
}

TEST_F(Directory, GivesASiteAnotherOperatorOrNone) {
  chain.site.site_operator.reset();
  stored([&](Transaction& tx) { return update(tx, chain.site); });
  const auto loaded =
      stored([&](Transaction& tx) { return load_site(tx, chain.organisation.id, chain.site.id); });
  EXPECT_TRUE(same_record(loaded, chain.site));
}

}  // namespace
}  // namespace jium::store
