#include "jium/store/officer_looks.h"

#include "jium/store/fields.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

using removal::OfficerLook;

Result<OfficerLook> read_look(Transaction&, const Row& row) {
  Fields in(row);
  return in.finish(OfficerLook{.id = in.id<removal::OfficerLookId>(),
                               .request = in.id<removal::RequestId>(),
                               .organisation = in.id<registry::OrganisationId>(),
                               .at = in.instant(),
                               .still_there = in.number() != 0,
                               .means = in.word<removal::LookMeans>(),
                               .looked_by = in.text(),
                               .recorded_at = in.instant()});
}

}  // namespace

Result<void> insert(Transaction& tx, const OfficerLook& look) {
  return tx.database().run(
      "insert into officer_look (id, request, organisation, at, still_there, means, looked_by, recorded_at)"
      " values (?, ?, ?, ?, ?, ?, ?, ?)",
      {look.id, look.request, look.organisation, look.at, look.still_there, to_text(look.means),
       look.looked_by, look.recorded_at});
}

Result<std::vector<OfficerLook>> officer_looks_of(Transaction& tx, removal::RequestId request) {
  return all(tx,
             "select id, request, organisation, at, still_there, means, looked_by, recorded_at from "
             "officer_look",
             "where request = ? order by at, recorded_at, id", {request}, read_look);
}

}  // namespace jium::store
