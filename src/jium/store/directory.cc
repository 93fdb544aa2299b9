#include "jium/store/directory.h"

#include "jium/store/fields.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

using registry::OrganisationId;
using registry::SiteId;
using removal::OperatorId;
using removal::Site;
using removal::SiteOperator;

constexpr std::string_view kOperatorTable = "site_operator";
constexpr std::string_view kSiteTable = "site";
constexpr std::string_view kName = "name_sealed";
constexpr std::string_view kMail = "mail_sealed";
constexpr std::string_view kOperatorColumns =
    "select id, data_key, name_sealed, mail_sealed, organisation, language, jurisdiction, added_at from "
    "site_operator";
constexpr std::string_view kSiteColumns =
    "select id, data_key, name_sealed, organisation, site_operator, added_at from site";

Result<SiteOperator> read_operator(Transaction& tx, const Row& row) {
  Fields in(row);
  const auto id = in.id<OperatorId>();
  JIUM_TRY(const DataKey key, tx.data_key(in.id<DataKeyId>()));
  const SealedRow sealed{key, kOperatorTable, id.value()};
  JIUM_TRY(std::string name, in.open(sealed, kName));
  JIUM_TRY(std::string mail, in.open(sealed, kMail));
  return in.finish(SiteOperator{.id = id,
                                .organisation = in.id<OrganisationId>(),
                                .name = std::move(name),
                                .mail = std::move(mail),
                                .language = in.word<removal::Language>(),
                                .jurisdiction = in.text(),
                                .added_at = in.instant()});
}

Result<Site> read_site(Transaction& tx, const Row& row) {
  Fields in(row);
  const auto id = in.id<SiteId>();
  JIUM_TRY(const DataKey key, tx.data_key(in.id<DataKeyId>()));
  JIUM_TRY(std::string name, in.open({key, kSiteTable, id.value()}, kName));
  return in.finish(Site{.id = id,
                        .organisation = in.id<OrganisationId>(),
                        .name = std::move(name),
                        .site_operator = in.maybe_id<OperatorId>(),
                        .added_at = in.instant()});
}

}  // namespace

Result<void> insert(Transaction& tx, const SiteOperator& site_operator) {
  JIUM_TRY(const DataKey key, tx.organisation_key(site_operator.organisation));
  const SealedRow sealed{key, kOperatorTable, site_operator.id.value()};
  return tx.database().run(
      "insert into site_operator (id, data_key, name_sealed, mail_sealed, organisation, language, "
      "jurisdiction, added_at)"
      " values (?, ?, ?, ?, ?, ?, ?, ?)",
      {site_operator.id, key.id, sealed.seal(kName, site_operator.name),
       sealed.seal(kMail, site_operator.mail), site_operator.organisation, to_text(site_operator.language),
       site_operator.jurisdiction, site_operator.added_at});
}

Result<SiteOperator> load_operator(Transaction& tx, OrganisationId organisation, OperatorId id) {
  return one(tx, kOperatorColumns, "where id = ? and organisation = ?", {id, organisation},
             "no such operator", read_operator);
}

Result<std::vector<SiteOperator>> operators_of(Transaction& tx, OrganisationId organisation) {
  return all(tx, kOperatorColumns, "where organisation = ? order by added_at, id", {organisation},
             read_operator);
}

Result<void> insert(Transaction& tx, const Site& site) {
  JIUM_TRY(const DataKey key, tx.organisation_key(site.organisation));
  const SealedRow sealed{key, kSiteTable, site.id.value()};
  return tx.database().run(
      "insert into site (id, data_key, name_sealed, name_index, organisation, site_operator, added_at) "
      "values (?, ?, ?, ?, ?, ?, ?)",
      {site.id, key.id, sealed.seal(kName, site.name),
       tx.vault().blind_index(IndexPurpose::site_name, site.name), site.organisation, site.site_operator,
       site.added_at});
}

Result<void> update(Transaction& tx, const Site& site) {
  return change_one(tx, "update site set site_operator = ? where id = ? and organisation = ?",
                    {site.site_operator, site.id, site.organisation}, "no such site");
}

Result<Site> load_site(Transaction& tx, OrganisationId organisation, SiteId id) {
  return one(tx, kSiteColumns, "where id = ? and organisation = ?", {id, organisation}, "no such site",
             read_site);
}

Result<std::optional<Site>> find_site(Transaction& tx, OrganisationId organisation, const std::string& name) {
  return first(tx, kSiteColumns, "where organisation = ? and name_index = ?",
               {organisation, tx.vault().blind_index(IndexPurpose::site_name, name)}, read_site);
}

Result<std::vector<Site>> sites_of(Transaction& tx, OrganisationId organisation) {
  return all(tx, kSiteColumns, "where organisation = ? order by added_at, id", {organisation}, read_site);
}

}  // namespace jium::store
