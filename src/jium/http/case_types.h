// Cases, who works on them, and what is sealed to their centre.
#pragma once

#include "jium/casework/assignment.h"
#include "jium/casework/history.h"
#include "jium/casework/identity.h"
#include "jium/desk/next_case_step.h"
#include "jium/http/footage_types.h"
#include "jium/http/request_types.h"
#include "jium/http/sighting_types.h"

namespace jium::http::wire {

struct GivenConsent {
  std::optional<bool> removal, police, other_centres;
};
JIUM_WIRE_ASK(GivenConsent, (removal, police, other_centres))

struct OpenCase {
  std::string pseudonym;
  std::optional<casework::AgeBand> age_band;
  std::vector<casework::HarmType> harm_types;
  std::optional<casework::Relation> requester;
  std::optional<bool> papers_checked;
  GivenConsent consent;
};
JIUM_WIRE_ASK(OpenCase, (pseudonym, age_band, harm_types, requester, papers_checked, consent))

struct Consent {
  bool removal = false, police = false, other_centres = false;
};
JIUM_WIRE_VIEW(Consent, (removal, police, other_centres))

// How much work lies in a case, and what an officer does next (desk/next_case_step.h).
struct CaseWork {
  std::int64_t footage = 0, live_sightings = 0, unasked = 0, drafted = 0, open_requests = 0, overdue = 0;
  desk::CaseStep next{};
};
JIUM_WIRE_VIEW(CaseWork, (footage, live_sightings, unasked, drafted, open_requests, overdue, next))

struct Case {
  casework::CaseId id;
  registry::OrganisationId organisation;
  std::string pseudonym;
  casework::AgeBand age_band{};
  std::vector<casework::HarmType> harm_types;
  casework::Relation requester{};
  std::optional<Instant> papers_checked_at;
  Consent consent;
  casework::CaseState state{};
  Instant opened_at{};
  std::optional<Instant> closed_at;
  std::vector<std::string> abilities;
  std::optional<CaseWork> work;  // where it was counted
};
JIUM_WIRE_VIEW(Case, (id, organisation, pseudonym, age_band, harm_types, requester, papers_checked_at,
                      consent, state, opened_at, closed_at, abilities, work))

struct Cases {
  std::vector<Case> cases;
  std::optional<std::string> next;  // the cursor of the page that follows
};
JIUM_WIRE_VIEW(Cases, (cases, next))

struct HistoryEntry {
  Instant at{};
  std::string actor;
  casework::Event event{};
  std::string subject;
  std::string note;
};
JIUM_WIRE_VIEW(HistoryEntry, (at, actor, event, subject, note))

struct CaseView {
  Case the_case;
  std::vector<Footage> footage;
  std::vector<Sighting> sightings;
  std::vector<RemovalRequest> requests;
  std::vector<HistoryEntry> history;
};
JIUM_WIRE_VIEW(CaseView, (the_case, footage, sightings, requests, history))

struct FindCases {
  std::string pseudonym;  // the whole of it
};
JIUM_WIRE_ASK(FindCases, (pseudonym))

// Who works on a case

struct AssignCase {
  registry::PersonId person;
  std::optional<Instant> until;
};
JIUM_WIRE_ASK(AssignCase, (person, until))

struct ReleaseCase {
  std::optional<registry::PersonId> person;  // left out: who asks
};
JIUM_WIRE_ASK(ReleaseCase, (person))

struct Assignment {
  casework::AssignmentId id;
  casework::CaseId the_case;
  registry::PersonId person;
  Instant assigned_at{};
  std::string assigned_by;
  std::optional<Instant> until, released_at;
};
JIUM_WIRE_VIEW(Assignment, (id, the_case, person, assigned_at, assigned_by, until, released_at))

struct Assignments {
  std::vector<Assignment> assignments;
};
JIUM_WIRE_VIEW(Assignments, (assignments))

// What the centre's administrator sees of a case: that it is there, and how much work lies in it.
struct CaseLoad {
  casework::CaseId the_case;
  casework::CaseState state{};
  Instant opened_at{};
  std::int64_t footage = 0, live_sightings = 0, open_requests = 0;
  std::vector<Assignment> assigned;  // now
  bool decoy = false;
};
JIUM_WIRE_VIEW(CaseLoad,
               (the_case, state, opened_at, footage, live_sightings, open_requests, assigned, decoy))

struct Caseload {
  std::vector<CaseLoad> cases;
};
JIUM_WIRE_VIEW(Caseload, (cases))

// Decoys

struct PlantDecoy {
  std::string pseudonym;
  std::optional<casework::AgeBand> age_band;
  std::vector<casework::HarmType> harm_types;
  std::optional<Exact> address;              // of a sighting in it
  std::optional<registry::PersonId> person;  // assigned to it; nobody when it is left out
};
JIUM_WIRE_ASK(PlantDecoy, (pseudonym, age_band, harm_types, address, person))

struct Decoy {
  casework::CaseId the_case;
};
JIUM_WIRE_VIEW(Decoy, (the_case))

// Survivors' identities: boxes that only the centre's private key opens

struct PublishIdentityKey {
  Exact key;  // 64 hexadecimal digits
};
JIUM_WIRE_ASK(PublishIdentityKey, (key))

struct IdentityKey {
  casework::IdentityKeyId id;
  std::string key;
  std::string short_form;  // for comparing by telephone
  Instant published_at{};
};
JIUM_WIRE_VIEW(IdentityKey, (id, key, short_form, published_at))

struct KeepIdentity {
  casework::IdentityKeyId key;
  Exact box;  // 2144 hexadecimal digits
};
JIUM_WIRE_ASK(KeepIdentity, (key, box))

struct KeptIdentity {
  casework::CaseId the_case;
  casework::IdentityKeyId key;
  Instant sealed_at{};
};
JIUM_WIRE_VIEW(KeptIdentity, (the_case, key, sealed_at))

struct IdentityBox {
  casework::CaseId the_case;
  casework::IdentityKeyId key;
  std::string box;
  std::string sealed_by;
  Instant sealed_at{};
};
JIUM_WIRE_VIEW(IdentityBox, (the_case, key, box, sealed_by, sealed_at))

}  // namespace jium::http::wire
