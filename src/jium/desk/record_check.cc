#include "jium/desk/record_check.h"

#include <algorithm>

#include "jium/desk/notice_host.h"
#include "jium/desk/record_sighting.h"
#include "jium/desk/write_log.h"
#include "jium/match/catalogue.h"
#include "jium/store/footages.h"
#include "jium/store/jobs.h"
#include "jium/store/requests.h"
#include "jium/store/sightings.h"

namespace jium::desk {
namespace {

using casework::Event;
using removal::CheckMeaning;

// What was answered but not compared proves nothing: media that jium does not read, by its bytes or by what
// it calls itself, a picture beside a video, and a look beside footage that is known by the digests of one
// file alone; nor does the beginning of a video whose rest was not seen.
bool is_uncompared(const Look& look, const registry::Footage& footage) {
  const bool is_success = look.evidence->status >= 200 && look.evidence->status < 300;
  if (!is_success) return false;
  if (look.fingerprints.empty()) {
    const std::string& type = look.evidence->content_type;
    return look.may_be_media || type.starts_with("image/") || type.starts_with("video/");
  }
  return look.cut_short || !match::can_compare_looks(footage.fingerprints, look.fingerprints);
}

removal::Check judge(const Look& look, const registry::Footage& footage, Instant now) {
  removal::Check check{now, removal::CheckOutcome::inconclusive, std::nullopt, look.evidence};
  const bool not_looked_at = look.fault && look.fault->kind != FaultKind::malformed;
  const auto match = match::same_footage(footage.fingerprints, look.fingerprints);
  if (match && is_a_hint_only(*match)) return check;
  if (match) {
    check.outcome = removal::CheckOutcome::still_there;
    check.distance = match->distance;
  } else if (look.evidence && !not_looked_at && !is_uncompared(look, footage)) {
    check.outcome = removal::outcome_without_match(look.evidence->status);
  }
  return check;
}

Result<void> note_gone(store::Transaction& tx, registry::Sighting sighting, Instant now) {
  sighting.state = registry::SightingState::gone;
  sighting.gone_at = now;
  return store::update(tx, sighting);
}

Result<void> note_seen(store::Transaction& tx, registry::Sighting sighting, Instant now) {
  sighting.last_seen = now;
  return store::update(tx, sighting);
}

Result<void> write_meaning(const Desk& desk, store::Transaction& tx, const removal::RemovalRequest& request,
                           CheckMeaning meaning) {
  const auto write = [&](Event event) {
    return write_history(desk, tx, request.the_case, std::string(kJiumItself), event, request.id.text());
  };
  switch (meaning) {
    case CheckMeaning::nothing_new:
      return {};
    case CheckMeaning::seen_removed:
      return write(Event::removal_seen);
    case CheckMeaning::proved_removed:
      return write(Event::removal_verified);
    case CheckMeaning::claim_disproved:
      JIUM_CHECK(write(Event::claim_disproved));
      return raise_alarm(desk, tx, request.organisation, request.the_case, store::AlarmKind::claim_disproved,
                         request.id.text());
  }
  return {};
}

// After the proof the same address is watched: what comes back there is a new sighting. The old request's
// watch ends with it, as the new sighting will have one of its own.
Result<bool> came_back(const Desk& desk, store::Transaction& tx, const removal::RemovalRequest& request,
                       const registry::Sighting& sighting, const removal::Check& check, const Look& look) {
  if (request.state != removal::RequestState::verified || check.outcome != removal::CheckOutcome::still_there)
    return false;
  JIUM_TRY(const auto recorded, record_sighting(desk, tx,
                                                {request.organisation, std::string(kJiumItself),
                                                 sighting.address, look.fingerprints, look.evidence}));
  if (recorded) {
    JIUM_CHECK(write_log_of_house(desk, tx, request.organisation, audit::Act::sighting_recorded,
                                  recorded->sighting.id));
  }
  return true;
}

}  // namespace

Result<std::optional<PlaceToCheck>> place_to_check(store::Transaction& tx, removal::RequestId id) {
  JIUM_TRY(auto request, store::load_request(tx, id));
  if (!removal::is_watched(request)) return std::optional<PlaceToCheck>();
  JIUM_TRY(const auto sighting, store::load_sighting(tx, request.organisation, request.sighting));
  JIUM_TRY(const auto stored, store::load_footage(tx, request.organisation, sighting.footage));
  if (!registry::may_match(stored.footage.state)) return std::optional<PlaceToCheck>();
  return std::optional(PlaceToCheck{std::move(request), sighting.address});
}

Result<removal::RemovalRequest> record_check(const Desk& desk, store::Transaction& tx, removal::RequestId id,
                                             const Look& look) {
  const Instant now = desk.clock.now();
  JIUM_CHECK(desk.known.follow(tx));
  JIUM_TRY(auto request, store::load_request(tx, id));
  JIUM_TRY(const auto sighting, store::load_sighting(tx, request.organisation, request.sighting));
  JIUM_TRY(const auto stored, store::load_footage(tx, request.organisation, sighting.footage));
  // Refused or withdrawn while the look was under way: what it found has no meaning any more.
  if (!removal::is_watched(request) || !registry::may_match(stored.footage.state)) return request;
  const bool was_removed = request.state == removal::RequestState::removed;
  const removal::Check check = judge(look, stored.footage, now);
  JIUM_CHECK(store::insert_check(tx, request, check));
  JIUM_CHECK(write_log_of_house(desk, tx, request.organisation, audit::Act::check_recorded, id));
  if (look.evidence) JIUM_CHECK(note_peer(desk, tx, sighting, *look.evidence));
  JIUM_TRY(const bool returned, came_back(desk, tx, request, sighting, check, look));
  if (returned) return request;
  JIUM_TRY(const auto checks, store::checks_of(tx, id));
  const CheckMeaning meaning = removal::note_check(request, checks, desk.watch);
  JIUM_CHECK(store::update(tx, request));
  JIUM_CHECK(write_meaning(desk, tx, request, meaning));
  if (check.outcome == removal::CheckOutcome::still_there) JIUM_CHECK(note_seen(tx, sighting, now));
  if (meaning == CheckMeaning::proved_removed) {
    JIUM_CHECK(note_gone(tx, sighting, now));
    JIUM_CHECK(write_history(desk, tx, request.the_case, std::string(kJiumItself), Event::sighting_gone,
                             sighting.id.text()));
  }
  // It waits again: the job of its clock was done while it counted as removed.
  if (was_removed && check.outcome == removal::CheckOutcome::still_there) {
    JIUM_CHECK(store::schedule(tx, store::JobKind::end_clock, id.value(), request.due_at.value_or(now)));
  }
  if (const auto next = removal::next_check_at(request, checks, desk.watch)) {
    JIUM_CHECK(store::schedule(tx, store::JobKind::check_place, id.value(), *next));
  }
  return request;
}

}  // namespace jium::desk
