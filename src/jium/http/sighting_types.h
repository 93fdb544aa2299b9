// Sightings, reveals and inspections.
#pragma once

#include "jium/casework/reveal.h"
#include "jium/http/footage_types.h"
#include "jium/store/inspections.h"

namespace jium::http::wire {

struct Evidence {
  Instant at{};
  int status = 0;
  std::string content_type;
  std::int64_t body_bytes = 0;
  std::string body_sha256;
  std::string certificate_sha256;
  int redirects = 0;
};
JIUM_WIRE_VIEW(Evidence, (at, status, content_type, body_bytes, body_sha256, certificate_sha256, redirects))

struct Sighting {
  registry::SightingId id;
  registry::FootageId footage;
  registry::SiteId site;
  std::string place;
  registry::SightingState state{};
  fingerprint::Algorithm algorithm{};
  int distance = 0;
  registry::Witness witness{};
  int sureness = 0;  // per cent
  std::optional<registry::SightingId> recurrence_of;
  Instant first_seen{};
  Instant last_seen{};
  std::optional<Instant> gone_at;
  std::optional<Evidence> evidence;
  std::vector<std::string> abilities;
};
JIUM_WIRE_VIEW(Sighting, (id, footage, site, place, state, algorithm, distance, witness, sureness,
                          recurrence_of, first_seen, last_seen, gone_at, evidence, abilities))

struct ReportSighting {
  Exact address;
  std::vector<GivenFingerprint> fingerprints;
};
JIUM_WIRE_ASK(ReportSighting, (address, fingerprints))

struct ReportedSighting {
  std::optional<Sighting> sighting;
  std::optional<casework::CaseId> the_case;
  bool was_live = false;
};
JIUM_WIRE_VIEW(ReportedSighting, (sighting, the_case, was_live))

struct FindSightings {
  Exact address;  // the whole of it
};
JIUM_WIRE_ASK(FindSightings, (address))

struct FoundSighting {
  casework::CaseId the_case;
  Sighting sighting;
};
JIUM_WIRE_VIEW(FoundSighting, (the_case, sighting))

struct FoundSightings {
  std::vector<FoundSighting> sightings;
};
JIUM_WIRE_VIEW(FoundSightings, (sightings))

struct RevealAddress {
  casework::RevealTask task{};
};
JIUM_WIRE_ASK(RevealAddress, (task))

struct Reveal {
  casework::RevealId id;
  Instant at{};
  std::string actor;
  casework::CaseId the_case;
  registry::SightingId sighting;
  casework::RevealTask task{};
};
JIUM_WIRE_VIEW(Reveal, (id, at, actor, the_case, sighting, task))

struct Reveals {
  std::vector<Reveal> reveals;
};
JIUM_WIRE_VIEW(Reveals, (reveals))

struct RevealedAddress {
  std::string address;
};
JIUM_WIRE_VIEW(RevealedAddress, (address))

struct AskInspection {
  Exact address;
};
JIUM_WIRE_ASK(AskInspection, (address))

struct Inspection {
  store::InspectionId id;
  store::InspectionState state{};
  std::string place;
  std::optional<store::Finding> finding;
  std::optional<registry::SightingId> sighting;
  std::optional<registry::FootageId> footage;
  std::optional<casework::CaseId> the_case;
  std::optional<fingerprint::Algorithm> algorithm;
  std::optional<int> distance;
  std::optional<registry::Witness> witness;
  std::optional<int> sureness;  // per cent
  bool recurrence = false;
  std::string note;
  Instant asked_at{};
  std::optional<Instant> done_at;
};
JIUM_WIRE_VIEW(Inspection, (id, state, place, finding, sighting, footage, the_case, algorithm, distance,
                            witness, sureness, recurrence, note, asked_at, done_at))

}  // namespace jium::http::wire
