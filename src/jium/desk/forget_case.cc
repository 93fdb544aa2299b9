#include "jium/desk/forget_case.h"

#include "jium/desk/file_block_request.h"
#include "jium/desk/keep_feeds.h"
#include "jium/desk/reach.h"
#include "jium/desk/signature.h"
#include "jium/desk/suggest_links.h"
#include "jium/desk/write_log.h"
#include "jium/report/removal_counts.h"
#include "jium/store/appeals.h"
#include "jium/store/cases.h"
#include "jium/store/decoys.h"
#include "jium/store/erasure.h"
#include "jium/store/holds.h"
#include "jium/store/jobs.h"
#include "jium/store/requests.h"
#include "jium/store/sightings.h"
#include "jium/store/tallies.h"

namespace jium::desk {
namespace {

using casework::Choice;
using casework::Erasure;
using casework::ErasureState;
using casework::Event;

// How a hold is named among what is in the way.
constexpr const char* kHold = "hold";

// As data/legal/classes.tsv calls it, in whatever scheme.
constexpr std::string_view kChildMaterial = "child_exploitation";

// As data/legal/bases.tsv calls them: of the two sorts of record that are made without a survivor's request.
constexpr std::string_view kChildBasis = "kr-svpa-7-3-child";
constexpr std::string_view kInvestigatorsBasis = "kr-svpa-7-3-investigator";

bool is_child_material(const registry::FootageLife& life) {
  return life.legal_basis == kChildBasis ||
         (life.decision && life.decision->legal_class.code == kChildMaterial) ||
         (life.proposed && life.proposed->code == kChildMaterial);
}

Result<casework::Record> record_of(store::Transaction& tx, const casework::Case& the_case) {
  JIUM_TRY(const auto footages, store::footages_of(tx, the_case.id));
  std::vector<registry::FootageSource> sources;
  bool classed_as_child = false;
  for (const auto& stored : footages) {
    sources.push_back(stored.footage.source);
    JIUM_TRY(const auto file, store::load_file(tx, the_case.organisation, stored.footage.id));
    classed_as_child = classed_as_child || is_child_material(file.life);
    // An investigator asked, whoever registered it.
    if (file.life.legal_basis == kInvestigatorsBasis) sources.push_back(registry::FootageSource::police);
  }
  return casework::record_of(the_case, sources, classed_as_child);
}

// Platforms are told to forget it, by tombstones, and appeals about it are closed with that.
Result<void> take_out_of_feeds(const Desk& desk, store::Transaction& tx, casework::CaseId id) {
  JIUM_TRY(const auto footages, store::footages_of(tx, id));
  for (const auto& stored : footages) JIUM_CHECK(leave_feeds(desk, tx, stored.footage.id));
  return {};
}

std::string month_of(Instant at) {
  return to_text(at).substr(0, std::string_view("2026-11").size());
}

// What the case counts for stays as numbers.
Result<void> keep_counts(const Desk& desk, store::Transaction& tx, const casework::Case& the_case) {
  JIUM_TRY(const auto footages, store::footages_of(tx, the_case.id));
  JIUM_TRY(const auto sightings, store::sightings_of_case(tx, the_case.id));
  JIUM_TRY(const auto requests, store::requests_of_case(tx, the_case.id));
  JIUM_TRY(const auto record, record_of(tx, the_case));
  report::RemovalTally tally;
  tally.add_case(footages.size(), sightings, requests);
  const report::RemovalCounts counts = tally.counts();
  return store::add_forgotten(tx, the_case.organisation, month_of(desk.clock.now()),
                              to_text(record.classes.front()),
                              {.cases = counts.cases,
                               .footage = counts.footage,
                               .sightings = counts.sightings,
                               .recurrences = counts.recurrences,
                               .requests = counts.requests,
                               .sent = counts.sent,
                               .removed = counts.removed,
                               .awaiting_proof = counts.awaiting_proof,
                               .refused = counts.refused,
                               .overdue = counts.overdue,
                               .false_claims = counts.false_claims,
                               .gone_by_word = counts.gone_by_word});
}

Result<Erasure> record_ask(const Desk& desk, store::Transaction& tx, const Actor& actor,
                           const casework::Case& the_case) {
  Erasure erasure;
  erasure.id = casework::ErasureId::random();
  erasure.organisation = actor.organisation;
  erasure.the_case = the_case.id;
  erasure.asked = signature_of(desk, actor);
  JIUM_CHECK(store::insert(tx, erasure));
  JIUM_CHECK(write_history(desk, tx, the_case.id, actor.text(), Event::erasure_asked, erasure.id.text()));
  return erasure;
}

Result<void> note_word(const Desk& desk, store::Transaction& tx, const Actor& actor, const Erasure& erasure,
                       bool decided) {
  JIUM_CHECK(store::update(tx, erasure));
  if (decided) JIUM_CHECK(write_log(desk, tx, actor, audit::Act::erasure_refused, erasure.the_case));
  const Event event = decided                          ? Event::erasure_refused
                      : erasure.choice == Choice::keep ? Event::keeping_proposed
                                                       : Event::erasure_proposed;
  return write_history(desk, tx, erasure.the_case, actor.text(), event, erasure.id.text(),
                       erasure.ground.reveal() + " / told: " + erasure.told.reveal());
}

}  // namespace

Result<Keeping> keeping_of(const Desk& desk, store::Transaction& tx, const casework::Case& the_case) {
  const Instant now = desk.clock.now();
  Keeping keeping;
  JIUM_TRY(const auto record, record_of(tx, the_case));
  keeping.classes = record.classes;
  keeping.term = casework::built_in_retention().term_of(record, now);
  JIUM_TRY(keeping.holds, store::holds_of(tx, the_case.id));
  for (const auto& hold : keeping.holds) keeping.on_hold = keeping.on_hold || hold.holds(now);
  if (keeping.on_hold) keeping.hindrances.emplace_back(kHold);
  if (keeping.term.on_request == casework::OnRequest::decide) {
    keeping.hindrances.insert(keeping.hindrances.end(), keeping.term.rules.begin(), keeping.term.rules.end());
  }
  return keeping;
}

Result<Erasure> ask_erasure(const Desk& desk, store::Transaction& tx, const Actor& actor,
                            casework::CaseId id) {
  JIUM_TRY(const auto the_case, reach_case_to_decide(desk, tx, actor, id));
  JIUM_TRY(auto waiting, store::waiting_erasure(tx, id));
  if (!waiting) {
    JIUM_TRY(waiting, record_ask(desk, tx, actor, the_case));
  }
  JIUM_TRY(auto keeping, keeping_of(desk, tx, the_case));
  waiting->hindered_by = std::move(keeping.hindrances);
  if (waiting->hindered_by.empty()) {
    JIUM_CHECK(erase_now(desk, tx, the_case, *waiting));
  } else {
    JIUM_CHECK(store::update(tx, *waiting));
  }
  return *std::move(waiting);
}

Result<Erasure> decide_erasure(const Desk& desk, store::Transaction& tx, const Actor& actor,
                               const DecideErasure& ask) {
  JIUM_TRY(const auto the_case, reach_case_to_decide(desk, tx, actor, ask.the_case));
  JIUM_TRY(auto erasure, store::waiting_erasure(tx, ask.the_case));
  if (!erasure) return fault(FaultKind::conflict, "nothing waits to be decided about this case");
  JIUM_TRY(auto keeping, keeping_of(desk, tx, the_case));
  if (ask.choice == Choice::destroy && keeping.on_hold) {
    return fault(FaultKind::conflict,
                 "a legal hold is in force: nothing of this case may be destroyed before two people have "
                 "lifted it (`jium case release-hold`)");
  }
  erasure->hindered_by = std::move(keeping.hindrances);
  JIUM_TRY(const bool decided,
           casework::decide(*erasure, {ask.choice, ask.ground, ask.told, signature_of(desk, actor)}));
  if (decided && ask.choice == Choice::destroy) {
    JIUM_CHECK(erase_now(desk, tx, the_case, *erasure));
  } else {
    JIUM_CHECK(note_word(desk, tx, actor, *erasure, decided));
  }
  return *std::move(erasure);
}

Result<void> erase_now(const Desk& desk, store::Transaction& tx, const casework::Case& the_case,
                       Erasure& erasure) {
  const Instant now = desk.clock.now();
  JIUM_TRY(const bool decoy, store::is_decoy(tx, the_case.id));
  if (!decoy) JIUM_CHECK(keep_counts(desk, tx, the_case));
  JIUM_CHECK(take_out_of_feeds(desk, tx, the_case.id));
  JIUM_CHECK(forget_block_requests(desk, tx, the_case.id));
  JIUM_CHECK(end_links(desk, tx, the_case, linkage::LinkEnd::case_gone));
  JIUM_CHECK(store::forget_case_in_log(tx, the_case.id));
  // For the house: votes, decisions and feeds' entries about its footage are other organisations' rows.
  JIUM_CHECK(
      tx.for_the_house([&] { return store::erase_case(tx, the_case.organisation, the_case.id, now); }));
  erasure.state = ErasureState::done;
  erasure.done_at = now;
  JIUM_CHECK(store::update(tx, erasure));
  JIUM_CHECK(write_log_of_house(desk, tx, the_case.organisation, audit::Act::erasure_done, the_case.id));
  return store::schedule(tx, store::JobKind::sweep, 0, now);
}

}  // namespace jium::desk
