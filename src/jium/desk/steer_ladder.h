// What an officer does with the ladder of a sighting of theirs: look at it, have it stand still for a while,
// climb it by hand, pass over a step, have it climb on, and confirm ahead what it will draft. Each with a
// reason out of a closed list; each stands in the case's history.
#pragma once

#include <optional>
#include <vector>

#include "jium/desk/desk.h"
#include "jium/removal/block_request.h"
#include "jium/removal/ladder.h"
#include "jium/removal/removal_request.h"
#include "jium/store/ladders.h"

namespace jium::desk {

struct SeenLadder {
  removal::Ladder ladder;
  std::optional<removal::NextAction> next;
  std::vector<removal::RemovalRequest> requests;  // oldest first
  std::optional<removal::BlockRequest> block_request;
};
// Missing, in words that say how to begin one, when there is none.
[[nodiscard]] Result<SeenLadder> show_ladder(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                             registry::SightingId sighting);
// Of the actor's cases, those that have not ended, the earliest next action first.
[[nodiscard]] Result<std::vector<store::StoredLadder>> list_ladders(const Desk& desk, store::Transaction& tx,
                                                                    const Actor& actor,
                                                                    store::ListPage page = {});

struct HoldLadder {
  registry::SightingId sighting;
  removal::HoldReason why = removal::HoldReason::talks;
  Instant until{};
};
[[nodiscard]] Result<SeenLadder> pause_ladder(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                              const HoldLadder& ask);
[[nodiscard]] Result<SeenLadder> take_over_ladder(const Desk& desk, store::Transaction& tx,
                                                  const Actor& actor, const HoldLadder& ask);
// Also tries again the steps that were passed over because nobody was known. Conflict while a change of host
// waits for an officer.
[[nodiscard]] Result<SeenLadder> resume_ladder(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                               registry::SightingId sighting);
// `why`: not no_party and not same_party, which are jium's own.
[[nodiscard]] Result<SeenLadder> skip_step(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                           registry::SightingId sighting, removal::Rung rung,
                                           removal::SkipReason why);
// "Confirm as it climbs", until then. Without a time: the word is taken back.
[[nodiscard]] Result<SeenLadder> confirm_ladder_ahead(const Desk& desk, store::Transaction& tx,
                                                      const Actor& actor, registry::SightingId sighting,
                                                      std::optional<Instant> until);

}  // namespace jium::desk
