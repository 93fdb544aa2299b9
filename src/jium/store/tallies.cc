#include "jium/store/tallies.h"

#include "jium/store/rows.h"

namespace jium::store {

Result<void> add_forgotten(Transaction& tx, registry::OrganisationId organisation, const std::string& month,
                           std::string_view record, const ForgottenCounts& c) {
  return tx.database().run(
      "insert into forgotten_tally (organisation, month, record, cases, footage, sightings, recurrences, "
      "requests,"
      " sent, removed, awaiting_proof, refused, overdue, false_claims, gone_by_word)"
      " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
      " on conflict (organisation, month, record) do update set cases = forgotten_tally.cases + "
      "excluded.cases,"
      " footage = forgotten_tally.footage + excluded.footage,"
      " sightings = forgotten_tally.sightings + excluded.sightings,"
      " recurrences = forgotten_tally.recurrences + excluded.recurrences,"
      " requests = forgotten_tally.requests + excluded.requests, sent = forgotten_tally.sent + excluded.sent,"
      " removed = forgotten_tally.removed + excluded.removed,"
      " awaiting_proof = forgotten_tally.awaiting_proof + excluded.awaiting_proof,"
      " refused = forgotten_tally.refused + excluded.refused,"
      " overdue = forgotten_tally.overdue + excluded.overdue,"
      " false_claims = forgotten_tally.false_claims + excluded.false_claims,"
      " gone_by_word = forgotten_tally.gone_by_word + excluded.gone_by_word",
      {organisation, month, record, c.cases, c.footage, c.sightings, c.recurrences, c.requests, c.sent,
       c.removed, c.awaiting_proof, c.refused, c.overdue, c.false_claims, c.gone_by_word});
}

Result<ForgottenCounts> forgotten_of(Transaction& tx, registry::OrganisationId organisation) {
  ForgottenCounts counts;
  JIUM_CHECK(tx.database().query(
      "select cases, footage, sightings, recurrences, requests, sent, removed, awaiting_proof, refused, "
      "overdue,"
      " false_claims, gone_by_word from forgotten_tally where organisation = ?",
      {organisation}, [&](const Row& row) -> Result<void> {
        int column = 0;
        for (std::int64_t* count :
             {&counts.cases, &counts.footage, &counts.sightings, &counts.recurrences, &counts.requests,
              &counts.sent, &counts.removed, &counts.awaiting_proof, &counts.refused, &counts.overdue,
              &counts.false_claims, &counts.gone_by_word}) {
          *count += row.integer(column++);
        }
        return {};
      }));
  return counts;
}

}  // namespace jium::store
