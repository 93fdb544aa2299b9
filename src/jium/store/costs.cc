#include "jium/store/costs.h"

#include "jium/store/fields.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

using casework::CaseId;
using registry::OrganisationId;
using removal::CostEntry;

Result<CostEntry> read_cost(Transaction&, const Row& row) {
  Fields in(row);
  return in.finish(CostEntry{.id = in.id<removal::CostId>(),
                             .organisation = in.id<OrganisationId>(),
                             .the_case = in.id<CaseId>(),
                             .request = in.id<removal::RequestId>(),
                             .kind = in.word<removal::CostKind>(),
                             .minutes = in.number(),
                             .fee = in.integer(),
                             .currency = in.text(),
                             .actor = in.text(),
                             .at = in.instant()});
}

Result<SentItem> read_item(Transaction&, const Row& row) {
  Fields in(row);
  SentItem item{.the_case = in.id<CaseId>(),
                .state = in.word<removal::RequestState>(),
                .sent_at = in.instant(),
                .removed_at = in.maybe_instant(),
                .site_kind = in.word<removal::SiteKind>(),
                .jurisdiction = in.text(),
                .ground = in.maybe_text(),
                .identity_data = std::nullopt};
  if (const auto leak = in.maybe_number()) item.identity_data = *leak != 0;
  return in.finish(std::move(item));
}

}  // namespace

Result<void> insert(Transaction& tx, const CostEntry& entry) {
  return tx.database().run(
      "insert into cost_entry (id, organisation, the_case, request, kind, minutes, fee, currency, actor, at) "
      "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {entry.id, entry.organisation, entry.the_case, entry.request, to_text(entry.kind), entry.minutes,
       entry.fee, entry.currency, entry.actor, entry.at});
}

Result<void> uncount_confirmation(Transaction& tx, removal::RequestId request, const std::string& actor,
                                  Instant since) {
  return tx.database().run(
      "delete from cost_entry where request = ? and actor = ? and at >= ?"
      " and kind in ('request_prepared', 'item_in_batch')",
      {request, actor, since});
}

Result<std::vector<CostEntry>> costs_of_case(Transaction& tx, CaseId the_case) {
  return all(tx,
             "select id, organisation, the_case, request, kind, minutes, fee, currency, actor, at from "
             "cost_entry",
             "where the_case = ? order by at, id", {the_case}, read_cost);
}

Result<std::optional<std::string>> ground_of(Transaction& tx, CaseId the_case) {
  return first(tx, "select ground from case_support", "where the_case = ?", {the_case},
               [](Transaction&, const Row& row) { return Result<std::string>(row.text(0)); });
}

Result<void> keep_ground(Transaction& tx, OrganisationId organisation, CaseId the_case,
                         std::string_view ground) {
  return tx.database().run(
      "insert into case_support (the_case, organisation, ground) values (?, ?, ?) on conflict (the_case) do "
      "update set ground = excluded.ground",
      {the_case, organisation, ground});
}

Result<void> keep_leak(Transaction& tx, OrganisationId organisation, registry::SightingId sighting,
                       bool identity_data) {
  return tx.database().run(
      "insert into sighting_leak (sighting, organisation, identity_data) values (?, ?, ?) on conflict "
      "(sighting) do update set identity_data = excluded.identity_data",
      {sighting, organisation, identity_data});
}

Result<std::vector<Leak>> leaks_of(Transaction& tx, CaseId the_case) {
  return all(tx,
             "select sighting_leak.sighting, sighting_leak.identity_data from sighting_leak"
             " join sighting on sighting.id = sighting_leak.sighting"
             " join footage on footage.id = sighting.footage",
             "where footage.the_case = ? order by sighting_leak.sighting", {the_case},
             [](Transaction&, const Row& row) -> Result<Leak> {
               return Leak{row.id<registry::SightingId>(0), row.integer(1) != 0};
             });
}

Result<std::vector<SentItem>> items_sent(Transaction& tx, OrganisationId organisation, Instant from,
                                         Instant to) {
  return all(tx,
             "select removal_request.the_case, removal_request.state, removal_request.sent_at, "
             "removal_request.removed_at, site.kind, site_operator.jurisdiction, case_support.ground, "
             "sighting_leak.identity_data from removal_request"
             " join sighting on sighting.id = removal_request.sighting"
             " join site on site.id = sighting.site"
             " join site_operator on site_operator.id = removal_request.site_operator"
             " left join case_support on case_support.the_case = removal_request.the_case"
             " left join sighting_leak on sighting_leak.sighting = sighting.id",
             "where removal_request.organisation = ? and removal_request.sent_at >= ? and "
             "removal_request.sent_at < ? order by removal_request.sent_at, removal_request.id",
             {organisation, from, to}, read_item);
}

}  // namespace jium::store
