#include "jium/desk/steer_ladder.h"

#include "jium/desk/climb_ladder.h"
#include "jium/desk/reach.h"
#include "jium/desk/withdraw_drafts.h"
#include "jium/store/block_requests.h"
#include "jium/store/directory.h"
#include "jium/store/requests.h"
#include "jium/store/sightings.h"

namespace jium::desk {
namespace {

using registry::SightingId;
using removal::Ladder;
using removal::Plan;

struct Reached {
  Ladder ladder;
  Plan plan;
};

Result<Reached> reach_ladder(const Desk& desk, store::Transaction& tx, const Actor& actor, SightingId id) {
  JIUM_CHECK(reach_sighting(desk, tx, actor, id));
  JIUM_TRY(auto stored, store::ladder_of(tx, id));
  if (!stored) {
    return fault(FaultKind::missing,
                 "no ladder has begun for this sighting: draft a removal request about it and one does");
  }
  JIUM_TRY(auto plan, removal::LadderBook::built_in().plan_by_id(stored->ladder.plan));
  return Reached{std::move(stored->ladder), std::move(plan)};
}

// Keeps what was changed, tells the history who did it, and climbs as far as it now may.
Result<SeenLadder> keep(const Desk& desk, store::Transaction& tx, const Actor& actor, const Reached& reached,
                        std::string note) {
  JIUM_CHECK(tell_of_ladder(desk, tx, reached.ladder, std::move(note), actor.text()));
  JIUM_CHECK(keep_ladder(desk, tx, reached.ladder, reached.plan));
  JIUM_CHECK(climb_ladder(desk, tx, reached.ladder.id));
  return show_ladder(desk, tx, actor, reached.ladder.sighting);
}

std::string because(std::string_view what, const HoldLadder& ask) {
  return std::string(what) + " until " + to_text(ask.until) + ": " + std::string(to_text(ask.why));
}

}  // namespace

Result<SeenLadder> show_ladder(const Desk& desk, store::Transaction& tx, const Actor& actor, SightingId id) {
  JIUM_TRY(auto reached, reach_ladder(desk, tx, actor, id));
  const auto next = removal::next_action(reached.ladder, reached.plan, desk.clock.now());
  JIUM_TRY(auto requests, store::requests_about(tx, id));
  JIUM_TRY(const auto block, store::block_request_about(tx, id));
  return SeenLadder{std::move(reached.ladder), next, std::move(requests), block};
}

Result<std::vector<store::StoredLadder>> list_ladders(const Desk& desk, store::Transaction& tx,
                                                      const Actor& actor, store::ListPage page) {
  page.person = actor.person;
  page.now = desk.clock.now();
  return store::ladders_of(tx, actor.organisation, page);
}

Result<SeenLadder> pause_ladder(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                const HoldLadder& ask) {
  JIUM_TRY(auto reached, reach_ladder(desk, tx, actor, ask.sighting));
  JIUM_CHECK(removal::pause(reached.ladder, ask.why, desk.clock.now(), ask.until));
  return keep(desk, tx, actor, reached, because("paused", ask));
}

Result<SeenLadder> take_over_ladder(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                    const HoldLadder& ask) {
  JIUM_TRY(auto reached, reach_ladder(desk, tx, actor, ask.sighting));
  JIUM_CHECK(removal::take_over(reached.ladder, ask.why, desk.clock.now(), ask.until));
  return keep(desk, tx, actor, reached, because("taken over by hand", ask));
}

Result<SeenLadder> resume_ladder(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                 SightingId id) {
  JIUM_TRY(auto reached, reach_ladder(desk, tx, actor, id));
  JIUM_TRY(const auto sighting, store::load_sighting(tx, actor.organisation, id));
  JIUM_TRY(const auto site, store::load_site(tx, actor.organisation, sighting.site));
  if (!removal::is_settled(site)) {
    return fault(
        FaultKind::conflict,
        "the site's host has changed: look who its host is now and settle the change, then the ladder "
        "climbs on by itself");
  }
  JIUM_CHECK(removal::resume(reached.ladder, reached.plan, desk.clock.now()));
  return keep(desk, tx, actor, reached, "resumed");
}

Result<SeenLadder> skip_step(const Desk& desk, store::Transaction& tx, const Actor& actor, SightingId id,
                             removal::Rung rung, removal::SkipReason why) {
  if (why == removal::SkipReason::no_party || why == removal::SkipReason::same_party) {
    return fault(FaultKind::malformed,
                 "no_party and same_party are jium's own reasons: use one of not_useful, would_endanger, "
                 "agreed_otherwise, wrong_party");
  }
  JIUM_TRY(auto reached, reach_ladder(desk, tx, actor, id));
  const Instant now = desk.clock.now();
  JIUM_CHECK(removal::skip(reached.ladder, rung, why, now));
  JIUM_CHECK(withdraw_drafts(desk, tx,
                             {.sighting = id,
                              .by = actor.text(),
                              .why = "its step was skipped: " + std::string(to_text(why)),
                              .event = casework::Event::letter_withheld,
                              .rung = rung}));
  removal::settle(reached.ladder, reached.plan, now);
  return keep(desk, tx, actor, reached,
              std::string(to_text(rung)) + ": skipped: " + std::string(to_text(why)));
}

Result<SeenLadder> confirm_ladder_ahead(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                        SightingId id, std::optional<Instant> until) {
  JIUM_TRY(auto reached, reach_ladder(desk, tx, actor, id));
  if (!until) {
    reached.ladder.confirmed_ahead.reset();
    return keep(desk, tx, actor, reached, "what it drafts is confirmed one by one again");
  }
  removal::Confirmation word{.key = actor.key.text(),
                             .person = actor.person,
                             .role = actor.role,
                             .at = desk.clock.now(),
                             .until = *until};
  JIUM_CHECK(removal::confirm_ahead(reached.ladder, std::move(word)));
  return keep(desk, tx, actor, reached, "confirmed as it climbs, until " + to_text(*until));
}

}  // namespace jium::desk
