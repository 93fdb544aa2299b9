#include "jium/desk/decide_footage.h"

#include <algorithm>

#include "jium/desk/doer.h"
#include "jium/desk/keep_feeds.h"
#include "jium/desk/reach.h"
#include "jium/store/appeals.h"
#include "jium/store/decisions.h"

namespace jium::desk {

using casework::Event;
using registry::FootageId;

namespace {

constexpr int kQueue = 200;

}  // namespace

Result<store::FootageFile> submit_footage(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                          FootageId id, const registry::Submission& submission) {
  JIUM_CHECK(reach_footage(desk, tx, actor, id));
  JIUM_TRY(auto file, store::load_file(tx, actor.organisation, id));
  JIUM_CHECK(registry::submit(file.stored.footage, file.life, submission, doer_of(actor), desk.clock.now()));
  JIUM_CHECK(store::update(tx, file.life));
  JIUM_CHECK(
      write_history(desk, tx, file.stored.the_case, actor.text(), Event::footage_submitted, id.text()));
  return file;
}

Result<std::vector<Awaiting>> decision_queue(const Desk&, store::Transaction& tx, const Actor& actor) {
  JIUM_TRY(const auto ids, store::awaiting_decision(tx, kQueue));
  std::vector<Awaiting> queue;
  for (const FootageId id : ids) {
    auto file = store::load_any_file(tx, id);
    if (!file && file.fault().kind == FaultKind::missing) continue;  // forgotten
    if (!file) return Fault(std::move(file).fault());
    JIUM_TRY(const auto votes, store::votes_of(tx, id, file->life.round));
    const std::string who = voter_of(actor).who;
    const bool voted = std::ranges::any_of(votes, [&](const auto& vote) { return vote.voter.who == who; });
    queue.push_back({std::move(*file), static_cast<int>(votes.size()), voted});
  }
  return queue;
}

Result<CountedVote> decide_footage(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                   const CastVote& ask) {
  JIUM_TRY(auto file, store::load_any_file(tx, ask.footage));
  if (!file.life.submitted_at) return fault(FaultKind::missing, "no such footage");
  const int round = file.life.round;
  JIUM_TRY(auto cast, store::votes_of(tx, ask.footage, round));
  const registry::Vote vote{voter_of(actor), ask.verdict, ask.legal_class, ask.grounds, desk.clock.now()};
  JIUM_TRY(const auto decision, registry::vote(file.stored.footage, file.life, cast, vote, desk.reviewers));
  JIUM_CHECK(store::insert(tx, ask.footage, round, vote));
  if (decision) {
    // What was appealed against is what was decided before; this decision is the answer.
    JIUM_TRY(auto appeals, store::open_appeals_about(tx, ask.footage));
    for (registry::Appeal& appeal : appeals) {
      registry::close(appeal, desk.clock.now());
      JIUM_CHECK(store::update(tx, appeal));
    }
    file.life.under_review = false;
    JIUM_CHECK(put_into_effect(desk, tx, actor, file, *decision));
  }
  return CountedVote{std::move(file), static_cast<int>(cast.size()), desk.reviewers, decision};
}

Result<void> put_into_effect(const Desk& desk, store::Transaction& tx, const Actor& actor,
                             const store::FootageFile& file, const registry::Decision& decision) {
  JIUM_CHECK(store::insert(tx, decision));
  JIUM_CHECK(store::update(tx, file.stored.footage));
  JIUM_CHECK(store::update(tx, file.life));
  JIUM_CHECK(keep_feeds(desk, tx, file));
  return write_history(desk, tx, file.stored.the_case, name_before(file.stored.footage.organisation, actor),
                       Event::footage_decided, file.stored.footage.id.text());
}

}  // namespace jium::desk
