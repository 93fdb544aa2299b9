#include "jium/store/decisions.h"

#include "jium/store/fields.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

using registry::Decision;
using registry::DecisionId;
using registry::FootageId;
using registry::OrganisationId;
using registry::Vote;

constexpr std::string_view kDecision =
    "select id, footage, decided_by, verdict, reviewers, scheme, scheme_version, class_code, grounds,"
    " supersedes, decided_at from decision";
constexpr std::string_view kVote =
    "select voter, organisation, voter_role, verdict, scheme, scheme_version, class_code, grounds, voted_at"
    " from decision_vote";

Result<Decision> read_decision(Transaction&, const Row& row) {
  Fields in(row);
  return in.finish(Decision{.id = in.id<DecisionId>(),
                            .footage = in.id<FootageId>(),
                            .by = in.word<registry::DecidedBy>(),
                            .verdict = in.word<registry::Verdict>(),
                            .reviewers = in.number(),
                            .legal_class = {in.text(), in.text(), in.text()},
                            .grounds = in.text(),
                            .supersedes = in.maybe_id<DecisionId>(),
                            .at = in.instant()});
}

Result<Vote> read_vote(Transaction&, const Row& row) {
  Fields in(row);
  return in.finish(Vote{.voter = {in.text(), in.id<OrganisationId>(), in.text()},
                        .verdict = in.word<registry::Verdict>(),
                        .legal_class = {in.text(), in.text(), in.text()},
                        .grounds = in.text(),
                        .at = in.instant()});
}

}  // namespace

Result<void> insert(Transaction& tx, const Decision& decision) {
  return tx.database().run(
      "insert into decision (id, footage, number, decided_by, verdict, reviewers, scheme, scheme_version,"
      " class_code, grounds, supersedes, decided_at) values (?, ?,"
      " (select count(*) + 1 from decision where footage = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {decision.id, decision.footage, decision.footage, to_text(decision.by), to_text(decision.verdict),
       decision.reviewers, decision.legal_class.scheme, decision.legal_class.version,
       decision.legal_class.code, decision.grounds, decision.supersedes, decision.at});
}

Result<std::optional<Decision>> latest_decision(Transaction& tx, FootageId footage) {
  return first(tx, kDecision, "where footage = ? order by number desc limit 1", {footage}, read_decision);
}

Result<std::vector<Decision>> decisions_of(Transaction& tx, FootageId footage) {
  return all(tx, kDecision, "where footage = ? order by number", {footage}, read_decision);
}

Result<void> insert(Transaction& tx, FootageId footage, int round, const Vote& vote) {
  return tx.database().run(
      "insert into decision_vote (footage, decision_round, voter, organisation, voter_role, verdict, scheme,"
      " scheme_version, class_code, grounds, voted_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {footage, round, vote.voter.who, vote.voter.organisation, vote.voter.role, to_text(vote.verdict),
       vote.legal_class.scheme, vote.legal_class.version, vote.legal_class.code, vote.grounds, vote.at});
}

Result<std::vector<Vote>> votes_of(Transaction& tx, FootageId footage, int round) {
  return all(tx, kVote, "where footage = ? and decision_round = ? order by voted_at, voter", {footage, round},
             read_vote);
}

}  // namespace jium::store
