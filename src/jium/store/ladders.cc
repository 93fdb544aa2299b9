#include "jium/store/ladders.h"

#include "jium/store/fields.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

using removal::Confirmation;
using removal::Ladder;
using removal::LadderId;
using removal::LadderStep;
using removal::NextAction;

constexpr std::string_view kColumns =
    "select id, organisation, the_case, sighting, plan, state, held_for, until, ended_for, begun_at, "
    "ended_at,"
    " confirmed_key, confirmed_person, confirmed_role, confirmed_at, confirmed_until, next_what, next_at, "
    "next_rung from ladder";
constexpr std::string_view kSteps =
    "select rung, state, skipped_for, ended_by, drafted_at, remind_at, due_at, done_at from ladder_step";
constexpr const char* kMissing = "no such ladder";

Result<LadderStep> read_step(Transaction&, const Row& row) {
  Fields in(row);
  return in.finish(LadderStep{.rung = in.word<removal::Rung>(),
                              .state = in.word<removal::StepState>(),
                              .skipped_for = in.maybe_word<removal::SkipReason>(),
                              .ended_by = in.maybe_word<removal::StepEnd>(),
                              .drafted_at = in.maybe_instant(),
                              .remind_at = in.maybe_instant(),
                              .due_at = in.maybe_instant(),
                              .done_at = in.maybe_instant()});
}

Result<StoredLadder> read_ladder(Transaction& tx, const Row& row) {
  Fields in(row);
  StoredLadder stored{.ladder = {.id = in.id<LadderId>(),
                                 .organisation = in.id<registry::OrganisationId>(),
                                 .the_case = in.id<casework::CaseId>(),
                                 .sighting = in.id<registry::SightingId>(),
                                 .plan = in.text(),
                                 .state = in.word<removal::LadderState>(),
                                 .held_for = in.maybe_word<removal::HoldReason>(),
                                 .until = in.maybe_instant(),
                                 .ended_for = in.maybe_word<removal::LadderEnd>(),
                                 .confirmed_ahead = std::nullopt,
                                 .begun_at = in.instant(),
                                 .ended_at = in.maybe_instant(),
                                 .steps = {}},
                      .next = std::nullopt};
  const bool confirmed = !row.is_null(11);
  Confirmation word{.key = in.text(), .person = in.maybe_id<registry::PersonId>()};
  word.role = in.maybe_word<registry::Role>().value_or(registry::Role::deletion_officer);
  word.at = in.maybe_instant().value_or(Instant{});
  word.until = in.maybe_instant().value_or(Instant{});
  if (confirmed) stored.ladder.confirmed_ahead = std::move(word);
  const auto what = in.maybe_word<removal::NextWhat>();
  const auto at = in.maybe_instant();
  const auto rung = in.maybe_word<removal::Rung>();
  if (what && at) stored.next = NextAction{*what, *at, rung};
  JIUM_TRY(stored.ladder.steps,
           all(tx, kSteps, "where ladder = ? order by place", {stored.ladder.id}, read_step));
  return in.finish(std::move(stored));
}

Result<void> write_steps(Transaction& tx, const Ladder& ladder) {
  JIUM_CHECK(tx.database().run("delete from ladder_step where ladder = ?", {ladder.id}));
  int place = 0;
  for (const LadderStep& step : ladder.steps) {
    JIUM_CHECK(tx.database().run(
        "insert into ladder_step (ladder, rung, place, state, skipped_for, ended_by, drafted_at, remind_at, "
        "due_at, done_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {ladder.id, to_text(step.rung), place++, to_text(step.state), maybe_text(step.skipped_for),
         maybe_text(step.ended_by), step.drafted_at, step.remind_at, step.due_at, step.done_at}));
  }
  return {};
}

}  // namespace

Result<void> insert(Transaction& tx, const StoredLadder& stored) {
  const Ladder& ladder = stored.ladder;
  JIUM_CHECK(
      tx.database().run("insert into ladder (id, organisation, the_case, sighting, plan, state, begun_at)"
                        " values (?, ?, ?, ?, ?, ?, ?)",
                        {ladder.id, ladder.organisation, ladder.the_case, ladder.sighting, ladder.plan,
                         to_text(ladder.state), ladder.begun_at}));
  return update(tx, stored);
}

Result<void> update(Transaction& tx, const StoredLadder& stored) {
  const Ladder& ladder = stored.ladder;
  const auto& next = stored.next;
  const auto& word = ladder.confirmed_ahead;
  JIUM_CHECK(change_one(
      tx,
      "update ladder set state = ?, held_for = ?, until = ?, ended_for = ?, ended_at = ?, confirmed_key = ?,"
      " confirmed_person = ?, confirmed_role = ?, confirmed_at = ?, confirmed_until = ?, next_what = ?,"
      " next_at = ?, next_rung = ? where id = ? and organisation = ?",
      {to_text(ladder.state), maybe_text(ladder.held_for), ladder.until, maybe_text(ladder.ended_for),
       ladder.ended_at, word ? Value(word->key) : Value(std::nullopt),
       word ? Value(word->person) : Value(std::nullopt),
       word ? Value(to_text(word->role)) : Value(std::nullopt), word ? Value(word->at) : Value(std::nullopt),
       word ? Value(word->until) : Value(std::nullopt),
       next ? std::optional(to_text(next->what)) : std::nullopt,
       next ? std::optional(next->at) : std::nullopt,
       next && next->rung ? std::optional(to_text(*next->rung)) : std::nullopt, ladder.id,
       ladder.organisation},
      kMissing));
  return write_steps(tx, ladder);
}

Result<void> delete_ladder(Transaction& tx, LadderId id) {
  JIUM_CHECK(tx.database().run("delete from ladder_step where ladder = ?", {id}));
  return tx.database().run("delete from ladder where id = ?", {id});
}

Result<StoredLadder> load_ladder(Transaction& tx, LadderId id) {
  return one(tx, kColumns, "where id = ?", {id}, kMissing, read_ladder);
}

Result<std::optional<StoredLadder>> ladder_of(Transaction& tx, registry::SightingId sighting) {
  return first(tx, kColumns, "where sighting = ?", {sighting}, read_ladder);
}

Result<std::vector<StoredLadder>> ladders_of(Transaction& tx, registry::OrganisationId organisation,
                                             const ListPage& page) {
  const std::string mine = page.person ? std::string(" and the_case in ") + kAssignedCases : "";
  const std::string rest =
      "where organisation = ? and state <> 'ended'"
      " and (coalesce(next_at, 0) > ? or (coalesce(next_at, 0) = ? and id > ?))" +
      mine + " order by coalesce(next_at, 0), id limit ?";
  const auto& [at, id] = page.after;
  if (!page.person) return all(tx, kColumns, rest, {organisation, at, at, id, page.limit}, read_ladder);
  return all(tx, kColumns, rest,
             {organisation, at, at, id, organisation, *page.person, page.now, page.now, page.limit},
             read_ladder);
}

Result<std::vector<LadderId>> ladders_at(Transaction& tx, registry::SiteId site) {
  return all(tx, "select id from ladder",
             "where state <> 'ended' and sighting in (select id from sighting where site = ?) order by id",
             {site}, [](Transaction&, const Row& row) -> Result<LadderId> { return row.id<LadderId>(0); });
}

}  // namespace jium::store
