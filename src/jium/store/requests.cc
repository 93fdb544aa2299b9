#include "jium/store/requests.h"

#include "jium/store/fields.h"
#include "jium/store/list_filter.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

using casework::CaseId;
using registry::OrganisationId;
using registry::SightingId;
using removal::RemovalRequest;
using removal::RequestId;

constexpr std::string_view kColumns =
    "select id, organisation, the_case, sighting, site_operator, language, rule, channel, state, rung, "
    "recurrence_of, "
    "false_claims,"
    " drafted_at, confirmed_at, sent_at, due_at, acknowledged_at, claimed_at, removed_at, verified_at, "
    "refused_at, gone_by_word_at"
    " from removal_request";
constexpr const char* kMissing = "no such removal request";

Result<RemovalRequest> read_request(Transaction&, const Row& row) {
  Fields in(row);
  return in.finish(RemovalRequest{.id = in.id<RequestId>(),
                                  .organisation = in.id<OrganisationId>(),
                                  .the_case = in.id<CaseId>(),
                                  .sighting = in.id<SightingId>(),
                                  .site_operator = in.id<removal::OperatorId>(),
                                  .language = in.word<removal::Language>(),
                                  .rule = in.text(),
                                  .channel = in.word<removal::RequestChannel>(),
                                  .state = in.word<removal::RequestState>(),
                                  .rung = in.word<removal::Rung>(),
                                  .recurrence_of = in.maybe_id<RequestId>(),
                                  .false_claims = in.number(),
                                  .drafted_at = in.instant(),
                                  .confirmed_at = in.maybe_instant(),
                                  .sent_at = in.maybe_instant(),
                                  .due_at = in.maybe_instant(),
                                  .acknowledged_at = in.maybe_instant(),
                                  .claimed_at = in.maybe_instant(),
                                  .removed_at = in.maybe_instant(),
                                  .verified_at = in.maybe_instant(),
                                  .refused_at = in.maybe_instant(),
                                  .gone_by_word_at = in.maybe_instant()});
}

}  // namespace

Result<void> insert(Transaction& tx, const RemovalRequest& request) {
  return tx.database().run(
      "insert into removal_request (id, organisation, the_case, sighting, site_operator, language, rule, "
      "channel, state, rung, recurrence_of,"
      " false_claims, drafted_at, confirmed_at, sent_at, due_at, acknowledged_at, claimed_at, removed_at, "
      "verified_at, refused_at, gone_by_word_at)"
      " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {request.id,
       request.organisation,
       request.the_case,
       request.sighting,
       request.site_operator,
       to_text(request.language),
       request.rule,
       to_text(request.channel),
       to_text(request.state),
       to_text(request.rung),
       request.recurrence_of,
       request.false_claims,
       request.drafted_at,
       request.confirmed_at,
       request.sent_at,
       request.due_at,
       request.acknowledged_at,
       request.claimed_at,
       request.removed_at,
       request.verified_at,
       request.refused_at,
       request.gone_by_word_at});
}

Result<void> update(Transaction& tx, const RemovalRequest& request) {
  return change_one(
      tx,
      "update removal_request set site_operator = ?, language = ?, rule = ?, channel = ?, state = ?, "
      "false_claims = ?, "
      "confirmed_at = ?, "
      "sent_at = ?,"
      " due_at = ?, acknowledged_at = ?, claimed_at = ?, removed_at = ?, verified_at = ?, refused_at = ?,"
      " gone_by_word_at = ?"
      " where id = ? and organisation = ?",
      {request.site_operator, to_text(request.language), request.rule, to_text(request.channel),
       to_text(request.state), request.false_claims, request.confirmed_at, request.sent_at, request.due_at,
       request.acknowledged_at, request.claimed_at, request.removed_at, request.verified_at,
       request.refused_at, request.gone_by_word_at, request.id, request.organisation},
      kMissing);
}

Result<RemovalRequest> load_request(Transaction& tx, OrganisationId organisation, RequestId id) {
  return one(tx, kColumns, "where id = ? and organisation = ?", {id, organisation}, kMissing, read_request);
}

Result<RemovalRequest> load_request(Transaction& tx, RequestId id) {
  return one(tx, kColumns, "where id = ?", {id}, kMissing, read_request);
}

Result<std::vector<RemovalRequest>> requests_of_case(Transaction& tx, CaseId the_case) {
  return all(tx, kColumns, "where the_case = ? order by drafted_at, id", {the_case}, read_request);
}

Result<std::vector<RemovalRequest>> requests_to(Transaction& tx, OrganisationId organisation,
                                                removal::OperatorId site_operator) {
  return all(tx, kColumns, "where organisation = ? and site_operator = ? order by drafted_at, id",
             {organisation, site_operator}, read_request);
}

Result<std::vector<RemovalRequest>> requests_at(Transaction& tx, OrganisationId organisation,
                                                registry::SiteId site) {
  return all(tx, kColumns,
             "where organisation = ? and sighting in (select id from sighting where site = ?) order by "
             "drafted_at, id",
             {organisation, site}, read_request);
}

Result<std::vector<RemovalRequest>> requests_of(Transaction& tx, OrganisationId organisation,
                                                const ListPage& page,
                                                const std::vector<removal::RequestState>& states) {
  const std::string mine =
      one_of("state", states) + (page.person ? std::string(" and the_case in ") + kAssignedCases : "");
  const std::string rest = "where organisation = ? and (drafted_at > ? or (drafted_at = ? and id > ?))" +
                           mine + " order by drafted_at, id limit ?";
  const auto& [at, id] = page.after;
  if (!page.person) return all(tx, kColumns, rest, {organisation, at, at, id, page.limit}, read_request);
  return all(tx, kColumns, rest,
             {organisation, at, at, id, organisation, *page.person, page.now, page.now, page.limit},
             read_request);
}

Result<std::optional<RemovalRequest>> request_about(Transaction& tx, SightingId sighting) {
  return first(tx, kColumns, "where sighting = ? and rung = 'site_operator' and state <> 'refused'",
               {sighting}, read_request);
}

Result<std::vector<RemovalRequest>> requests_about(Transaction& tx, SightingId sighting) {
  return all(tx, kColumns, "where sighting = ? order by drafted_at, id", {sighting}, read_request);
}

}  // namespace jium::store
