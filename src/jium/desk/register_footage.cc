#include "jium/desk/register_footage.h"

#include <algorithm>

#include "jium/desk/climb_ladder.h"
#include "jium/desk/doer.h"
#include "jium/desk/file_block_request.h"
#include "jium/desk/keep_feeds.h"
#include "jium/desk/reach.h"
#include "jium/desk/suggest_links.h"
#include "jium/desk/withdraw_drafts.h"
#include "jium/store/cases.h"
#include "jium/store/child_sharing.h"
#include "jium/store/footage_lives.h"

namespace jium::desk {

Result<RegisteredFootage> register_footage(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                           const RegisterFootage& ask) {
  JIUM_TRY(const casework::Case the_case, reach_case(desk, tx, actor, ask.the_case));
  if (the_case.state == casework::CaseState::closed || the_case.state == casework::CaseState::forgotten) {
    return fault(FaultKind::conflict,
                 "the case is " + std::string(to_text(the_case.state)) + ": nothing can be registered in it");
  }
  std::vector<fingerprint::Fingerprint> kept = ask.fingerprints;
  std::erase_if(kept, [](const auto& one) { return fingerprint::is_query(one.algorithm()); });
  JIUM_CHECK(registry::check_fingerprints(kept));
  if (desk.harmless != nullptr && desk.harmless->holds(kept)) {
    return fault(FaultKind::conflict,
                 "this picture is one of those that are known to be harmless, or looks like one (a logo, an "
                 "empty frame, a picture from the news): registered, it would hit what nobody complained of. "
                 "See that the file is the right one; if it is, register its digests alone");
  }
  RegisteredFootage result;
  JIUM_TRY(result.same_as, desk.known.find(tx, actor.organisation, ask.fingerprints, &result.elsewhere));
  JIUM_TRY(const Reach reach, Reach::of(desk, tx, actor));
  reach.narrow(result.same_as, [](const KnownMatch& known) { return known.stored.the_case; });
  const auto same_file =
      std::find_if(result.same_as.begin(), result.same_as.end(), [&](const KnownMatch& known) {
        return known.stored.the_case == ask.the_case && fingerprint::is_digest(known.match.algorithm);
      });
  if (same_file != result.same_as.end()) {
    result.footage = same_file->stored.footage;
    result.was_known = true;
    return result;
  }
  std::vector<RelatedFootage> related;
  if (the_case.consent.other_centres) {
    JIUM_TRY(related, related_footage(desk, tx, actor.organisation, ask.fingerprints));
  }
  result.footage = {registry::FootageId::random(),
                    actor.organisation,
                    ask.kind,
                    ask.source,
                    registry::FootageState::registered,
                    std::move(kept),
                    desk.clock.now(),
                    std::nullopt,
                    std::nullopt};
  JIUM_CHECK(store::insert(tx, result.footage, ask.the_case));
  registry::FootageLife life;
  life.footage = result.footage.id;
  life.owner = actor.organisation;
  life.registered_by = doer_of(actor);
  JIUM_CHECK(store::insert(tx, life));
  JIUM_CHECK(write_history(desk, tx, ask.the_case, actor.text(), casework::Event::footage_registered,
                           result.footage.id.text()));
  JIUM_CHECK(suggest_links(desk, tx, the_case, related));
  return result;
}

Result<registry::Footage> withdraw_footage(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                           registry::FootageId id) {
  JIUM_CHECK(reach_footage(desk, tx, actor, id));
  JIUM_TRY(auto file, store::load_file(tx, actor.organisation, id));
  const Instant now = desk.clock.now();
  JIUM_TRY(const auto the_case, store::load_case(tx, actor.organisation, file.stored.the_case));
  JIUM_TRY(const auto rest, related_to_the_rest(desk, tx, the_case, id));
  JIUM_CHECK(registry::withdraw(file.stored.footage, file.life, now));
  JIUM_CHECK(store::update(tx, file.stored.footage));
  JIUM_CHECK(store::update(tx, file.life));
  JIUM_CHECK(leave_feeds(desk, tx, id));
  JIUM_CHECK(lift_without_ground(desk, tx, actor, {file.stored.the_case, id}));
  JIUM_CHECK(write_history(desk, tx, file.stored.the_case, actor.text(), casework::Event::footage_withdrawn,
                           id.text()));
  JIUM_TRY(const auto places, store::places_of(tx, id));
  for (const store::SightingPlace& place : places) {
    JIUM_CHECK(withdraw_moot_drafts(desk, tx, actor.organisation, place.id, actor.text()));
    JIUM_CHECK(climb_ladder_of(desk, tx, place.id));
  }
  // Links that stood on it stand on what is left.
  JIUM_CHECK(suggest_links(desk, tx, the_case, rest, FootageSaid::all));
  return file.stored.footage;
}

}  // namespace jium::desk
