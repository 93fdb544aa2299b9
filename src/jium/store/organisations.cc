#include "jium/store/organisations.h"

#include "jium/store/fields.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

using registry::Organisation;
using registry::OrganisationId;

constexpr std::string_view kColumns = "select id, kind, name, mail, added_at, suspended_at from organisation";

Result<Organisation> read_organisation(Transaction&, const Row& row) {
  Fields in(row);
  return in.finish(Organisation{.id = in.id<OrganisationId>(),
                                .kind = in.word<registry::OrganisationKind>(),
                                .name = in.text(),
                                .mail = in.text(),
                                .added_at = in.instant(),
                                .suspended_at = in.maybe_instant()});
}

}  // namespace

Result<void> insert(Transaction& tx, const Organisation& organisation) {
  JIUM_CHECK(tx.database().run(
      "insert into organisation (id, kind, name, mail, added_at, suspended_at) values (?, ?, ?, ?, ?, ?)",
      {organisation.id, to_text(organisation.kind), organisation.name, organisation.mail,
       organisation.added_at, organisation.suspended_at}));
  JIUM_CHECK(tx.make_data_key(organisation.id, DataKeyId(organisation.id.value())));
  return {};
}

Result<Organisation> load_organisation(Transaction& tx, OrganisationId id) {
  return one(tx, kColumns, "where id = ?", {id}, "no such organisation", read_organisation);
}

Result<void> suspend(Transaction& tx, OrganisationId id, std::optional<Instant> at) {
  return change_one(tx, "update organisation set suspended_at = ? where id = ?", {at, id},
                    "no such organisation");
}

Result<std::vector<Organisation>> all_organisations(Transaction& tx) {
  return all(tx, kColumns, "order by added_at, id", {}, read_organisation);
}

}  // namespace jium::store
