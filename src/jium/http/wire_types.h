// What the API takes and gives, type by type. Their names are those in docs/openapi.json.
#pragma once

#include "jium/casework/assignment.h"
#include "jium/casework/history.h"
#include "jium/casework/identity.h"
#include "jium/casework/reveal.h"
#include "jium/desk/actor.h"
#include "jium/http/wire.h"
#include "jium/removal/letter_delivery.h"
#include "jium/removal/removal_request.h"
#include "jium/store/alarms.h"
#include "jium/store/inspections.h"

namespace jium::http::wire {

struct Nothing {};
JIUM_WIRE_VIEW(Nothing, ())

struct Health {
  std::string status;
  std::string version;
};
JIUM_WIRE_VIEW(Health, (status, version))

struct Live {
  bool live = true;
};
JIUM_WIRE_VIEW(Live, (live))

struct Ready {
  bool ready = false;
  bool store = false;      // takes writes
  bool decoder = false;    // the sandbox answers
  bool catalogue = false;  // knows all footage that the store has
  bool disk = false;       // has room left
};
JIUM_WIRE_VIEW(Ready, (ready, store, decoder, catalogue, disk))

struct Stale {
  bool stale = false;
  bool worker = false;  // has not shown itself for too long
  bool backup = false;  // is too old, or there never was one
};
JIUM_WIRE_VIEW(Stale, (stale, worker, backup))

// Access

struct SignIn {
  Exact link;  // the secret of a one-time link: what stands after the '#'
};
JIUM_WIRE_ASK(SignIn, (link))

struct Session {
  std::string session;  // the secret to send as a bearer token
  std::string role;
  registry::OrganisationId organisation;
  std::optional<registry::PersonId> person;
  std::optional<Instant> expires_at;
};
JIUM_WIRE_VIEW(Session, (session, role, organisation, person, expires_at))

struct SignInPassphrase {
  registry::PersonId person;
  Exact passphrase;
  Exact code;                      // of the authenticator app
  std::optional<desk::Role> role;  // for those who hold several
};
JIUM_WIRE_ASK(SignInPassphrase, (person, passphrase, code, role))

struct BeginJoin {
  Exact link;  // the secret of an invitation: what stands after the '#'
};
JIUM_WIRE_ASK(BeginJoin, (link))

struct Joining {
  registry::PersonId person;
  std::string name;
  std::string organisation;
  std::vector<desk::Role> roles;
  std::string code_secret;  // base 32; to be sent back with a code of it
  std::string otpauth;      // the same, as an authenticator app takes it
};
JIUM_WIRE_VIEW(Joining, (person, name, organisation, roles, code_secret, otpauth))

struct JoinPassphrase {
  Exact link;
  Exact passphrase;
  Exact code_secret;
  Exact code;
};
JIUM_WIRE_ASK(JoinPassphrase, (link, passphrase, code_secret, code))

struct StepUp {
  Exact code;
};
JIUM_WIRE_ASK(StepUp, (code))

struct SteppedUp {
  Instant until{};
};
JIUM_WIRE_VIEW(SteppedUp, (until))

struct InvitePerson {
  std::string name;
  std::vector<desk::Role> roles;
};
JIUM_WIRE_ASK(InvitePerson, (name, roles))

struct InviteAdministrator {
  std::string name;
};
JIUM_WIRE_ASK(InviteAdministrator, (name))

struct Person {
  registry::PersonId id;
  std::string name;
  registry::PersonState state{};
  std::vector<desk::Role> roles;
  Instant invited_at{};
  std::optional<Instant> joined_at, suspended_at, left_at;
};
JIUM_WIRE_VIEW(Person, (id, name, state, roles, invited_at, joined_at, suspended_at, left_at))

struct People {
  std::vector<Person> people;
};
JIUM_WIRE_VIEW(People, (people))

struct InvitedPerson {
  Person person;
  std::optional<std::string> link;  // told once: a repeated request is not told again
  std::optional<Instant> expires_at;
};
JIUM_WIRE_VIEW(InvitedPerson, (person, link, expires_at))

struct ChangePerson {
  registry::PersonState state{};
};
JIUM_WIRE_ASK(ChangePerson, (state))

struct NameRole {
  desk::Role role{};
};
JIUM_WIRE_ASK(NameRole, (role))

struct SuspendOrganisation {
  bool suspended = true;
};
JIUM_WIRE_ASK(SuspendOrganisation, (suspended))

struct AddOrganisation {
  registry::OrganisationKind kind{};
  std::string name;
  std::optional<std::string> mail;
};
JIUM_WIRE_ASK(AddOrganisation, (kind, name, mail))

struct Organisation {
  registry::OrganisationId id;
  registry::OrganisationKind kind{};
  std::string name;
  std::string mail;
  Instant added_at{};
  std::optional<Instant> suspended_at;
};
JIUM_WIRE_VIEW(Organisation, (id, kind, name, mail, added_at, suspended_at))

struct Organisations {
  std::vector<Organisation> organisations;
};
JIUM_WIRE_VIEW(Organisations, (organisations))

struct Me {
  store::AccessKeyId key;
  desk::Role role{};
  Organisation organisation;
  std::optional<registry::PersonId> person;
};
JIUM_WIRE_VIEW(Me, (key, role, organisation, person))

struct IssueKey {
  desk::Role role{};
  std::string label;
  std::optional<Instant> expires_at;
  std::optional<bool> may_reveal;    // routes that ask a person to step up let this key in
  std::optional<Exact> signing_key;  // Ed25519, hexadecimal: each request must then be signed
};
JIUM_WIRE_ASK(IssueKey, (role, label, expires_at, may_reveal, signing_key))

struct Key {
  store::AccessKeyId id;
  std::string role;
  std::string label;
  Instant created_at{};
  std::optional<Instant> expires_at, last_used_at, revoked_at;
  bool may_reveal = false;
  bool signed_requests = false;  // each request with it must be signed
};
JIUM_WIRE_VIEW(Key, (id, role, label, created_at, expires_at, last_used_at, revoked_at, may_reveal,
                     signed_requests))

struct Keys {
  std::vector<Key> keys;
};
JIUM_WIRE_VIEW(Keys, (keys))

struct IssuedKey {
  Key key;
  std::optional<std::string> secret;  // told once: a repeated request is not told again
};
JIUM_WIRE_VIEW(IssuedKey, (key, secret))

// Footage

struct GivenFingerprint {
  fingerprint::Algorithm algorithm{};
  Exact value;  // hexadecimal
  std::optional<int> quality;
};
JIUM_WIRE_ASK(GivenFingerprint, (algorithm, value, quality))

struct RegisterFootage {
  std::optional<registry::FootageKind> kind;
  registry::FootageSource source{};  // where it comes from: nothing is registered without it
  std::vector<GivenFingerprint> fingerprints;
};
JIUM_WIRE_ASK(RegisterFootage, (kind, source, fingerprints))

struct Fingerprint {
  fingerprint::Algorithm algorithm{};
  int quality = 0;
};
JIUM_WIRE_VIEW(Fingerprint, (algorithm, quality))

struct Footage {
  registry::FootageId id;
  casework::CaseId the_case;
  registry::FootageKind kind{};
  registry::FootageSource source{};
  registry::FootageState state{};
  Instant registered_at{};
  std::optional<Instant> decided_at, withdrawn_at;
  std::vector<Fingerprint> fingerprints;
};
JIUM_WIRE_VIEW(Footage,
               (id, the_case, kind, source, state, registered_at, decided_at, withdrawn_at, fingerprints))

// A stretch of the video that was asked about, and the stretch of the registered one that it is.
struct Segment {
  double query_from = 0;  // seconds
  double query_to = 0;
  double known_from = 0;
  double known_to = 0;
  double speed = 1;  // known seconds in an asked second; negative when it runs backwards
};
JIUM_WIRE_VIEW(Segment, (query_from, query_to, known_from, known_to, speed))

struct Match {
  registry::FootageId footage;
  casework::CaseId the_case;
  fingerprint::Algorithm algorithm{};
  int distance = 0;
  registry::Witness witness{};
  int sureness = 0;  // per cent
  bool moment_proven = true;
  std::vector<Segment> segments;  // of videos, the best first
};
JIUM_WIRE_VIEW(Match, (footage, the_case, algorithm, distance, witness, sureness, moment_proven, segments))

// The same as footage that another organisation shares with yours; whose it is, nobody is told.
struct Elsewhere {
  registry::FootageId footage;
  fingerprint::Algorithm algorithm{};
  int distance = 0;
};
JIUM_WIRE_VIEW(Elsewhere, (footage, algorithm, distance))

struct RegisteredFootage {
  Footage footage;
  std::vector<Match> same_as;
  bool was_known = false;
  std::vector<Elsewhere> elsewhere;
};
JIUM_WIRE_VIEW(RegisteredFootage, (footage, same_as, was_known, elsewhere))

struct GivenFile {
  std::vector<GivenFingerprint> fingerprints;
};
JIUM_WIRE_ASK(GivenFile, (fingerprints))

struct MatchFiles {
  std::vector<GivenFile> files;
};
JIUM_WIRE_ASK(MatchFiles, (files))

struct FileMatches {
  std::vector<Match> matches;
  std::vector<Elsewhere> elsewhere;
};
JIUM_WIRE_VIEW(FileMatches, (matches, elsewhere))

struct MatchResults {
  std::vector<FileMatches> results;
};
JIUM_WIRE_VIEW(MatchResults, (results))

// Sightings

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
};
JIUM_WIRE_VIEW(Sighting, (id, footage, site, place, state, algorithm, distance, witness, sureness,
                          recurrence_of, first_seen, last_seen, gone_at, evidence))

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

// The directory

struct AddOperator {
  std::string name;
  std::string mail;
  removal::Language language{};
  std::optional<std::string> jurisdiction;
};
JIUM_WIRE_ASK(AddOperator, (name, mail, language, jurisdiction))

struct Operator {
  removal::OperatorId id;
  std::string name;
  std::string mail;
  removal::Language language{};
  std::string jurisdiction;
  Instant added_at{};
};
JIUM_WIRE_VIEW(Operator, (id, name, mail, language, jurisdiction, added_at))

struct Operators {
  std::vector<Operator> operators;
};
JIUM_WIRE_VIEW(Operators, (operators))

struct AssignSite {
  Exact site;  // a name, or any address on it
  removal::OperatorId site_operator;
};
JIUM_WIRE_ASK(AssignSite, (site, site_operator))

struct Site {
  registry::SiteId id;
  std::string name;
  std::optional<removal::OperatorId> site_operator;
  Instant added_at{};
};
JIUM_WIRE_VIEW(Site, (id, name, site_operator, added_at))

struct Sites {
  std::vector<Site> sites;
};
JIUM_WIRE_VIEW(Sites, (sites))

// Removal requests

struct DraftRequest {
  registry::SightingId sighting;
};
JIUM_WIRE_ASK(DraftRequest, (sighting))

struct RemovalRequest {
  removal::RequestId id;
  casework::CaseId the_case;
  registry::SightingId sighting;
  removal::OperatorId site_operator;
  removal::Language language{};
  std::string rule;
  removal::RequestState state{};
  std::optional<removal::RequestId> recurrence_of;
  int false_claims = 0;
  Instant drafted_at{};
  std::optional<Instant> confirmed_at, sent_at, due_at, acknowledged_at, claimed_at, removed_at, verified_at,
      refused_at;
  std::vector<std::string> abilities;
};
JIUM_WIRE_VIEW(RemovalRequest, (id, the_case, sighting, site_operator, language, rule, state, recurrence_of,
                                false_claims, drafted_at, confirmed_at, sent_at, due_at, acknowledged_at,
                                claimed_at, removed_at, verified_at, refused_at, abilities))

struct RemovalRequests {
  std::vector<RemovalRequest> requests;
};
JIUM_WIRE_VIEW(RemovalRequests, (requests))

struct Check {
  Instant at{};
  removal::CheckOutcome outcome{};
  std::optional<int> distance;
  std::optional<int> status;
};
JIUM_WIRE_VIEW(Check, (at, outcome, distance, status))

struct RequestView {
  RemovalRequest request;
  Sighting sighting;
  std::vector<Check> checks;
  std::optional<removal::LetterState> letter;
};
JIUM_WIRE_VIEW(RequestView, (request, sighting, checks, letter))

struct Letter {
  std::string to;
  std::string from;
  std::string subject;
  std::string body;
  std::string reference;
};
JIUM_WIRE_VIEW(Letter, (to, from, subject, body, reference))

struct RecordAnswer {
  removal::Answer answer{};
  std::optional<std::string> words;
};
JIUM_WIRE_ASK(RecordAnswer, (answer, words))

struct SettleLetter {
  bool delivered = false;
};
JIUM_WIRE_ASK(SettleLetter, (delivered))

// Cases

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
};
JIUM_WIRE_VIEW(Case, (id, organisation, pseudonym, age_band, harm_types, requester, papers_checked_at,
                      consent, state, opened_at, closed_at))

struct Cases {
  std::vector<Case> cases;
};
JIUM_WIRE_VIEW(Cases, (cases))

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

// Alarms and counts

struct Alarm {
  store::AlarmId id;
  casework::CaseId the_case;
  store::AlarmKind kind{};
  std::string subject;
  Instant raised_at{};
  std::optional<Instant> seen_at;
};
JIUM_WIRE_VIEW(Alarm, (id, the_case, kind, subject, raised_at, seen_at))

struct Alarms {
  std::vector<Alarm> alarms;
};
JIUM_WIRE_VIEW(Alarms, (alarms))

struct Report {
  std::int64_t cases = 0, footage = 0, sightings = 0, recurrences = 0, requests = 0, sent = 0, removed = 0,
               awaiting_proof = 0, refused = 0, overdue = 0, false_claims = 0;
  std::optional<double> median_hours_to_removal, longest_hours_to_removal;
};
JIUM_WIRE_VIEW(Report, (cases, footage, sightings, recurrences, requests, sent, removed, awaiting_proof,
                        refused, overdue, false_claims, median_hours_to_removal, longest_hours_to_removal))

}  // namespace jium::http::wire
