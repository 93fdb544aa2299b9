#include "jium/store/block_requests.h"

#include "jium/store/fields.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

using registry::OrganisationId;
using removal::BlockRequest;
using removal::BlockRequestId;
using removal::BlockVerdict;
using removal::BlockVote;

constexpr std::string_view kColumns =
    "select id, organisation, the_case, sighting, legal_basis, state, measure, reviewers, drafted_at, "
    "filed_at,"
    " decided_at, lifted_at from block_request";
constexpr const char* kMissing = "no such block request";

Result<BlockRequest> read_request(Transaction&, const Row& row) {
  Fields in(row);
  return in.finish(BlockRequest{.id = in.id<BlockRequestId>(),
                                .organisation = in.id<OrganisationId>(),
                                .the_case = in.id<casework::CaseId>(),
                                .sighting = in.id<registry::SightingId>(),
                                .legal_basis = in.text(),
                                .state = in.word<removal::BlockState>(),
                                .measure = in.maybe_word<removal::BlockMeasure>(),
                                .reviewers = in.number(),
                                .drafted_at = in.instant(),
                                .filed_at = in.maybe_instant(),
                                .decided_at = in.maybe_instant(),
                                .lifted_at = in.maybe_instant()});
}

Result<BlockVote> read_vote(Transaction&, const Row& row) {
  Fields in(row);
  return in.finish(
      BlockVote{.voter = {.who = in.text(), .organisation = in.id<OrganisationId>(), .role = in.text()},
                .verdict = in.word<BlockVerdict>(),
                .at = in.instant()});
}

}  // namespace

Result<void> insert(Transaction& tx, const BlockRequest& request) {
  return tx.database().run(
      "insert into block_request (id, organisation, the_case, sighting, legal_basis, state, measure, "
      "reviewers, drafted_at, filed_at, decided_at, lifted_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {request.id, request.organisation, request.the_case, request.sighting, request.legal_basis,
       to_text(request.state), maybe_text(request.measure), request.reviewers, request.drafted_at,
       request.filed_at, request.decided_at, request.lifted_at});
}

Result<void> update(Transaction& tx, const BlockRequest& request) {
  return change_one(tx,
                    "update block_request set state = ?, measure = ?, reviewers = ?, filed_at = ?, "
                    "decided_at = ?, lifted_at "
                    "= ? where id = ? and organisation = ?",
                    {to_text(request.state), maybe_text(request.measure), request.reviewers, request.filed_at,
                     request.decided_at, request.lifted_at, request.id, request.organisation},
                    kMissing);
}

Result<BlockRequest> load_block_request(Transaction& tx, BlockRequestId id) {
  return one(tx, kColumns, "where id = ?", {id}, kMissing, read_request);
}

Result<std::vector<BlockRequest>> filed_block_requests(Transaction& tx, int limit) {
  return all(tx, kColumns, "where state = 'filed' order by filed_at, id limit ?", {limit}, read_request);
}

Result<std::vector<BlockRequest>> blocked_requests(Transaction& tx) {
  return all(tx, kColumns, "where state = 'granted' and measure = 'access_blocking' order by decided_at, id",
             {}, read_request);
}

Result<std::vector<BlockRequest>> block_requests_of(Transaction& tx, OrganisationId organisation) {
  return all(tx, kColumns, "where organisation = ? order by drafted_at, id", {organisation}, read_request);
}

Result<std::vector<BlockRequest>> block_requests_of_case(Transaction& tx, casework::CaseId the_case) {
  return all(tx, kColumns, "where the_case = ? order by drafted_at, id", {the_case}, read_request);
}

Result<std::optional<BlockRequest>> block_request_about(Transaction& tx, registry::SightingId sighting) {
  // Of its case, which has few: that is what the table is ordered by.
  return first(tx, kColumns,
               "where the_case = (select f.the_case from sighting s join footage f on f.id = s.footage"
               " where s.id = ?) and sighting = ? order by drafted_at desc, id desc limit 1",
               {sighting, sighting}, read_request);
}

Result<void> insert(Transaction& tx, BlockRequestId request, const BlockVote& vote) {
  return tx.database().run(
      "insert into block_vote (block_request, voter, question, organisation, voter_role, verdict, voted_at)"
      " values (?, ?, ?, ?, ?, ?, ?)",
      {request, vote.voter.who, vote.verdict == BlockVerdict::lift ? "lift" : "grant",
       vote.voter.organisation, vote.voter.role, to_text(vote.verdict), vote.at});
}

Result<std::vector<BlockVote>> votes_of(Transaction& tx, BlockRequestId request) {
  return all(tx, "select voter, organisation, voter_role, verdict, voted_at from block_vote",
             "where block_request = ? order by voted_at, voter", {request}, read_vote);
}

}  // namespace jium::store
