#include "jium/desk/inspect_place.h"

#include <algorithm>

#include "jium/desk/find_case.h"
#include "jium/desk/record_sighting.h"
#include "jium/desk/write_log.h"
#include "jium/store/jobs.h"
#include "jium/store/vigils.h"

namespace jium::desk {
namespace {

store::Finding finding_without_match(const Look& look) {
  const bool compared_a_page =
      look.page && std::ranges::any_of(look.page->media,
                                       [](const PageMediaLook& one) { return !one.fingerprints.empty(); });
  if (!look.fault || compared_a_page) return store::Finding::unknown;
  if (look.evidence) return store::Finding::not_a_picture;
  return look.fault->kind == FaultKind::forbidden ? store::Finding::refused : store::Finding::unreachable;
}

std::string note_of(const Look& look) {
  const bool error_status = look.evidence && (look.evidence->status < 200 || look.evidence->status > 299);
  if (error_status) return "the place answers with HTTP status " + std::to_string(look.evidence->status);
  if (look.cut_short) return "the video breaks off, or is too long: only its beginning was looked at";
  return look.fault ? look.fault->what : "";
}

// The place itself, and if it is a page, each of its own media: it is the page that is reported. The best of
// all is what the inspection found.
Result<std::optional<RecordedSighting>> record_what_is_shown(const Desk& desk, store::Transaction& tx,
                                                             const store::Inspection& inspection,
                                                             const Look& look) {
  std::optional<RecordedSighting> best;
  const auto record = [&](const std::vector<fingerprint::Fingerprint>& shown) -> Result<void> {
    if (shown.empty()) return {};
    JIUM_TRY(auto recorded, record_sighting(desk, tx,
                                            {inspection.organisation, inspection.actor, inspection.address,
                                             shown, look.evidence}));
    if (!recorded) return {};
    const auto better = [](const RecordedSighting& a, const RecordedSighting& b) {
      return a.sighting.recognition.sureness > b.sighting.recognition.sureness;
    };
    if (!best || better(*recorded, *best)) best = std::move(recorded);
    return {};
  };
  JIUM_CHECK(record(look.fingerprints));
  if (look.page) {
    for (const PageMediaLook& media : look.page->media) JIUM_CHECK(record(media.fingerprints));
  }
  return best;
}

// What was asked is done: jium has looked, or could not.
Result<void> log_look(const Desk& desk, store::Transaction& tx, const store::Inspection& inspection,
                      const Look& look) {
  const bool looked = look.evidence.has_value();
  JIUM_CHECK(write_log_of_house(desk, tx, inspection.organisation, audit::Act::place_inspected, inspection.id,
                                looked ? audit::Outcome::done : audit::Outcome::failed));
  if (!inspection.sighting) return {};
  return write_log_of_house(desk, tx, inspection.organisation, audit::Act::sighting_recorded,
                            *inspection.sighting);
}

}  // namespace

Result<store::Inspection> ask_inspection(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                         const registry::WebAddress& address) {
  return look_at_reported(desk, tx, actor.organisation, actor.text(), address);
}

Result<store::Inspection> look_at_reported(const Desk& desk, store::Transaction& tx,
                                           registry::OrganisationId organisation, std::string actor,
                                           const registry::WebAddress& address) {
  const Instant now = desk.clock.now();
  store::Inspection inspection{.id = store::InspectionId::random(),
                               .organisation = organisation,
                               .actor = std::move(actor),
                               .address = address,
                               .state = store::InspectionState::waiting,
                               .finding = std::nullopt,
                               .sighting = std::nullopt,
                               .distance = std::nullopt,
                               .recurrence = false,
                               .note = {},
                               .asked_at = now,
                               .done_at = std::nullopt};
  JIUM_CHECK(store::insert(tx, inspection));
  JIUM_CHECK(store::schedule(tx, store::JobKind::inspect, inspection.id.value(), now));
  return inspection;
}

Result<std::optional<ReachedSighting>> found_by(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                                const store::Inspection& inspection) {
  if (!inspection.sighting) return std::optional<ReachedSighting>();
  JIUM_TRY(auto there, find_sightings(desk, tx, actor, inspection.address));
  const auto own = std::ranges::find(there, *inspection.sighting,
                                     [](const ReachedSighting& one) { return one.sighting.id; });
  if (own != there.end()) return std::optional(std::move(*own));
  const auto other = std::ranges::find(there, registry::SightingState::live,
                                       [](const ReachedSighting& one) { return one.sighting.state; });
  if (other != there.end()) return std::optional(std::move(*other));
  return std::optional<ReachedSighting>();
}

Result<store::Inspection> show_inspection(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                          store::InspectionId id) {
  JIUM_TRY(auto inspection, store::load_inspection(tx, actor.organisation, id));
  if (!actor.person || inspection.actor == actor.text()) return inspection;
  JIUM_TRY(const auto found, found_by(desk, tx, actor, inspection));
  if (!found) return fault(FaultKind::missing, "no such inspection");
  return inspection;
}

Result<store::Inspection> settle_inspection(const Desk& desk, store::Transaction& tx, store::InspectionId id,
                                            const Look& look) {
  JIUM_TRY(auto inspection, store::load_inspection(tx, id));
  if (inspection.state == store::InspectionState::done) return inspection;
  inspection.state = store::InspectionState::done;
  inspection.done_at = desk.clock.now();
  JIUM_TRY(const auto recorded, record_what_is_shown(desk, tx, inspection, look));
  if (look.evidence) {
    JIUM_CHECK(
        store::count_lookup(tx, inspection.organisation, store::LookupKind::look, *inspection.done_at));
  }
  if (recorded) {
    inspection.finding = store::Finding::recognised;
    inspection.sighting = recorded->sighting.id;
    inspection.distance = recorded->sighting.recognition.distance;
    inspection.recurrence = recorded->sighting.recurrence_of.has_value();
  } else {
    inspection.finding = finding_without_match(look);
    inspection.note = Secret<std::string>(note_of(look));
  }
  JIUM_CHECK(store::update(tx, inspection));
  JIUM_CHECK(log_look(desk, tx, inspection, look));
  return inspection;
}

}  // namespace jium::desk
