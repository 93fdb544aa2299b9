#include "jium/store/changes.h"

#include "jium/store/fields.h"
#include "jium/store/jobs.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

using registry::OrganisationId;

Result<Change> read_change(Transaction&, const Row& row) {
  Fields in(row);
  return in.finish(Change{.organisation = in.id<OrganisationId>(),
                          .seq = in.integer(),
                          .what = in.word<Happening>(),
                          .subject = in.text(),
                          .at = in.instant()});
}

Result<std::int64_t> next_number(Transaction& tx, OrganisationId organisation) {
  JIUM_CHECK(
      tx.database().run("insert into change_end (organisation, last_seq) values (?, 1)"
                        " on conflict (organisation) do update set last_seq = change_end.last_seq + 1",
                        {organisation}));
  return last_change(tx, organisation);
}

Result<void> wake_webhooks(Transaction& tx, OrganisationId organisation, Instant at) {
  JIUM_TRY(const auto hooks, all(tx, "select id from webhook", "where organisation = ? and state = 'active'",
                                 {organisation}, [](Transaction&, const Row& row) -> Result<std::uint64_t> {
                                   return static_cast<std::uint64_t>(row.integer(0));
                                 }));
  for (const std::uint64_t hook : hooks)
    JIUM_CHECK(schedule_unless_there(tx, JobKind::deliver_webhook, hook, at));
  return {};
}

}  // namespace

Result<void> append_change(Transaction& tx, OrganisationId organisation, Happening what, std::string subject,
                           Instant at) {
  return tx.for_the_house([&]() -> Result<void> {
    JIUM_TRY(const std::int64_t seq, next_number(tx, organisation));
    JIUM_CHECK(tx.database().run(
        "insert into change_entry (organisation, seq, happening, subject, at) values (?, ?, ?, ?, ?)",
        {organisation, seq, to_text(what), subject, at}));
    return wake_webhooks(tx, organisation, at);
  });
}

Result<std::vector<Change>> changes_after(Transaction& tx, OrganisationId organisation, std::int64_t seq,
                                          int limit) {
  return all(tx, "select organisation, seq, happening, subject, at from change_entry",
             "where organisation = ? and seq > ? order by seq limit ?", {organisation, seq, limit},
             read_change);
}

Result<std::int64_t> last_change(Transaction& tx, OrganisationId organisation) {
  JIUM_TRY(const auto last,
           first(tx, "select last_seq from change_end", "where organisation = ?", {organisation},
                 [](Transaction&, const Row& row) -> Result<std::int64_t> { return row.integer(0); }));
  return last.value_or(0);
}

Result<std::map<OrganisationId, std::int64_t>> last_changes(Transaction& tx) {
  std::map<OrganisationId, std::int64_t> ends;
  JIUM_CHECK(tx.database().query("select organisation, last_seq from change_end", {},
                                 [&](const Row& row) -> Result<void> {
                                   ends[row.id<OrganisationId>(0)] = row.integer(1);
                                   return {};
                                 }));
  return ends;
}

}  // namespace jium::store
