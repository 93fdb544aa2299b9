#include "jium/desk/count_work.h"

#include <algorithm>

#include "jium/desk/reach.h"
#include "jium/store/cases.h"
#include "jium/store/decoys.h"
#include "jium/store/requests.h"
#include "jium/store/sightings.h"
#include "jium/store/tallies.h"

namespace jium::desk {
namespace {

// Only into the organisation's own totals: a row of the tally may stand for one person.
Result<void> add_forgotten(store::Transaction& tx, registry::OrganisationId organisation,
                           report::RemovalTally& tally) {
  JIUM_TRY(const store::ForgottenCounts counts, store::forgotten_of(tx, organisation));
  report::RemovalCounts forgotten;
  forgotten.cases = counts.cases;
  forgotten.footage = counts.footage;
  forgotten.sightings = counts.sightings;
  forgotten.recurrences = counts.recurrences;
  forgotten.requests = counts.requests;
  forgotten.sent = counts.sent;
  forgotten.removed = counts.removed;
  forgotten.gone_by_word = counts.gone_by_word;
  forgotten.awaiting_proof = counts.awaiting_proof;
  forgotten.refused = counts.refused;
  forgotten.overdue = counts.overdue;
  forgotten.false_claims = counts.false_claims;
  tally.add_forgotten(forgotten);
  return {};
}

}  // namespace

Result<report::RemovalCounts> count_work(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                         std::optional<casework::CaseId> the_case) {
  std::vector<casework::Case> cases;
  if (the_case) {
    const bool only_counts = actor.role == Role::auditor || actor.role == Role::centre_administrator;
    JIUM_TRY(auto one, only_counts ? store::load_case(tx, actor.organisation, *the_case)
                                   : reach_case(desk, tx, actor, *the_case));
    cases.push_back(std::move(one));
  } else {
    JIUM_TRY(cases, store::cases_of(tx, actor.organisation));
    JIUM_TRY(const auto decoys, store::decoys_of(tx, actor.organisation));
    std::erase_if(cases, [&](const casework::Case& one) {
      return std::binary_search(decoys.begin(), decoys.end(), one.id);
    });
  }
  report::RemovalTally tally;
  for (const casework::Case& one : cases) {
    JIUM_TRY(const auto footages, store::footages_of(tx, one.id));
    JIUM_TRY(const auto sightings, store::sightings_of_case(tx, one.id));
    JIUM_TRY(const auto requests, store::requests_of_case(tx, one.id));
    tally.add_case(footages.size(), sightings, requests);
  }
  if (!the_case) JIUM_CHECK(add_forgotten(tx, actor.organisation, tally));
  return tally.counts();
}

}  // namespace jium::desk
