#include "jium/desk/find_case.h"

#include "jium/store/cases.h"
#include "jium/store/sightings.h"

namespace jium::desk {

Result<std::vector<casework::Case>> find_cases(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                               const Secret<std::string>& pseudonym) {
  JIUM_TRY(auto found, store::cases_called(tx, actor.organisation, pseudonym.reveal()));
  JIUM_TRY(const Reach reach, Reach::of(desk, tx, actor));
  reach.narrow(found, [](const casework::Case& one) { return one.id; });
  return found;
}

Result<std::vector<ReachedSighting>> find_sightings(const Desk& desk, store::Transaction& tx,
                                                    const Actor& actor, const registry::WebAddress& address) {
  JIUM_TRY(auto at_address, store::sightings_at(tx, actor.organisation, address));
  JIUM_TRY(const Reach reach, Reach::of(desk, tx, actor));
  std::vector<ReachedSighting> found;
  for (registry::Sighting& sighting : at_address) {
    JIUM_TRY(const auto stored, store::load_footage(tx, actor.organisation, sighting.footage));
    if (reach.has(stored.the_case)) found.push_back({std::move(sighting), stored.the_case});
  }
  return found;
}

}  // namespace jium::desk
