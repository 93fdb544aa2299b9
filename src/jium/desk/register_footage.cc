#include "jium/desk/register_footage.h"

#include <algorithm>

#include "jium/store/cases.h"

namespace jium::desk {

Result<RegisteredFootage> register_footage(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                           const RegisterFootage& ask) {
  JIUM_TRY(const casework::Case the_case, store::load_case(tx, actor.organisation, ask.the_case));
  if (the_case.state == casework::CaseState::closed || the_case.state == casework::CaseState::forgotten) {
    return fault(FaultKind::conflict,
                 "the case is " + std::string(to_text(the_case.state)) + ": nothing can be registered in it");
  }
  std::vector<fingerprint::Fingerprint> kept = ask.fingerprints;
  std::erase_if(kept, [](const auto& one) { return fingerprint::is_query(one.algorithm()); });
  JIUM_CHECK(registry::check_fingerprints(kept));
  RegisteredFootage result;
  JIUM_TRY(result.same_as, desk.known.find(tx, actor.organisation, ask.fingerprints));
  const auto same_file =
      std::find_if(result.same_as.begin(), result.same_as.end(), [&](const KnownMatch& known) {
        return known.stored.the_case == ask.the_case && fingerprint::is_digest(known.match.algorithm);
      });
  if (same_file != result.same_as.end()) {
    result.footage = same_file->stored.footage;
    result.was_known = true;
    return result;
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
  JIUM_CHECK(write_history(desk, tx, ask.the_case, actor.text(), casework::Event::footage_registered,
                           result.footage.id.text()));
  return result;
}

Result<registry::Footage> withdraw_footage(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                           registry::FootageId id) {
  JIUM_TRY(auto stored, store::load_footage(tx, actor.organisation, id));
  JIUM_CHECK(registry::withdraw(stored.footage, desk.clock.now()));
  JIUM_CHECK(store::update(tx, stored.footage));
  JIUM_CHECK(
      write_history(desk, tx, stored.the_case, actor.text(), casework::Event::footage_withdrawn, id.text()));
  return stored.footage;
}

}  // namespace jium::desk
