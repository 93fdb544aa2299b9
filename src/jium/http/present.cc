#include "jium/http/present.h"

#include <cmath>

#include "jium/desk/abilities.h"
#include "jium/desk/show_case.h"

namespace jium::http {

wire::Organisation present(const registry::Organisation& organisation) {
  return {organisation.id,   organisation.kind,     organisation.name,
          organisation.mail, organisation.added_at, organisation.suspended_at};
}

wire::Key present(const store::AccessKey& key) {
  return {key.id,           key.role,       key.label,      key.created_at,          key.expires_at,
          key.last_used_at, key.revoked_at, key.may_reveal, !key.signing_key.empty()};
}

wire::Person present(const registry::Person& person) {
  return {person.id,         person.name.reveal(), person.state,        person.roles,
          person.invited_at, person.joined_at,     person.suspended_at, person.left_at};
}

wire::Session present(const desk::IssuedKey& session) {
  return {session.secret.reveal(), session.key.role, session.key.organisation, session.key.person,
          session.key.expires_at};
}

wire::Case present(const casework::Case& the_case, const desk::Actor* actor, Instant now) {
  return {
      .id = the_case.id,
      .organisation = the_case.organisation,
      .pseudonym = the_case.pseudonym.reveal(),
      .age_band = the_case.age_band,
      .harm_types = the_case.harm_types,
      .requester = the_case.requester,
      .papers_checked_at = the_case.papers_checked_at,
      .consent = {the_case.consent.removal, the_case.consent.police, the_case.consent.other_centres},
      .state = the_case.state,
      .opened_at = the_case.opened_at,
      .closed_at = the_case.closed_at,
      .abilities = actor == nullptr ? std::vector<std::string>() : desk::abilities_of(the_case, *actor, now),
      .work = std::nullopt};
}

wire::HistoryEntry present(const casework::HistoryEntry& entry) {
  return {entry.at, entry.actor, entry.event, entry.subject, entry.note.reveal()};
}

wire::Assignment present(const casework::Assignment& assignment) {
  return {.id = assignment.id,
          .the_case = assignment.the_case,
          .person = assignment.person,
          .assigned_at = assignment.assigned_at,
          .assigned_by = assignment.assigned_by,
          .until = assignment.until,
          .released_at = assignment.released_at};
}

wire::Reveal present(const casework::Reveal& reveal) {
  return {.id = reveal.id,
          .at = reveal.at,
          .actor = reveal.actor,
          .the_case = reveal.the_case,
          .sighting = reveal.sighting,
          .task = reveal.task};
}

wire::Footage present(const registry::Footage& footage, casework::CaseId the_case, const desk::Actor* actor) {
  wire::Footage shown{.id = footage.id,
                      .the_case = the_case,
                      .kind = footage.kind,
                      .source = footage.source,
                      .state = footage.state,
                      .registered_at = footage.registered_at,
                      .decided_at = footage.decided_at,
                      .withdrawn_at = footage.withdrawn_at,
                      .fingerprints = {},
                      .abilities = {}};
  if (actor != nullptr) shown.abilities = desk::abilities_of(footage, *actor);
  for (const auto& fingerprint : footage.fingerprints)
    shown.fingerprints.push_back({fingerprint.algorithm(), fingerprint.quality()});
  return shown;
}

wire::Match present(const desk::KnownMatch& match) {
  wire::Match shown{match.stored.footage.id,
                    match.stored.the_case,
                    match.match.algorithm,
                    match.match.distance,
                    registry::witness_of(match.match.witness),
                    static_cast<int>(std::lround(match.match.sureness * 100)),
                    match.match.moment_proven,
                    {}};
  for (const match::VideoSegment& one : match.match.segments) {
    shown.segments.push_back({one.query_from, one.query_to, one.reference_from, one.reference_to, one.speed});
  }
  return shown;
}

wire::Elsewhere present(const desk::KnownElsewhere& known) {
  return {known.footage, known.match.algorithm, known.match.distance};
}

wire::Sighting present(const registry::Sighting& sighting, const desk::Actor* actor) {
  wire::Sighting shown{.id = sighting.id,
                       .footage = sighting.footage,
                       .site = sighting.site,
                       .place = sighting.address.folded(),
                       .state = sighting.state,
                       .algorithm = sighting.recognition.algorithm,
                       .distance = sighting.recognition.distance,
                       .witness = sighting.recognition.witness,
                       .sureness = sighting.recognition.sureness,
                       .recurrence_of = sighting.recurrence_of,
                       .first_seen = sighting.first_seen,
                       .last_seen = sighting.last_seen,
                       .gone_at = sighting.gone_at,
                       .evidence = std::nullopt,
                       .abilities = {}};
  if (actor != nullptr) shown.abilities = desk::abilities_of(sighting, *actor);
  if (const auto& seen = sighting.evidence) {
    shown.evidence = wire::Evidence{seen->at,           seen->status,
                                    seen->content_type, static_cast<std::int64_t>(seen->body_bytes),
                                    seen->body_sha256,  seen->certificate_sha256,
                                    seen->redirects};
  }
  return shown;
}

wire::Operator present(const removal::SiteOperator& site_operator, const desk::Actor* actor) {
  wire::Operator shown{.id = site_operator.id,
                       .name = site_operator.name,
                       .mail = site_operator.mail,
                       .language = site_operator.language,
                       .jurisdiction = site_operator.jurisdiction,
                       .added_at = site_operator.added_at,
                       .channels = {},
                       .languages = site_operator.languages,
                       .rule = site_operator.rule,
                       .state = site_operator.state,
                       .abilities = {}};
  if (actor != nullptr) shown.abilities = desk::abilities_of(site_operator, *actor);
  for (const auto& [kind, address, language] : site_operator.channels)
    shown.channels.push_back({kind, address.reveal(), language});
  return shown;
}

wire::Site present(const removal::Site& site) {
  return {.id = site.id,
          .name = site.name,
          .site_operator = site.site_operator,
          .added_at = site.added_at,
          .kind = site.kind,
          .owner = site.owner,
          .host = site.host,
          .cdn = site.cdn,
          .registrar = site.registrar,
          .host_changed_at = site.host_changed_at};
}

wire::Check present(const removal::Check& check) {
  wire::Check shown;
  shown.at = check.at;
  shown.outcome = check.outcome;
  shown.distance = check.distance;
  shown.reason = check.reason;
  shown.vantage = check.vantage;
  if (check.evidence) shown.status = check.evidence->status;
  if (check.page) {
    shown.page_media = check.page->media;
    shown.page_compared = check.page->compared;
  }
  return shown;
}

wire::Alarm present(const store::Alarm& alarm, const desk::Actor* actor) {
  return {alarm.id,
          alarm.the_case,
          alarm.kind,
          alarm.subject,
          alarm.raised_at,
          alarm.seen_at,
          actor == nullptr ? std::vector<std::string>() : desk::abilities_of(alarm, *actor)};
}

wire::RemovalRequest present(const removal::RemovalRequest& request,
                             std::optional<removal::LetterState> letter) {
  return {.id = request.id,
          .the_case = request.the_case,
          .sighting = request.sighting,
          .site_operator = request.site_operator,
          .rung = request.rung,
          .language = request.language,
          .rule = request.rule,
          .channel = request.channel,
          .state = request.state,
          .recurrence_of = request.recurrence_of,
          .false_claims = request.false_claims,
          .drafted_at = request.drafted_at,
          .confirmed_at = request.confirmed_at,
          .sent_at = request.sent_at,
          .due_at = request.due_at,
          .acknowledged_at = request.acknowledged_at,
          .claimed_at = request.claimed_at,
          .removed_at = request.removed_at,
          .verified_at = request.verified_at,
          .refused_at = request.refused_at,
          .gone_by_word_at = request.gone_by_word_at,
          .abilities = desk::abilities_of(request, letter)};
}

}  // namespace jium::http
