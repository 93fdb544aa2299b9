// A paper about made-up records, with everything in it that a real one has, and the log that proves it. For
// tests. Names, numbers and dates are invented; no figure is of a real case.
#pragma once

#include "jium/audit/log_fixture.h"
#include "jium/report/signed_paper.h"

namespace jium::report {

struct CourtFixture : audit::LogFixture {
  audit::NoteSigner centre = audit::signer_of("O-0001-0002-0003", audit::KeyUse::sign, 5);
  CourtRecords records;
  CourtManifest manifest;

  explicit CourtFixture(int requests = 60) {
    add_records(requests);
    checkpoint();
    CourtPeople people;
    people.people = {{casework::AgeBand::teens,
                      {casework::HarmType::child_exploitation, casework::HarmType::threat_to_disseminate}},
                     {casework::AgeBand::twenties, {casework::HarmType::dissemination}}};
    people.grounds = {SupportGround::on_request, SupportGround::pre_emptive};
    manifest.paper = "J-0000-0000-4711";
    manifest.made_at = "2026-11-22T01:02:03.000Z";
    manifest.centre = "북부 디지털성범죄 피해자지원센터";
    manifest.organisation = "O-0001-0002-0003";
    manifest.key = centre.key().text();
    manifest.reference = "2026고합0000";
    manifest.language = "ko";
    manifest.program = "jium 0.1.0";
    manifest.policies = {{"guideline", std::string(64, 'a')}};
    manifest.log_size = static_cast<std::int64_t>(tree.size());
    manifest.log_root = to_hex(tree.root());
    manifest.log_key = key.key().text();
    manifest.cost.lines = {
        {removal::CostKind::request_prepared, requests, requests * 6, 10'320, "KRW", requests * 1'032}};
    manifest.cost.total = {{"KRW", requests * 1'032}};
    manifest.cost.source = "2026년 최저임금";
    manifest.records = records;
    manifest.figures = count_figures(records, people);
  }

  void add_joint() {
    manifest.figures.joint =
        JointCount{.victims = 15,
                   .age_bands = {{"teens", 9}, {"twenties", 6}},
                   .requested = 10'744,
                   .verified = 9'801,
                   .centres = {{"북부 센터", 2, 1'283}, {"남부 센터", 6, 4'211}, {"중앙 센터", 8, 5'290}},
                   .method_ko = "이름을 주고받지 않고 암호화된 표식의 합집합으로 세었습니다.",
                   .method_en = "Counted as the union of blinded tokens; no names were exchanged."};
  }
  [[nodiscard]] std::string pdf() const { return signed_with(manifest, bundle()); }
  [[nodiscard]] std::string signed_with(const CourtManifest& values, const std::string& log) const {
    const auto* guideline = built_in_guideline().value();
    return sign_paper(support_report(values, *guideline, paper::Tongue::ko, "distribution"), values, log,
                      std::span(&centre, 1))
        .value();
  }
  [[nodiscard]] PaperPolicy trusting() const {
    PaperPolicy policy;
    policy.centre = centre.key();
    policy.log = LogFixture::policy();
    policy.log.witnesses = {witness.key()};
    policy.log.quorum = 1;
    return policy;
  }

 private:
  std::string add_entry(audit::Act act, audit::SubjectKind kind) {
    audit::Record record = sample_record(entries.size());
    record.act = act;
    record.subject_kind = kind;
    record.subject =
        audit::keyed_id(Bytes(32, 7), "record", bytes_of(std::to_string(entries.size()))).value();
    append_text(audit::write_record(record).value());
    return record.subject;
  }
  static Day day(int number) {
    return day_of(
        Instant{std::chrono::sys_days{std::chrono::year{2025} / 1 / 3} + std::chrono::days{number}});
  }
  void add_records(int requests) {
    using removal::SiteKind;
    static constexpr std::array kKinds{SiteKind::adult_site, SiteKind::social_network,
                                       SiteKind::search_engine};
    static constexpr std::array kLands{"US", "US", "KR", "JP", "*"};
    for (int i = 0; i < 3; ++i)
      records.footage.push_back({add_entry(audit::Act::footage_registered, audit::SubjectKind::footage),
                                 i == 0 ? registry::FootageKind::image : registry::FootageKind::video,
                                 i == 2 ? "" : "child_exploitation", day(0)});
    for (int i = 0; i < requests; ++i) {
      const auto n = static_cast<std::size_t>(i);
      const SiteKind kind = kKinds.at(n % kKinds.size());
      const std::string land = kLands.at(n % kLands.size());
      const int seen = i * 7 % 500;
      CountedPlace place{.record = add_entry(audit::Act::sighting_recorded, audit::SubjectKind::sighting),
                         .site = "site " + std::to_string(i % 9),
                         .site_kind = kind,
                         .country = land,
                         .seen = day(seen),
                         .gone = std::nullopt,
                         .returned = i % 10 == 3,
                         .identity_data = i % 4 == 0 ? IdentityData::yes : IdentityData::unknown};
      CountedRequest request{
          .record = add_entry(audit::Act::request_confirmed, audit::SubjectKind::removal_request),
          .site_kind = kind,
          .country = land,
          .sent = day(seen + 1),
          .done = std::nullopt,
          .verified = std::nullopt,
          .refused = i % 13 == 5,
          .false_claims = i % 20 == 7 ? 1 : 0};
      if (i % 5 != 4) {
        request.done = day(seen + 3);
        request.verified = day(seen + 10);
        place.gone = day(seen + 10);
      }
      records.places.push_back(place);
      records.requests.push_back(request);
    }
  }
};

}  // namespace jium::report
