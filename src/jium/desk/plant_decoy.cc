#include "jium/desk/plant_decoy.h"

#include "jium/desk/assign_case.h"
#include "jium/desk/colleague.h"
#include "jium/desk/open_case.h"
#include "jium/desk/record_sighting.h"
#include "jium/desk/register_footage.h"
#include "jium/store/decoys.h"

namespace jium::desk {
namespace {

using fingerprint::Algorithm;
using fingerprint::Fingerprint;

// The history of a real case does not begin with its administrator. The id is that of nobody: what happened
// is in the audit log under the name of who did it.
Actor nobody_of(const Actor& actor) {
  return {store::AccessKeyId::random(), actor.organisation, Role::deletion_officer, std::nullopt};
}

Result<std::vector<Fingerprint>> of_nothing() {
  std::vector<Fingerprint> made;
  JIUM_TRY(auto pdq, Fingerprint::make(Algorithm::pdq, random_bytes(32), 90));
  JIUM_TRY(auto sha256, Fingerprint::make(Algorithm::sha256, random_bytes(32), 100));
  made.push_back(std::move(pdq));
  made.push_back(std::move(sha256));
  return made;
}

}  // namespace

Result<casework::CaseId> plant_decoy(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                     const PlantDecoy& ask) {
  const Actor nobody = nobody_of(actor);
  JIUM_TRY(const auto fingerprints, of_nothing());
  OpenCase opening;
  opening.pseudonym = ask.pseudonym;
  opening.age_band = ask.age_band;
  opening.harm_types = ask.harm_types;
  opening.consent = {.removal = true, .police = true, .other_centres = false};
  JIUM_TRY(const auto the_case, open_case(desk, tx, nobody, opening));
  JIUM_TRY(const auto registered, register_footage(desk, tx, nobody,
                                                   {the_case.id, registry::FootageKind::image,
                                                    registry::FootageSource::officer, fingerprints}));
  if (ask.address)
    JIUM_CHECK(record_sighting_of(desk, tx, nobody, {registered.footage, the_case.id}, *ask.address));
  if (ask.assigned_to) {
    JIUM_CHECK(must_be_colleague(tx, actor.organisation, *ask.assigned_to));
    JIUM_CHECK(begin_assignment(desk, tx, nobody, the_case.id, *ask.assigned_to, std::nullopt));
  }
  // Last, so that nothing of the above touches a decoy.
  JIUM_CHECK(
      store::insert(tx, store::Decoy{the_case.id, actor.organisation, actor.text(), desk.clock.now()}));
  return the_case.id;
}

}  // namespace jium::desk
