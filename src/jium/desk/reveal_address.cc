#include "jium/desk/reveal_address.h"

#include "jium/desk/reach.h"
#include "jium/desk/request_removal.h"
#include "jium/desk/write_log.h"
#include "jium/store/cases.h"
#include "jium/store/quotas.h"
#include "jium/store/requests.h"

namespace jium::desk {
namespace {

std::string refusal(const Desk& desk, Instant now) {
  return "today's " + std::to_string(desk.reveals.per_day) +
         " addresses have been shown: the count begins anew at " + casework::next_korean_day(now) +
         ". Most work needs no address: jium sends letters and checks places by itself. If yours does, ask "
         "your "
         "centre's administrator, who can have access.reveals_per_day raised where jium runs";
}

}  // namespace

Result<RevealedAddress> reveal_address(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                       registry::SightingId id, casework::RevealTask task) {
  JIUM_TRY(auto reached, reach_sighting(desk, tx, actor, id));
  JIUM_TRY(const auto the_case, store::load_case(tx, actor.organisation, reached.the_case));
  JIUM_TRY(const auto request, store::request_about(tx, id));
  JIUM_CHECK(casework::may_reveal(task, the_case, reached.sighting, request.has_value()));
  const Instant now = desk.clock.now();
  JIUM_TRY(const bool counted, store::count_reveal(tx, actor.organisation, actor.text(),
                                                   casework::korean_day(now), desk.reveals.per_day));
  if (!counted) {
    JIUM_CHECK(write_log(desk, tx, actor, audit::Act::address_revealed, id, audit::Outcome::refused));
    return RevealedAddress{std::nullopt, refusal(desk, now)};
  }
  JIUM_CHECK(store::insert(tx, casework::Reveal{.id = casework::RevealId::random(),
                                                .organisation = actor.organisation,
                                                .the_case = reached.the_case,
                                                .sighting = id,
                                                .task = task,
                                                .actor = actor.text(),
                                                .at = now}));
  JIUM_CHECK(write_history(desk, tx, reached.the_case, actor.text(), casework::Event::address_revealed,
                           id.text(), std::string(to_text(task))));
  return RevealedAddress{std::move(reached.sighting.address), {}};
}

Result<RevealedLetter> reveal_letter(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                     removal::RequestId id, casework::RevealTask task) {
  JIUM_TRY(const auto request, reach_request(desk, tx, actor, id));
  JIUM_TRY(auto shown, reveal_address(desk, tx, actor, request.sighting, task));
  if (!shown.address) return RevealedLetter{std::nullopt, std::move(shown.refusal)};
  JIUM_TRY(auto letter, letter_for(desk, tx, actor, id));
  return RevealedLetter{std::move(letter), {}};
}

}  // namespace jium::desk
