#include "jium/desk/suggest_links.h"

#include <algorithm>
#include <map>

#include "jium/desk/keep_series.h"
#include "jium/desk/write_log.h"
#include "jium/store/case_links.h"
#include "jium/store/cases.h"
#include "jium/store/decoys.h"
#include "jium/store/footage_lives.h"
#include "jium/store/traces.h"

namespace jium::desk {
namespace {

using casework::Case;
using casework::CaseId;
using linkage::CaseLink;
using linkage::Evidence;
using linkage::Ground;
using linkage::LinkState;
using registry::OrganisationId;
using store::StoredEvidence;

struct Candidate {
  OrganisationId organisation;
  std::vector<StoredEvidence> evidence;
};
using Candidates = std::map<CaseId, Candidate>;

Ground ground_of(const match::Match& match) {
  if (fingerprint::is_digest(match.algorithm)) return Ground::same_file;
  if (is_a_hint_only(match)) return Ground::same_sound;
  return match.segments.empty() ? Ground::same_footage : Ground::shared_segment;
}

// Of two kinds that share a key (a handle and an account of one name) the one that says less.
linkage::TraceKind weaker_kind(linkage::TraceKind one, linkage::TraceKind other) {
  const auto worth = [](linkage::TraceKind kind) {
    return linkage::worth_of({.ground = Ground::trace, .kind = kind}).value_or(0);
  };
  return worth(one) <= worth(other) ? one : other;
}

Result<void> gather_traces(store::Transaction& tx, const Case& the_case, Candidates& candidates) {
  JIUM_TRY(const auto traces, store::traces_of_case(tx, the_case.id));
  for (const auto& own : traces) {
    JIUM_TRY(const auto tokens, store::tokens_of(tx, own.id));
    for (const auto& token : tokens) {
      JIUM_TRY(const auto holders, store::holders_of(tx, token.token));
      for (const auto& holder : holders) {
        const auto& other = holder.trace;
        if (other.organisation == the_case.organisation) continue;
        Evidence evidence{.ground = Ground::trace,
                          .kind = weaker_kind(own.kind, other.kind),
                          .closeness = token.closeness,
                          .weaker_confidence = std::min(own.confidence, other.confidence),
                          .since = std::max(own.recorded_at, other.recorded_at)};
        Candidate& candidate = candidates[other.the_case];
        candidate.organisation = other.organisation;
        candidate.evidence.push_back({evidence, token.token});
      }
    }
  }
  return {};
}

// May another centre's case be spoken of? Consent stands, it is not forgotten, and it is no decoy.
Result<bool> may_be_linked(store::Transaction& tx, OrganisationId organisation, CaseId id) {
  const auto other = store::load_case(tx, organisation, id);
  if (!other && other.fault().kind == FaultKind::missing) return false;
  if (!other) return other.fault();
  JIUM_TRY(const bool decoy, store::is_decoy(tx, id));
  return other->consent.other_centres && other->state != casework::CaseState::forgotten && !decoy;
}

Result<linkage::Assessment> assess(store::Transaction& tx, const std::vector<StoredEvidence>& stored) {
  std::vector<Evidence> all;
  for (const StoredEvidence& one : stored) {
    Evidence evidence = one.evidence;
    if (one.token) {
      JIUM_TRY(evidence.standing, store::standing_of(tx, *one.token));
    }
    all.push_back(evidence);
  }
  return linkage::assess(all);
}

CaseId other_case(const CaseLink& link, CaseId own) {
  return link.sides[0].the_case == own ? link.sides[1].the_case : link.sides[0].the_case;
}

Result<void> tell(const Desk& desk, store::Transaction& tx, const CaseLink& link, const std::string& note) {
  for (const auto& side : link.sides) {
    JIUM_CHECK(tx.for_organisation(side.organisation, [&]() -> Result<void> {
      JIUM_CHECK(raise_alarm(desk, tx, side.organisation, side.the_case, store::AlarmKind::case_related,
                             link.id.text()));
      JIUM_CHECK(write_log_of_house(desk, tx, side.organisation, audit::Act::link_suggested, link.id));
      return write_history(desk, tx, side.the_case, std::string(kJiumItself), casework::Event::link_changed,
                           link.id.text(), note);
    }));
  }
  return {};
}

Result<int> suggest_new(const Desk& desk, store::Transaction& tx, const Case& the_case, CaseId other,
                        const Candidate& candidate) {
  JIUM_TRY(const auto assessed, assess(tx, candidate.evidence));
  if (!assessed.is_shown()) return 0;
  JIUM_TRY(const bool may, may_be_linked(tx, candidate.organisation, other));
  if (!may) return 0;
  JIUM_TRY(const auto link, linkage::suggest({.organisation = the_case.organisation, .the_case = the_case.id},
                                             {.organisation = candidate.organisation, .the_case = other},
                                             assessed.worth, desk.clock.now()));
  JIUM_CHECK(store::insert(tx, link));
  JIUM_CHECK(store::put_evidence(tx, link.id, candidate.evidence));
  JIUM_CHECK(tell(desk, tx, link, "suggested"));
  return 1;
}

Result<void> end_for(const Desk& desk, store::Transaction& tx, CaseLink link, linkage::LinkEnd why) {
  if (link.state == LinkState::ended) return {};
  linkage::end(link, why, desk.clock.now());
  JIUM_CHECK(store::update(tx, link));
  for (const auto& side : link.sides) {
    JIUM_CHECK(tx.for_organisation(side.organisation, [&]() -> Result<void> {
      JIUM_CHECK(write_log_of_house(desk, tx, side.organisation, audit::Act::link_ended, link.id));
      return write_history(desk, tx, side.the_case, std::string(kJiumItself), casework::Event::link_changed,
                           link.id.text(), "ended");
    }));
  }
  return {};
}

// What footage said stays said until that footage or the case goes: it is looked for when it is registered.
Result<void> weigh_anew(const Desk& desk, store::Transaction& tx, const CaseLink& link, Candidate now,
                        FootageSaid footage) {
  JIUM_TRY(const auto before, store::evidence_of(tx, link.id));
  for (const StoredEvidence& one : before) {
    if (one.evidence.ground == Ground::trace) continue;
    const auto said = std::find_if(
        now.evidence.begin(), now.evidence.end(),
        [&](const StoredEvidence& other) { return other.evidence.ground == one.evidence.ground; });
    if (said != now.evidence.end())
      said->evidence.since = std::min(said->evidence.since, one.evidence.since);
    else if (footage == FootageSaid::more)
      now.evidence.push_back(one);
  }
  JIUM_CHECK(store::put_evidence(tx, link.id, now.evidence));
  JIUM_TRY(const auto assessed, assess(tx, now.evidence));
  CaseLink weighed = link;
  weighed.worth = assessed.worth;
  if (link.state == LinkState::suggested && !assessed.is_shown())
    return end_for(desk, tx, weighed, linkage::LinkEnd::ground_gone);
  return store::update(tx, weighed);
}

// One that officers have settled is not raised again; one that jium itself ended may be.
bool closes_the_matter(const CaseLink& link) {
  if (link.state != LinkState::ended) return true;
  return link.ended_by == linkage::LinkEnd::revoked;
}

Result<int> suggest_all(const Desk& desk, store::Transaction& tx, const Case& the_case, Candidates candidates,
                        FootageSaid said) {
  JIUM_TRY(const auto links, store::links_of_case(tx, the_case.id));
  for (const CaseLink& link : links) {
    if (!closes_the_matter(link)) continue;
    const auto found = candidates.find(other_case(link, the_case.id));
    const bool open = link.state != LinkState::declined && link.state != LinkState::ended;
    if (open)
      JIUM_CHECK(weigh_anew(desk, tx, link, found == candidates.end() ? Candidate{} : found->second, said));
    if (found != candidates.end()) candidates.erase(found);
  }
  int made = 0;
  for (const auto& [other, candidate] : candidates) {
    JIUM_TRY(const int one, suggest_new(desk, tx, the_case, other, candidate));
    made += one;
  }
  return made;
}

}  // namespace

Result<std::vector<RelatedFootage>> related_footage(
    const Desk& desk, store::Transaction& tx, OrganisationId organisation,
    const std::vector<fingerprint::Fingerprint>& fingerprints) {
  std::vector<RelatedFootage> related;
  JIUM_TRY(const auto anywhere, desk.known.find_anywhere(tx, fingerprints));
  for (const auto& [stored, match] : anywhere) {
    if (stored.footage.organisation == organisation) continue;
    related.push_back({stored.the_case, stored.footage.organisation, ground_of(match), desk.clock.now()});
  }
  return related;
}

Result<int> suggest_links(const Desk& desk, store::Transaction& tx, const Case& the_case,
                          const std::vector<RelatedFootage>& footage, FootageSaid said) {
  return tx.for_the_house([&]() -> Result<int> {
    JIUM_TRY(const bool may, may_be_linked(tx, the_case.organisation, the_case.id));
    if (!may) return 0;
    Candidates candidates;
    JIUM_CHECK(gather_traces(tx, the_case, candidates));
    for (const RelatedFootage& one : footage) {
      Candidate& candidate = candidates[one.the_case];
      candidate.organisation = one.organisation;
      candidate.evidence.push_back(
          {{.ground = one.ground, .weaker_confidence = linkage::Confidence::certain, .since = one.since},
           std::nullopt});
    }
    return suggest_all(desk, tx, the_case, std::move(candidates), said);
  });
}

Result<std::vector<RelatedFootage>> related_to_the_rest(const Desk& desk, store::Transaction& tx,
                                                        const Case& the_case, registry::FootageId without) {
  std::vector<RelatedFootage> related;
  JIUM_TRY(const auto footages, store::footages_of(tx, the_case.id));
  for (const auto& stored : footages) {
    if (stored.footage.id == without || !registry::may_match(stored.footage.state)) continue;
    JIUM_TRY(const auto more, related_footage(desk, tx, the_case.organisation, stored.footage.fingerprints));
    related.insert(related.end(), more.begin(), more.end());
  }
  return related;
}

Result<int> suggest_links_anew(const Desk& desk, store::Transaction& tx, const Case& the_case) {
  JIUM_TRY(const auto related, related_to_the_rest(desk, tx, the_case, {}));
  return suggest_links(desk, tx, the_case, related);
}

Result<void> end_links(const Desk& desk, store::Transaction& tx, const Case& the_case, linkage::LinkEnd why) {
  return tx.for_the_house([&]() -> Result<void> {
    JIUM_TRY(const auto links, store::links_of_case(tx, the_case.id));
    for (const CaseLink& link : links) JIUM_CHECK(end_for(desk, tx, link, why));
    return take_out_of_series(desk, tx, the_case);
  });
}

}  // namespace jium::desk
