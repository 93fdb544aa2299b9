#include "jium/desk/record_sighting.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "jium/desk/inspect_place.h"
#include "jium/desk/keep_vigil.h"
#include "jium/desk/notice_host.h"
#include "jium/desk/reach.h"
#include "jium/store/directory.h"
#include "jium/store/sightings.h"

namespace jium::desk {
namespace {

// The site this address lies on; a new one has no operator until an officer names one.
Result<removal::Site> site_of(const Desk& desk, store::Transaction& tx, const RecordSighting& ask) {
  JIUM_TRY(auto known, store::find_site(tx, ask.organisation, ask.address.site_name()));
  if (known) return std::move(*known);
  removal::Site site{registry::SiteId::random(), ask.organisation, ask.address.site_name(), std::nullopt,
                     desk.clock.now()};
  JIUM_CHECK(store::insert(tx, site));
  return site;
}

registry::Recognition recognition_of(const match::Match& match) {
  return {match.algorithm, match.distance, registry::witness_of(match.witness),
          static_cast<int>(std::lround(match.sureness * 100))};
}

Result<RecordedSighting> see_again(const Desk& desk, store::Transaction& tx, registry::Sighting sighting,
                                   casework::CaseId the_case,
                                   const std::optional<registry::FetchEvidence>& evidence) {
  sighting.last_seen = desk.clock.now();
  JIUM_CHECK(store::update(tx, sighting));
  if (evidence && !sighting.evidence) {
    sighting.evidence = evidence;
    JIUM_CHECK(store::keep_evidence(tx, sighting));
  }
  return RecordedSighting{std::move(sighting), the_case, true};
}

Result<RecordedSighting> record_new(const Desk& desk, store::Transaction& tx, const RecordSighting& ask,
                                    const KnownMatch& known) {
  const Instant now = desk.clock.now();
  JIUM_TRY(const removal::Site site, site_of(desk, tx, ask));
  JIUM_TRY(const auto earlier, store::latest_gone(tx, known.stored.footage.id, site.id));
  registry::Sighting sighting{.id = registry::SightingId::random(),
                              .organisation = ask.organisation,
                              .footage = known.stored.footage.id,
                              .site = site.id,
                              .address = ask.address,
                              .state = registry::SightingState::live,
                              .recognition = recognition_of(known.match),
                              .recurrence_of = std::nullopt,
                              .first_seen = now,
                              .last_seen = now,
                              .gone_at = std::nullopt,
                              .evidence = ask.evidence};
  if (earlier) sighting.recurrence_of = earlier->id;
  JIUM_CHECK(store::insert(tx, sighting));
  if (ask.evidence) JIUM_CHECK(note_peer(desk, tx, sighting, *ask.evidence));
  const auto event = earlier ? casework::Event::recurrence_recorded : casework::Event::sighting_recorded;
  JIUM_CHECK(write_history(desk, tx, known.stored.the_case, ask.actor, event, sighting.id.text()));
  if (earlier) {
    JIUM_CHECK(raise_alarm(desk, tx, ask.organisation, known.stored.the_case, store::AlarmKind::recurrence,
                           sighting.id.text()));
  }
  JIUM_CHECK(break_vigil(desk, tx, known.stored.the_case, sighting.id));
  return RecordedSighting{std::move(sighting), known.stored.the_case, false};
}

Result<RecordedSighting> record_for(const Desk& desk, store::Transaction& tx, const RecordSighting& ask,
                                    const KnownMatch& match) {
  JIUM_TRY(auto live, store::find_live(tx, match.stored.footage.id, ask.address));
  if (live) return see_again(desk, tx, std::move(*live), match.stored.the_case, ask.evidence);
  return record_new(desk, tx, ask, match);
}

// Of every case of the organisation whose footage it is, the best match first.
Result<std::vector<RecordedSighting>> record_all(const Desk& desk, store::Transaction& tx,
                                                 const RecordSighting& ask) {
  JIUM_TRY(const auto known, desk.known.find(tx, ask.organisation, ask.fingerprints));
  std::vector<RecordedSighting> all;
  std::set<casework::CaseId> told;
  for (const KnownMatch& match : known) {
    if (ask.only && !ask.only->contains(match.stored.footage.id)) continue;
    if (is_a_hint_only(match.match) || !told.insert(match.stored.the_case).second) continue;
    JIUM_TRY(auto recorded, record_for(desk, tx, ask, match));
    all.push_back(std::move(recorded));
  }
  return all;
}

}  // namespace

Result<std::optional<RecordedSighting>> record_sighting(const Desk& desk, store::Transaction& tx,
                                                        const RecordSighting& ask) {
  JIUM_TRY(auto all, record_all(desk, tx, ask));
  if (all.empty()) return std::optional<RecordedSighting>();
  return std::optional(std::move(all.front()));
}

Result<RecordedSighting> record_sighting_of(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                            const store::StoredFootage& stored,
                                            const registry::WebAddress& address) {
  match::Match same_file;
  same_file.algorithm = fingerprint::Algorithm::sha256;
  return record_for(desk, tx, {actor.organisation, actor.text(), address, {}, std::nullopt},
                    {stored, same_file});
}

Result<std::optional<RecordedSighting>> tell_sighting(const Desk& desk, store::Transaction& tx,
                                                      const Actor& actor, const registry::WebAddress& address,
                                                      const std::vector<fingerprint::Fingerprint>& of) {
  JIUM_CHECK(store::count_lookup(tx, actor.organisation, store::LookupKind::report, desk.clock.now()));
  JIUM_TRY(auto all, record_all(desk, tx, {actor.organisation, actor.text(), address, of, std::nullopt}));
  const bool unseen = std::ranges::any_of(
      all, [](const RecordedSighting& one) { return !one.was_live && !one.sighting.evidence; });
  if (unseen) JIUM_CHECK(look_at_reported(desk, tx, actor.organisation, actor.text(), address));
  JIUM_TRY(const Reach reach, Reach::of(desk, tx, actor));
  reach.narrow(all, [](const RecordedSighting& one) { return one.the_case; });
  if (all.empty()) return std::optional<RecordedSighting>();
  return std::optional(std::move(all.front()));
}

}  // namespace jium::desk
