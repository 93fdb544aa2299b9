#include "jium/store/appeals.h"

#include "jium/store/fields.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

using registry::Appeal;
using registry::AppealId;
using registry::AppealVote;
using registry::FootageId;
using registry::OrganisationId;

constexpr std::string_view kTable = "appeal";
constexpr std::string_view kWords = "words_sealed";
constexpr std::string_view kAppeal =
    "select id, data_key, words_sealed, organisation, feed, entry, footage, code, state, filed_at, decided_at"
    " from appeal";

Result<Appeal> read_appeal(Transaction& tx, const Row& row) {
  Fields in(row);
  const auto id = in.id<AppealId>();
  JIUM_TRY(const DataKey key, tx.data_key(in.id<DataKeyId>()));
  JIUM_TRY(std::string words, in.open({key, kTable, id.value()}, kWords));
  return in.finish(Appeal{.id = id,
                          .organisation = in.id<OrganisationId>(),
                          .feed = in.id<registry::FeedId>(),
                          .entry = in.id<registry::EntryId>(),
                          .footage = in.maybe_id<FootageId>(),
                          .code = in.word<registry::AppealCode>(),
                          .words = Secret<std::string>(std::move(words)),
                          .state = in.word<registry::AppealState>(),
                          .filed_at = in.instant(),
                          .decided_at = in.maybe_instant()});
}

}  // namespace

Result<void> insert(Transaction& tx, const Appeal& appeal) {
  JIUM_TRY(const DataKey key, tx.organisation_key(appeal.organisation));
  const SealedRow sealed{key, kTable, appeal.id.value()};
  return tx.database().run(
      "insert into appeal (id, organisation, feed, entry, footage, data_key, code, words_sealed, state,"
      " filed_at, decided_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {appeal.id, appeal.organisation, appeal.feed, appeal.entry, appeal.footage, key.id,
       to_text(appeal.code), sealed.seal_unless_empty(kWords, appeal.words.reveal()), to_text(appeal.state),
       appeal.filed_at, appeal.decided_at});
}

Result<void> update(Transaction& tx, const Appeal& appeal) {
  return change_one(tx, "update appeal set state = ?, decided_at = ? where id = ?",
                    {to_text(appeal.state), appeal.decided_at, appeal.id}, "no such appeal");
}

Result<Appeal> load_appeal(Transaction& tx, AppealId id) {
  return one(tx, kAppeal, "where id = ?", {id}, "no such appeal", read_appeal);
}

Result<std::vector<Appeal>> appeals_of(Transaction& tx, OrganisationId platform) {
  return all(tx, kAppeal, "where organisation = ? order by filed_at desc, id", {platform}, read_appeal);
}

Result<std::vector<Appeal>> open_appeals(Transaction& tx, int limit) {
  return all(tx, kAppeal, "where state = 'filed' and footage is not null order by filed_at, id limit ?",
             {limit}, read_appeal);
}

Result<std::vector<Appeal>> open_appeals_about(Transaction& tx, FootageId footage) {
  return all(tx, kAppeal, "where footage = ? and state = 'filed' order by filed_at, id", {footage},
             read_appeal);
}

Result<std::vector<Appeal>> open_hollow_appeals(Transaction& tx) {
  return all(tx, kAppeal, "where state = 'filed' and footage is null order by filed_at, id", {}, read_appeal);
}

Result<std::vector<Duration>> times_of_answers(Transaction& tx, int most) {
  return all(
      tx, "select filed_at, decided_at from appeal",
      "where state in ('upheld', 'withdrawn') and footage is not null order by decided_at desc limit ?",
      {static_cast<std::int64_t>(most)},
      [](Transaction&, const Row& row) -> Result<Duration> { return row.instant(1) - row.instant(0); });
}

Result<std::optional<Appeal>> open_appeal_about(Transaction& tx, OrganisationId platform,
                                                registry::EntryId entry) {
  return first(tx, kAppeal, "where organisation = ? and entry = ? and state = 'filed'", {platform, entry},
               read_appeal);
}

Result<void> insert(Transaction& tx, AppealId appeal, const AppealVote& vote) {
  return tx.database().run(
      "insert into appeal_vote (appeal, voter, organisation, voter_role, outcome, voted_at)"
      " values (?, ?, ?, ?, ?, ?)",
      {appeal, vote.voter.who, vote.voter.organisation, vote.voter.role, to_text(vote.outcome), vote.at});
}

Result<std::vector<AppealVote>> votes_of(Transaction& tx, AppealId appeal) {
  return all(tx, "select voter, organisation, voter_role, outcome, voted_at from appeal_vote",
             "where appeal = ? order by voted_at, voter", {appeal},
             [](Transaction&, const Row& row) -> Result<AppealVote> {
               Fields in(row);
               return in.finish(AppealVote{.voter = {in.text(), in.id<OrganisationId>(), in.text()},
                                           .outcome = in.word<registry::AppealOutcome>(),
                                           .at = in.instant()});
             });
}

}  // namespace jium::store
