#include "jium/desk/count_work.h"

#include "jium/store/cases.h"
#include "jium/store/requests.h"
#include "jium/store/sightings.h"

namespace jium::desk {

Result<report::RemovalCounts> count_work(store::Transaction& tx, const Actor& actor,
                                         std::optional<casework::CaseId> the_case) {
  std::vector<casework::Case> cases;
  if (the_case) {
    JIUM_TRY(auto one, store::load_case(tx, actor.organisation, *the_case));
    cases.push_back(std::move(one));
  } else {
    JIUM_TRY(cases, store::cases_of(tx, actor.organisation));
  }
  report::RemovalTally tally;
  for (const casework::Case& one : cases) {
    JIUM_TRY(const auto footages, store::footages_of(tx, one.id));
    JIUM_TRY(const auto sightings, store::sightings_of_case(tx, one.id));
    JIUM_TRY(const auto requests, store::requests_of_case(tx, one.id));
    tally.add_case(footages.size(), sightings, requests);
  }
  return tally.counts();
}

}  // namespace jium::desk
