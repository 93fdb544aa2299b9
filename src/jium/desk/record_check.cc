#include "jium/desk/record_check.h"

#include <algorithm>

#include "jium/audit/record.h"
#include "jium/desk/climb_ladder.h"
#include "jium/desk/file_block_request.h"
#include "jium/desk/keep_task.h"
#include "jium/desk/look_at_place.h"
#include "jium/desk/note_gone.h"
#include "jium/desk/notice_host.h"
#include "jium/desk/reach.h"
#include "jium/desk/record_sighting.h"
#include "jium/desk/write_log.h"
#include "jium/embedded/version.h"
#include "jium/removal/check_record.h"
#include "jium/store/footages.h"
#include "jium/store/jobs.h"
#include "jium/store/requests.h"
#include "jium/store/sightings.h"

namespace jium::desk {
namespace {

using casework::Event;
using removal::CheckMeaning;

constexpr std::size_t kKeyBytes = 32;

// At this place jium has seen the footage by itself: when it was reported, or at a check.
bool was_seen_here(const registry::Sighting& sighting, const std::vector<removal::Check>& checks) {
  return sighting.evidence.has_value() ||
         std::any_of(checks.begin(), checks.end(),
                     [](const removal::Check& c) { return c.outcome == removal::CheckOutcome::still_there; });
}

removal::Check check_of(const Look& look, const registry::Footage& footage, bool seen_before, Instant now) {
  const removal::Seen seen = seen_of(look, footage, seen_before);
  const removal::Judgement judgement = removal::judge(seen);
  removal::Check check;
  check.at = now;
  check.outcome = judgement.outcome;
  check.reason = judgement.reason;
  check.vantage = look.vantage;
  check.evidence = look.evidence;
  if (judgement.outcome == removal::CheckOutcome::still_there) check.distance = seen.distance;
  if (look.page) {
    const auto compared =
        std::count_if(look.page->media.begin(), look.page->media.end(),
                      [](const PageMediaLook& m) { return !m.fingerprints.empty() || m.shows_nothing; });
    check.page = removal::PageCount{static_cast<int>(look.page->media.size()), static_cast<int>(compared)};
  }
  return check;
}

Result<std::string> keyed_place(ByteView key, const registry::WebAddress& address) {
  return audit::keyed_id(key, "place", bytes_of(address.canonical().reveal()));
}

// Kept, and told to the log, both or neither.
Result<void> keep_check(const Desk& desk, store::Transaction& tx, const removal::RemovalRequest& request,
                        const registry::WebAddress& address, const removal::Check& check, const Look& look) {
  const Bytes key = random_bytes(kKeyBytes);
  removal::CheckRecord record;
  record.request = request.id.text();
  JIUM_TRY(record.place, keyed_place(key, address));
  record.check = check;
  if (look.page) {
    for (const PageMediaLook& media : look.page->media) {
      if (media.evidence) record.page_media.push_back(*media.evidence);
    }
  }
  record.program = std::string(kVersion);
  record.policy = removal::policy_version(check.at);
  record.terms = desk.watch;
  const std::string text = removal::write_check_record(record);
  JIUM_TRY(const std::string digest, digest_of_check(key, text));
  JIUM_TRY(const std::int64_t number, store::insert_check(tx, request, check, to_hex(key) + "\n" + text));
  JIUM_TRY(const std::uint64_t entry, write_log_of_check(desk, tx, request.organisation, request.id, digest));
  return store::note_logged(tx, number, entry);
}

// Where jium sees for the first time what was only reported, whoever is asked next about it is judged by that
// too.
Result<void> note_seen(store::Transaction& tx, registry::Sighting sighting, const Look& look, Instant now) {
  sighting.last_seen = now;
  JIUM_CHECK(store::update(tx, sighting));
  if (sighting.evidence || !look.evidence) return {};
  sighting.evidence = look.evidence;
  return store::keep_evidence(tx, sighting);
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

// After the proof, or an officer's word, the same address is watched: what comes back there is a new
// sighting. The old request's watch ends with it, as the new sighting will have one of its own.
Result<bool> came_back(const Desk& desk, store::Transaction& tx, const removal::RemovalRequest& request,
                       const registry::Sighting& sighting, const removal::Check& check, const Look& look) {
  if (!removal::is_gone(request.state) || check.outcome != removal::CheckOutcome::still_there) return false;
  const auto record = [&](const std::vector<fingerprint::Fingerprint>& shown) -> Result<void> {
    JIUM_TRY(const auto recorded, record_sighting(desk, tx,
                                                  {request.organisation, std::string(kJiumItself),
                                                   sighting.address, shown, look.evidence}));
    if (!recorded || recorded->was_live) return {};
    return write_log_of_house(desk, tx, request.organisation, audit::Act::sighting_recorded,
                              recorded->sighting.id);
  };
  if (!look.fingerprints.empty()) JIUM_CHECK(record(look.fingerprints));
  if (look.page) {
    for (const PageMediaLook& media : look.page->media) {
      if (!media.fingerprints.empty()) JIUM_CHECK(record(media.fingerprints));
    }
  }
  return true;
}

struct Round {
  const std::vector<removal::Check>& earlier;
  const std::vector<removal::Check>& checks;
  const std::vector<Look>& looks;
};

Result<void> note_cloak(const Desk& desk, store::Transaction& tx, const removal::RemovalRequest& request,
                        const Round& round) {
  const auto is_cloaked = [](const removal::Check& c) { return c.reason == removal::CheckReason::cloaked; };
  const bool now = std::any_of(round.checks.begin(), round.checks.end(), is_cloaked);
  const bool before = std::any_of(round.earlier.begin(), round.earlier.end(), is_cloaked);
  if (!now || before) return {};
  return raise_alarm(desk, tx, request.organisation, request.the_case, store::AlarmKind::place_cloaked,
                     request.id.text());
}

// What was seen from one vantage counts as seen.
std::size_t telling(const std::vector<removal::Check>& round) {
  for (const auto wanted : {removal::CheckOutcome::still_there, removal::CheckOutcome::gone}) {
    const auto at = std::ranges::find(round, wanted, &removal::Check::outcome);
    if (at != round.end()) return static_cast<std::size_t>(at - round.begin());
  }
  return 0;
}

Result<void> schedule_next(const Desk& desk, store::Transaction& tx, const removal::RemovalRequest& request,
                           const std::vector<removal::Check>& checks) {
  const auto next = removal::next_check_at(request, checks, desk.watch);
  if (!next) return {};
  return store::schedule(tx, store::JobKind::check_place, request.id.value(), *next);
}

Result<void> note_round(const Desk& desk, store::Transaction& tx, removal::RemovalRequest& request,
                        const registry::Sighting& sighting, const Round& round) {
  const Instant now = round.checks.front().at;
  const bool was_removed = request.state == removal::RequestState::removed;
  const std::size_t index = telling(round.checks);
  const removal::Check& check = round.checks[index];
  JIUM_CHECK(note_cloak(desk, tx, request, round));
  JIUM_TRY(const bool returned, came_back(desk, tx, request, sighting, check, round.looks[index]));
  if (returned) return {};
  // The telling one last: it is what the round means.
  std::vector<removal::Check> checks = round.earlier;
  for (std::size_t i = 0; i < round.checks.size(); ++i) {
    if (i != index) checks.push_back(round.checks[i]);
  }
  checks.push_back(check);
  const CheckMeaning meaning = removal::note_check(request, checks, desk.watch);
  JIUM_CHECK(store::update(tx, request));
  JIUM_CHECK(write_meaning(desk, tx, request, meaning));
  const bool still_there = check.outcome == removal::CheckOutcome::still_there;
  if (still_there) JIUM_CHECK(note_seen(tx, sighting, round.looks[index], now));
  if (check.outcome == removal::CheckOutcome::gone) JIUM_CHECK(end_block_of_gone(desk, tx, sighting));
  if (meaning == CheckMeaning::proved_removed) {
    JIUM_CHECK(note_gone(desk, tx, request));
  }
  // It waits again: the job of its clock was done while it counted as removed.
  if (was_removed && still_there) {
    JIUM_CHECK(
        store::schedule(tx, store::JobKind::end_clock, request.id.value(), request.due_at.value_or(now)));
  }
  // Nobody need look by other means at what jium can see.
  if (check.outcome != removal::CheckOutcome::inconclusive)
    JIUM_CHECK(
        settle_tasks(desk, tx, std::string(kJiumItself), request.id, removal::TaskKind::look_at_place));
  JIUM_CHECK(ask_officer_to_look(desk, tx, request, checks));
  if (meaning != CheckMeaning::nothing_new) JIUM_CHECK(climb_ladder_of(desk, tx, request.sighting));
  return schedule_next(desk, tx, request, checks);
}

}  // namespace

Result<std::optional<PlaceToCheck>> place_to_check(store::Transaction& tx, removal::RequestId id) {
  JIUM_TRY(auto request, store::load_request(tx, id));
  if (!removal::is_watched(request)) return std::optional<PlaceToCheck>();
  JIUM_TRY(const auto sighting, store::load_sighting(tx, request.organisation, request.sighting));
  JIUM_TRY(const auto stored, store::load_footage(tx, request.organisation, sighting.footage));
  if (!registry::may_match(stored.footage.state)) return std::optional<PlaceToCheck>();
  return std::optional(PlaceToCheck{std::move(request), sighting.address, stored.footage});
}

bool shows_footage(const Look& look, const registry::Footage& footage) {
  return removal::judge(seen_of(look, footage, false)).outcome == removal::CheckOutcome::still_there;
}

Result<std::string> digest_of_check(ByteView key, std::string_view text) {
  return audit::keyed_id(key, "check", bytes_of(text));
}

Result<removal::RemovalRequest> record_check(const Desk& desk, store::Transaction& tx, removal::RequestId id,
                                             const std::vector<Look>& looks) {
  const Instant now = desk.clock.now();
  JIUM_CHECK(desk.known.follow(tx));
  JIUM_TRY(auto request, store::load_request(tx, id));
  JIUM_TRY(const auto sighting, store::load_sighting(tx, request.organisation, request.sighting));
  JIUM_TRY(const auto stored, store::load_footage(tx, request.organisation, sighting.footage));
  // Refused or withdrawn while the look was under way: what it found has no meaning any more.
  if (!removal::is_watched(request) || !registry::may_match(stored.footage.state) || looks.empty())
    return request;
  JIUM_TRY(const auto earlier, store::checks_of(tx, id));
  std::vector<removal::Check> round;
  for (const Look& look : looks)
    round.push_back(check_of(look, stored.footage, was_seen_here(sighting, earlier), now));
  removal::note_cloaking(round);
  for (std::size_t i = 0; i < looks.size(); ++i)
    JIUM_CHECK(keep_check(desk, tx, request, sighting.address, round[i], looks[i]));
  for (const Look& look : looks) {
    // Another vantage may be answered from elsewhere, and a proxy does not tell.
    if (look.evidence && look.vantage == removal::kPlainVantage)
      JIUM_CHECK(note_peer(desk, tx, sighting, *look.evidence));
  }
  JIUM_CHECK(note_round(desk, tx, request, sighting, {earlier, round, looks}));
  return request;
}

Result<ShownCheck> show_check(const Desk& desk, store::Transaction& tx, const Actor& actor,
                              removal::RequestId id, std::int64_t number) {
  JIUM_TRY(const auto request, reach_request(desk, tx, actor, id));
  JIUM_TRY(auto checks, store::checks_of(tx, request.id));
  JIUM_TRY(auto kept, store::check_records_of(tx, request.id));
  const bool is_there = number >= 1 && number <= static_cast<std::int64_t>(checks.size());
  if (!is_there || kept.size() != checks.size())
    return fault(FaultKind::missing, "the request has no such check");
  const auto at = static_cast<std::size_t>(number - 1);
  ShownCheck shown{std::move(checks[at]), {}, {}, {}, kept[at].log_entry};
  const std::string& text = kept[at].text;
  if (text.empty()) return shown;
  shown.key = text.substr(0, 2 * kKeyBytes);
  shown.text = text.substr(std::min(text.size(), 2 * kKeyBytes + 1));
  JIUM_TRY(const Bytes key, from_hex(shown.key));
  JIUM_TRY(shown.digest, digest_of_check(key, shown.text));
  return shown;
}

}  // namespace jium::desk
