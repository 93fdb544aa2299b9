// Records that tests store: one of every noun, each naming the one before, with every optional member set.
// All of it is made up; hosts are of the reserved names of RFC 2606, peers of the documentation blocks of RFC
// 5737.
#pragma once

#include <chrono>
#include <string>

#include "jium/store/cases.h"
#include "jium/store/directory.h"
#include "jium/store/footages.h"
#include "jium/store/organisations.h"
#include "jium/store/requests.h"
#include "jium/store/sightings.h"

namespace jium::store::sample {

// Milliseconds that are no whole second, so that a column that loses them is noticed.
inline Instant at(int hours) {
  return Instant{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}} + std::chrono::hours{hours} +
         Duration{123};
}

inline registry::WebAddress address(const std::string& path = "gallery/7?id=4711") {
  return registry::WebAddress::parse("https://media.example.org/" + path).value();
}

inline registry::Organisation organisation(const std::string& name = "Centre of the North") {
  return {.id = registry::OrganisationId::random(),
          .kind = registry::OrganisationKind::centre,
          .name = name,
          .mail = "letters@centre.example",
          .added_at = at(0)};
}

inline casework::Case case_of(registry::OrganisationId organisation) {
  return {.id = casework::CaseId::random(),
          .organisation = organisation,
          .pseudonym = Secret<std::string>("blue-heron-93"),
          .age_band = casework::AgeBand::twenties,
          .harm_types = {casework::HarmType::illegal_filming, casework::HarmType::threat_to_disseminate},
          .requester = casework::Relation::agent,
          .papers_checked_at = at(1),
          .consent = {.removal = true, .police = false, .other_centres = true},
          .state = casework::CaseState::active,
          .opened_at = at(2),
          .closed_at = at(3)};
}

inline registry::Footage footage(registry::OrganisationId organisation) {
  using fingerprint::Algorithm;
  using fingerprint::Fingerprint;
  return {.id = registry::FootageId::random(),
          .organisation = organisation,
          .kind = registry::FootageKind::video,
          .source = registry::FootageSource::survivor_device,
          .state = registry::FootageState::withdrawn,
          .fingerprints = {Fingerprint::make(Algorithm::pdq, random_bytes(32), 87, 3).value(),
                           Fingerprint::make(Algorithm::md5, random_bytes(16), 100).value(),
                           Fingerprint::make(Algorithm::sha256, random_bytes(32), 100).value()},
          .registered_at = at(3),
          .decided_at = at(4),
          .withdrawn_at = at(5)};
}

inline removal::SiteOperator site_operator(registry::OrganisationId organisation) {
  return {.id = removal::OperatorId::random(),
          .organisation = organisation,
          .name = "Example Hosting",
          .mail = "abuse@hosting.example",
          .language = removal::Language::ko,
          .jurisdiction = "KR",
          .added_at = at(6),
          .channels = {{removal::ChannelKind::mail, Secret<std::string>("abuse@hosting.example"),
                        removal::Language::ko},
                       {removal::ChannelKind::web_form, Secret<std::string>("https://hosting.example/form"),
                        removal::Language::en}},
          .languages = {removal::Language::ko, removal::Language::en},
          .rule = "kr-without-delay",
          .state = removal::OperatorState::silent};
}

inline removal::Site site(registry::OrganisationId organisation,
                          std::optional<removal::OperatorId> site_operator) {
  return {.id = registry::SiteId::random(),
          .organisation = organisation,
          .name = "example.org",
          .site_operator = site_operator,
          .added_at = at(7),
          .kind = removal::SiteKind::web_hard,
          .owner = site_operator,
          .host = site_operator,
          .cdn = site_operator,
          .registrar = site_operator,
          .host_changed_at = at(8)};
}

inline registry::FetchEvidence evidence() {
  return {.at = at(8),
          .status = 200,
          .peer = "192.0.2.17",
          .content_type = "image/jpeg",
          .body_bytes = 18'446'744'073'709'551'615ULL,
          .body_sha256 = to_hex(random_bytes(32)),
          .certificate_sha256 = to_hex(random_bytes(32)),
          .redirects = 2};
}

inline registry::Sighting sighting(const registry::Footage& of, registry::SiteId site) {
  return {.id = registry::SightingId::random(),
          .organisation = of.organisation,
          .footage = of.id,
          .site = site,
          .address = address(),
          .state = registry::SightingState::live,
          .recognition = {.algorithm = fingerprint::Algorithm::sha1,
                          .distance = 12,
                          .witness = registry::Witness::digest,
                          .sureness = 93},
          .recurrence_of = std::nullopt,
          .first_seen = at(9),
          .last_seen = at(10),
          .gone_at = at(11),
          .evidence = evidence()};
}

inline removal::RemovalRequest request(const casework::Case& the_case, registry::SightingId sighting,
                                       removal::OperatorId site_operator) {
  return {.id = removal::RequestId::random(),
          .organisation = the_case.organisation,
          .the_case = the_case.id,
          .sighting = sighting,
          .site_operator = site_operator,
          .language = removal::Language::ko,
          .rule = "kr-without-delay",
          .channel = removal::RequestChannel::web_form,
          .state = removal::RequestState::verified,
          .recurrence_of = std::nullopt,
          .false_claims = 3,
          .drafted_at = at(12),
          .confirmed_at = at(13),
          .sent_at = at(14),
          .due_at = at(15),
          .acknowledged_at = at(16),
          .claimed_at = at(17),
          .removed_at = at(18),
          .verified_at = at(19),
          .refused_at = at(20),
          .gone_by_word_at = at(21)};
}

inline StoredLetter letter(removal::RequestId request) {
  return {.id = removal::LetterId::random(),
          .request = request,
          .letter = {.message_id = "4711.letter@centre.example",
                     .from_name = "Centre of the North",
                     .from = "letters@centre.example",
                     .to = "abuse@hosting.example",
                     .reply_reference = "R-0000-0000-4711",
                     .subject = Secret<std::string>("삭제 요청 \"R-4711\""),
                     .body = Secret<std::string>("Please remove what stands at\nthe address below.\n")},
          .delivery = {.state = removal::LetterState::delivered, .attempt = 2, .settled_at = at(21)},
          .written_at = at(22)};
}

// One of each, stored.
struct Chain {
  registry::Organisation organisation = sample::organisation();
  casework::Case the_case = case_of(organisation.id);
  registry::Footage footage = sample::footage(organisation.id);
  removal::SiteOperator site_operator = sample::site_operator(organisation.id);
  removal::Site site = sample::site(organisation.id, site_operator.id);
  registry::Sighting sighting = sample::sighting(footage, site.id);
  removal::RemovalRequest request = sample::request(the_case, sighting.id, site_operator.id);
  StoredLetter letter = sample::letter(request.id);
};

[[nodiscard]] inline Result<void> insert(Transaction& tx, const Chain& chain) {
  JIUM_CHECK(store::insert(tx, chain.organisation));
  JIUM_CHECK(store::insert(tx, chain.the_case));
  JIUM_CHECK(store::insert(tx, chain.footage, chain.the_case.id));
  JIUM_CHECK(store::insert(tx, chain.site_operator));
  JIUM_CHECK(store::insert(tx, chain.site));
  JIUM_CHECK(store::insert(tx, chain.sighting));
  JIUM_CHECK(store::insert(tx, chain.request));
  return store::insert(tx, chain.letter);
}

}  // namespace jium::store::sample
