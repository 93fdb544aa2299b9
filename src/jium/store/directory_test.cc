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

TEST_F(Directory, KeepsEveryPartyOfASiteInItsOwnPlace) {
  auto& site = chain.site;
  for (const removal::Party party : {removal::Party::site_operator, removal::Party::owner,
                                     removal::Party::host, removal::Party::cdn, removal::Party::registrar}) {
    const auto another = sample::site_operator(chain.organisation.id);
    stored([&](Transaction& tx) { return insert(tx, another); });
    removal::party_of(site, party) = another.id;
  }
  site.kind = removal::SiteKind::archive;
  site.host_changed_at.reset();
  stored([&](Transaction& tx) { return update(tx, site); });
  EXPECT_TRUE(same_record(
      stored([&](Transaction& tx) { return load_site(tx, chain.organisation.id, site.id); }), site));
}

TEST_F(Directory, ChangesAnOperatorWhole) {
  auto& changed = chain.site_operator;
  changed.name = "Example Hosting Ltd";
  changed.mail.clear();
  changed.language = removal::Language::en;
  changed.jurisdiction = "US";
  changed.channels = {
      {removal::ChannelKind::api, Secret<std::string>("https://hosting.example/api"), removal::Language::en}};
  changed.languages.clear();
  changed.rule.reset();
  changed.state = removal::OperatorState::refusing;
  stored([&](Transaction& tx) { return update(tx, changed); });
  EXPECT_TRUE(same_record(
      stored([&](Transaction& tx) { return load_operator(tx, changed.organisation, changed.id); }), changed));
  changed.organisation = stranger;
  EXPECT_FALSE(attempt([&](Transaction& tx) { return update(tx, changed); }).has_value());
}

}  // namespace
}  // namespace jium::store
