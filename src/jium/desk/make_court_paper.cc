#include "jium/desk/make_court_paper.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "jium/casework/resident_number.h"
#include "jium/desk/count_jointly.h"
#include "jium/desk/export_log.h"
#include "jium/desk/organisation_signer.h"
#include "jium/desk/reach.h"
#include "jium/embedded/costs.h"
#include "jium/embedded/legal.h"
#include "jium/embedded/version.h"
#include "jium/store/audit_log.h"
#include "jium/store/costs.h"
#include "jium/store/decoys.h"
#include "jium/store/directory.h"
#include "jium/store/footage_lives.h"
#include "jium/store/organisations.h"
#include "jium/store/requests.h"
#include "jium/store/sightings.h"

namespace jium::desk {
namespace {

using report::CourtRecords;

Result<audit::NoteSigner> note_signer(const Desk& desk, store::Transaction& tx,
                                      registry::OrganisationId organisation) {
  JIUM_TRY(const SigningKey key, signer_of(desk, tx, organisation));
  audit::NoteSigner::Seed seed{};
  const Bytes& bytes = key.seed.reveal();
  if (bytes.size() != seed.size())
    return fault(FaultKind::internal, "the organisation's signing key is damaged");
  std::ranges::copy(bytes, seed.begin());
  return audit::NoteSigner::make(organisation.text(), audit::KeyUse::sign,
                                 Secret<audit::NoteSigner::Seed>(seed));
}

Result<std::vector<casework::Case>> reach_all(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                              std::vector<casework::CaseId> ids) {
  std::ranges::sort(ids);
  if (ids.empty() || ids.size() > kMostPaperCases || std::ranges::adjacent_find(ids) != ids.end())
    return fault(FaultKind::malformed, "name one case at least, 500 at most, and none twice");
  std::vector<casework::Case> cases;
  for (const casework::CaseId id : ids) {
    JIUM_TRY(cases.emplace_back(), reach_case(desk, tx, actor, id));
    JIUM_TRY(const bool decoy, store::is_decoy(tx, id));
    if (decoy) cases.pop_back();
  }
  return cases;
}

// Where sites stand, by the operator that can delete there.
class Places {
 public:
  static Result<Places> of(store::Transaction& tx, registry::OrganisationId organisation) {
    Places places;
    JIUM_TRY(const auto operators, store::operators_of(tx, organisation));
    std::map<removal::OperatorId, std::string> countries;
    for (const auto& one : operators) countries[one.id] = one.jurisdiction;
    JIUM_TRY(const auto sites, store::sites_of(tx, organisation));
    for (const removal::Site& site : sites) {
      const auto found = site.site_operator ? countries.find(*site.site_operator) : countries.end();
      places.sites_[site.id] = {site.kind, found == countries.end() ? "*" : found->second};
    }
    return places;
  }
  struct Place {
    removal::SiteKind kind = removal::SiteKind::other;
    std::string country = "*";
  };
  [[nodiscard]] Place at(registry::SiteId site) const {
    const auto found = sites_.find(site);
    return found == sites_.end() ? Place{} : found->second;
  }

 private:
  std::map<registry::SiteId, Place> sites_;
};

class Gatherer {
 public:
  Gatherer(store::Transaction& tx, Places places) : tx_(tx), places_(std::move(places)) {}

  Result<void> add(const casework::Case& the_case) {
    people_.people.push_back({the_case.age_band, the_case.harm_types});
    JIUM_TRY(const auto ground, store::ground_of(tx_, the_case.id));
    people_.grounds.push_back(report::SupportGround::unknown);
    if (ground) {
      JIUM_TRY(people_.grounds.back(), parse_enum<report::SupportGround>("ground", *ground));
    }
    JIUM_CHECK(add_footage(the_case));
    JIUM_CHECK(add_places(the_case.id));
    JIUM_CHECK(add_requests(the_case.id));
    JIUM_TRY(auto costs, store::costs_of_case(tx_, the_case.id));
    std::ranges::move(costs, std::back_inserter(costs_));
    return {};
  }
  // In the order of their keyed names, which is none that says anything.
  [[nodiscard]] CourtRecords records() && {
    std::ranges::sort(records_.footage, {}, &report::CountedFootage::record);
    std::ranges::sort(records_.places, {}, &report::CountedPlace::record);
    std::ranges::sort(records_.requests, {}, &report::CountedRequest::record);
    return std::move(records_);
  }
  [[nodiscard]] const report::CourtPeople& people() const { return people_; }
  [[nodiscard]] const std::vector<removal::CostEntry>& costs() const { return costs_; }

 private:
  Result<void> add_footage(const casework::Case& the_case) {
    JIUM_TRY(const auto footages, store::footages_of(tx_, the_case.id));
    for (const auto& stored : footages) {
      const registry::Footage& footage = stored.footage;
      if (footage.state == registry::FootageState::withdrawn) continue;
      report::CountedFootage counted;
      JIUM_TRY(counted.record, store::log_id_of(tx_, footage.id));
      counted.medium = footage.kind;
      counted.registered = report::day_of(footage.registered_at);
      JIUM_TRY(const auto file, store::load_file(tx_, the_case.organisation, footage.id));
      const auto& decision = file.life.decision;
      if (decision && decision->verdict == registry::Verdict::illegal)
        counted.legal_class = decision->legal_class.code;
      records_.footage.push_back(std::move(counted));
    }
    return {};
  }
  Result<void> add_places(casework::CaseId id) {
    JIUM_TRY(const auto sightings, store::sightings_of_case(tx_, id));
    JIUM_TRY(const auto leaks, store::leaks_of(tx_, id));
    for (const registry::Sighting& sighting : sightings) {
      const Places::Place place = places_.at(sighting.site);
      report::CountedPlace counted;
      JIUM_TRY(counted.record, store::log_id_of(tx_, sighting.id));
      JIUM_TRY(counted.site, store::log_id_of(tx_, sighting.site));
      counted.site_kind = place.kind;
      counted.country = place.country;
      counted.seen = report::day_of(sighting.first_seen);
      if (sighting.gone_at) counted.gone = report::day_of(*sighting.gone_at);
      counted.returned = sighting.recurrence_of.has_value();
      const auto leak = std::ranges::find(leaks, sighting.id, &store::Leak::sighting);
      if (leak != leaks.end())
        counted.identity_data = leak->identity_data ? report::IdentityData::yes : report::IdentityData::no;
      records_.places.push_back(std::move(counted));
      at_[sighting.id] = place;
    }
    return {};
  }
  Result<void> add_requests(casework::CaseId id) {
    JIUM_TRY(const auto requests, store::requests_of_case(tx_, id));
    for (const removal::RemovalRequest& request : requests) {
      if (!request.sent_at) continue;
      const Places::Place place = at_[request.sighting];
      report::CountedRequest counted;
      JIUM_TRY(counted.record, store::log_id_of(tx_, request.id));
      counted.site_kind = place.kind;
      counted.country = place.country;
      counted.sent = report::day_of(*request.sent_at);
      using removal::RequestState;
      const bool verified = request.state == RequestState::verified;
      if (request.state == RequestState::gone_by_word && request.gone_by_word_at)
        counted.done = counted.by_word = report::day_of(*request.gone_by_word_at);
      if (verified || request.state == RequestState::removed)
        counted.done =
            report::day_of(request.removed_at.value_or(request.verified_at.value_or(*request.sent_at)));
      if (verified && request.verified_at) counted.verified = report::day_of(*request.verified_at);
      counted.refused = request.state == RequestState::refused;
      counted.false_claims = request.false_claims;
      records_.requests.push_back(std::move(counted));
    }
    return {};
  }

  store::Transaction& tx_;
  Places places_;
  std::map<registry::SightingId, Places::Place> at_;
  CourtRecords records_;
  report::CourtPeople people_;
  std::vector<removal::CostEntry> costs_;
};

std::set<std::string> names_of(const CourtRecords& records) {
  std::set<std::string> names;
  for (const auto& one : records.footage) names.insert(one.record);
  for (const auto& one : records.places) names.insert(one.record);
  for (const auto& one : records.requests) names.insert(one.record);
  return names;
}

report::PolicyDigest digest_of(std::string name, std::string_view text) {
  return {std::move(name), to_hex(audit::sha256({bytes_of(text)}))};
}

Result<void> check(const MakeCourtPaper& ask, const report::Guideline& guideline) {
  if (ask.offence && guideline.find(*ask.offence) == nullptr)
    return fault(FaultKind::malformed,
                 "the guideline has no such type of offence: see `jium report court types`");
  if (ask.reference.size() > 120 || casework::holds_resident_number(ask.reference))
    return fault(FaultKind::malformed, "a reference is the court's number of the matter, 120 bytes at most");
  if (ask.per_hour && (*ask.per_hour < 1 || *ask.per_hour > 100'000'000))
    return fault(FaultKind::malformed, "what an hour costs is a whole number above nothing");
  return {};
}

Result<report::RecoveryStatement> statement_of(store::Transaction& tx, const Actor& actor,
                                               const GroupStatement& ask,
                                               std::vector<removal::CostEntry> entries, Instant now) {
  JIUM_TRY(const auto centre, store::load_organisation(tx, actor.organisation));
  JIUM_TRY(const auto* book, removal::built_in_costs());
  return report::write_statement({.centre = centre.name,
                                  .reference = ask.reference,
                                  .language = ask.language,
                                  .written_at = now,
                                  .entries = std::move(entries),
                                  .per_hour = ask.per_hour},
                                 *book);
}

// How it was counted and how it can be wrong, for whoever reads the paper.
void say_how(const JointCount& counted, report::JointCount& joint) {
  const auto pairs = fmt::format("{:.6f}", counted.people.wrongly_one);
  joint.method_ko = fmt::format(
      "각 기관이 자기 컴퓨터에서 피해자의 생년월일과 이름, 전화번호로 만든 표식(jium person 1)의 합집합으로 "
      "세었으며 이름은 "
      "오가지 않았습니다. 우연히 한 사람으로 세어졌을 것으로 기대되는 쌍: {}. 기관마다 다른 이름으로 아는 "
      "사람은 두 번 "
      "세어집니다. 여러 기관이 지운 같은 곳은 먼저 요청한 기관의 것으로 한 번만 셉니다.",
      pairs);
  joint.method_en = fmt::format(
      "Counted as the union of tokens that each centre made on its own machine of day of birth and name, and "
      "of "
      "telephone (jium person 1); no names were exchanged. Pairs expected to count as one by chance: {}. "
      "Whoever "
      "is known by different words counts twice. One place that several had removed counts once, for whoever "
      "asked first.",
      pairs);
}

Result<report::JointCount> joint_of(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                    linkage::SeriesGroupId series) {
  JIUM_TRY(const JointCount counted, count_jointly(desk, tx, actor, series));
  report::JointCount joint;
  joint.victims = counted.people.people;
  joint.requested = counted.deletions.deletions;
  joint.verified = counted.verified.deletions;
  for (const JointCount::Centre& centre : counted.centres) {
    if (!centre.has_given)
      return fault(FaultKind::conflict,
                   "a centre of the group has not given its people yet: the joint count would be too small");
    JIUM_TRY(const auto signer, tx.for_the_house([&] {
      return tx.for_organisation(centre.organisation,
                                 [&] { return note_signer(desk, tx, centre.organisation); });
    }));
    joint.centres.push_back({centre.name, centre.people, centre.requested, signer.key().text()});
  }
  say_how(counted, joint);
  return joint;
}

Result<report::CourtManifest> manifest_of(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                          const MakeCourtPaper& ask) {
  JIUM_TRY(const auto cases, reach_all(desk, tx, actor, ask.cases));
  JIUM_TRY(Places places, Places::of(tx, actor.organisation));
  Gatherer gatherer(tx, std::move(places));
  for (const casework::Case& one : cases) JIUM_CHECK(gatherer.add(one));
  JIUM_TRY(const auto centre, store::load_organisation(tx, actor.organisation));
  report::CourtManifest manifest;
  manifest.paper = casework::CourtPaperId::random().text();
  manifest.made_at = to_text(desk.clock.now());
  manifest.centre = centre.name;
  manifest.organisation = actor.organisation.text();
  manifest.reference = ask.reference;
  manifest.language = ask.tongue == paper::Tongue::ko ? "ko" : "en";
  manifest.program = "jium " + std::string(kVersion);
  manifest.policies = {digest_of("guideline", report::built_in_guideline_text()),
                       digest_of("costs", embedded::kCosts), digest_of("classes", embedded::kLegalClasses)};
  JIUM_TRY(manifest.cost, statement_of(tx, actor,
                                       {.cases = {},
                                        .language = ask.tongue == paper::Tongue::ko ? removal::Language::ko
                                                                                    : removal::Language::en,
                                        .per_hour = ask.per_hour},
                                       gatherer.costs(), desk.clock.now()));
  const report::CourtPeople people = gatherer.people();
  manifest.records = std::move(gatherer).records();
  manifest.figures = report::count_figures(manifest.records, people);
  if (ask.series) {
    JIUM_TRY(manifest.figures.joint, joint_of(desk, tx, actor, *ask.series));
  }
  return manifest;
}

paper::Document document_of(const MakeCourtPaper& ask, const report::CourtManifest& manifest,
                            const report::Guideline& guideline) {
  switch (ask.kind) {
    case report::PaperKind::opinion:
      return report::opinion_form(manifest, guideline, ask.tongue);
    case report::PaperKind::petition:
      return report::petition_form(manifest, ask.tongue);
    case report::PaperKind::support_performance:
      break;
  }
  return report::support_report(manifest, guideline, ask.tongue, ask.offence);
}

}  // namespace

Result<CourtPaperMade> make_court_paper(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                        const MakeCourtPaper& ask) {
  JIUM_TRY(const auto* guideline, report::built_in_guideline());
  JIUM_CHECK(check(ask, *guideline));
  JIUM_TRY(report::CourtManifest manifest, manifest_of(desk, tx, actor, ask));
  ExportLog wanted;
  wanted.cosigned = ask.cosigned;
  wanted.about = names_of(manifest.records);
  JIUM_TRY(const LogBundle bundle, export_log(desk, tx, actor, wanted));
  JIUM_TRY(const auto log, audit::verify_bundle(bundle.text, {}));
  JIUM_TRY(const audit::NoteSigner signer, note_signer(desk, tx, actor.organisation));
  manifest.key = signer.key().text();
  manifest.log_size = static_cast<std::int64_t>(log.size);
  manifest.log_root = to_hex(log.root);
  manifest.log_key = log.key;
  CourtPaperMade made;
  JIUM_TRY(made.pdf, report::sign_paper(document_of(ask, manifest, *guideline), manifest, bundle.text,
                                        std::span(&signer, 1)));
  JIUM_TRY(const auto id, casework::CourtPaperId::parse(manifest.paper));
  made.key = manifest.key;
  made.values = report::figures_json(manifest.figures);
  made.paper = {.id = id,
                .organisation = actor.organisation,
                .cases = ask.cases,
                .kind = std::string(to_text(ask.kind)),
                .language = manifest.language,
                .made_by = actor.text(),
                .made_at = desk.clock.now(),
                .log_size = manifest.log_size,
                .digest = to_hex(audit::sha256({bytes_of(made.pdf)}))};
  std::ranges::sort(made.paper.cases);
  JIUM_CHECK(store::insert(tx, made.paper));
  return made;
}

Result<CosignedPaper> cosign_court_paper(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                         linkage::SeriesGroupId series, std::string pdf) {
  JIUM_TRY(const report::JointCount now, joint_of(desk, tx, actor, series));
  JIUM_TRY(const auto verdict, report::verify_paper(pdf, {}));
  const auto& joint = verdict.manifest.figures.joint;
  report::CourtFigures said, counted;
  said.joint = joint;
  counted.joint = now;
  const bool same = joint && report::figures_json(said) == report::figures_json(counted);
  const bool of_ours = std::ranges::any_of(
      now.centres, [&](const auto& centre) { return centre.key == verdict.manifest.key; });
  if (!same || !of_ours)
    return fault(FaultKind::conflict,
                 "the report does not say what the group counts now: have it made anew before you sign");
  JIUM_TRY(const audit::NoteSigner signer, note_signer(desk, tx, actor.organisation));
  CosignedPaper made;
  JIUM_TRY(made.id, casework::CourtPaperId::parse(verdict.manifest.paper));
  JIUM_TRY(made.pdf, audit::sign_file_too(std::move(pdf), signer));
  made.key = signer.key().text();
  made.digest = to_hex(audit::sha256({bytes_of(made.pdf)}));
  return made;
}

Result<std::vector<store::CourtPaper>> court_papers(const Desk& desk, store::Transaction& tx,
                                                    const Actor& actor) {
  JIUM_TRY(auto papers, store::court_papers_of(tx, actor.organisation));
  JIUM_TRY(const Reach reach, Reach::of(desk, tx, actor));
  reach.narrow_by_cases(papers, actor.role);
  return papers;
}

Result<std::string> court_key(const Desk& desk, store::Transaction& tx, const Actor& actor) {
  JIUM_TRY(const audit::NoteSigner signer, note_signer(desk, tx, actor.organisation));
  return signer.key().text();
}

Result<report::RecoveryStatement> recovery_of_group(const Desk& desk, store::Transaction& tx,
                                                    const Actor& actor, const GroupStatement& ask) {
  if (ask.per_hour && (*ask.per_hour < 1 || *ask.per_hour > 100'000'000))
    return fault(FaultKind::malformed, "what an hour costs is a whole number above nothing");
  if (ask.reference.size() > 120 || casework::holds_resident_number(ask.reference))
    return fault(FaultKind::malformed, "a reference is a number of the matter, 120 bytes at most");
  JIUM_TRY(const auto cases, reach_all(desk, tx, actor, ask.cases));
  std::vector<removal::CostEntry> entries;
  for (const casework::Case& one : cases) {
    JIUM_TRY(auto costs, store::costs_of_case(tx, one.id));
    std::ranges::move(costs, std::back_inserter(entries));
  }
  std::ranges::stable_sort(entries, {}, &removal::CostEntry::at);
  return statement_of(tx, actor, ask, std::move(entries), desk.clock.now());
}

}  // namespace jium::desk
