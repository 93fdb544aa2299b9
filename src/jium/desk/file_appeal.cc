#include "jium/desk/file_appeal.h"

#include "jium/casework/resident_number.h"
#include "jium/desk/decide_footage.h"
#include "jium/desk/doer.h"
#include "jium/store/appeals.h"
#include "jium/store/feed.h"

namespace jium::desk {

using casework::Event;
using registry::Appeal;
using registry::AppealOutcome;

namespace {

constexpr std::size_t kWords = 500;  // bytes
constexpr int kOpen = 200;

Result<void> open_review(const Desk& desk, store::Transaction& tx, const Actor& actor, const Appeal& appeal) {
  JIUM_TRY(auto file, store::load_any_file(tx, *appeal.footage));
  file.life.under_review = true;
  JIUM_CHECK(store::update(tx, file.life));
  return write_history(desk, tx, file.stored.the_case, actor.text(), Event::appeal_filed, appeal.id.text());
}

// The same outcome for every appeal about this footage: there is one review.
Result<void> settle_all(store::Transaction& tx, registry::FootageId footage, AppealOutcome outcome,
                        Instant at) {
  JIUM_TRY(auto appeals, store::open_appeals_about(tx, footage));
  for (Appeal& appeal : appeals) {
    registry::settle(appeal, outcome, at);
    JIUM_CHECK(store::update(tx, appeal));
  }
  return {};
}

Result<void> carry_out(const Desk& desk, store::Transaction& tx, const Actor& actor, store::FootageFile& file,
                       AppealOutcome outcome, int reviewers) {
  JIUM_CHECK(settle_all(tx, file.stored.footage.id, outcome, desk.clock.now()));
  if (outcome == AppealOutcome::withdrawn) {
    const auto decision = registry::overturn(file.stored.footage, file.life, reviewers, desk.clock.now());
    return put_into_effect(desk, tx, actor, file, decision);
  }
  file.life.under_review = false;
  return store::update(tx, file.life);
}

}  // namespace

Result<Appeal> file_appeal(const Desk& desk, store::Transaction& tx, const Actor& actor,
                           const FileAppeal& ask) {
  const std::string& words = ask.words.reveal();
  if (words.size() > kWords) return fault(FaultKind::malformed, "at most 500 bytes of words");
  if (casework::holds_resident_number(words)) {
    return fault(FaultKind::malformed,
                 "there is something like a resident registration number in it: leave it out, nobody here "
                 "needs it");
  }
  JIUM_TRY(const auto feed, store::feed_of(tx, actor.organisation));
  JIUM_TRY(const auto footage, store::footage_of_entry(tx, feed.id, ask.entry));
  JIUM_TRY(const auto open, store::open_appeal_about(tx, actor.organisation, ask.entry));
  if (open) return fault(FaultKind::conflict, "your appeal about this entry is open: " + open->id.text());
  Appeal appeal{.id = registry::AppealId::random(),
                .organisation = actor.organisation,
                .feed = feed.id,
                .entry = ask.entry,
                .footage = footage,
                .code = ask.code,
                .words = ask.words,
                .state = registry::AppealState::filed,
                .filed_at = desk.clock.now(),
                .decided_at = std::nullopt};
  JIUM_CHECK(store::insert(tx, appeal));
  // A canary: the platform is answered as always, and there is nothing to review.
  if (footage) JIUM_CHECK(tx.for_the_house([&] { return open_review(desk, tx, actor, appeal); }));
  return appeal;
}

Result<std::vector<Appeal>> list_appeals(store::Transaction& tx, const Actor& actor) {
  if (actor.role == Role::committee_reviewer) return store::open_appeals(tx, kOpen);
  return store::appeals_of(tx, actor.organisation);
}

Result<CountedAppeal> decide_appeal(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                    const DecideAppeal& ask) {
  JIUM_TRY(const Appeal appeal, store::load_appeal(tx, ask.appeal));
  if (!appeal.footage) return fault(FaultKind::missing, "no such appeal");
  JIUM_TRY(auto file, store::load_any_file(tx, *appeal.footage));
  JIUM_TRY(auto cast, store::votes_of(tx, appeal.id));
  JIUM_CHECK(registry::may_vote(appeal, file.stored.footage.organisation, cast, voter_of(actor)));
  const registry::AppealVote vote{voter_of(actor), ask.outcome, desk.clock.now()};
  JIUM_CHECK(store::insert(tx, appeal.id, vote));
  cast.push_back(vote);
  const auto outcome = registry::tally(cast, desk.reviewers);
  if (outcome) {
    JIUM_CHECK(carry_out(desk, tx, actor, file, *outcome, desk.reviewers));
    JIUM_CHECK(
        write_history(desk, tx, file.stored.the_case, actor.text(), Event::appeal_decided, appeal.id.text()));
  }
  JIUM_TRY(auto now, store::load_appeal(tx, appeal.id));
  return CountedAppeal{std::move(now), static_cast<int>(cast.size()), desk.reviewers};
}

}  // namespace jium::desk
