#include "jium/store/alarms.h"

#include "jium/store/alarm_search.h"
#include "jium/store/fields.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

using registry::OrganisationId;

constexpr std::string_view kColumns =
    "select id, organisation, the_case, kind, subject, raised_at, seen_at from alarm";

Result<Alarm> read_alarm(Transaction&, const Row& row) {
  Fields in(row);
  return in.finish(Alarm{.id = in.id<AlarmId>(),
                         .organisation = in.id<OrganisationId>(),
                         .the_case = in.maybe_id<casework::CaseId>(),
                         .kind = in.word<AlarmKind>(),
                         .subject = in.text(),
                         .raised_at = in.instant(),
                         .seen_at = in.maybe_instant()});
}

}  // namespace

Result<void> insert(Transaction& tx, const Alarm& alarm) {
  return tx.database().run(
      "insert into alarm (id, organisation, the_case, kind, subject, raised_at, seen_at) values (?, ?, ?, ?, "
      "?, ?, ?)",
      {alarm.id, alarm.organisation, alarm.the_case, to_text(alarm.kind), alarm.subject, alarm.raised_at,
       alarm.seen_at});
}

Result<std::vector<Alarm>> alarms_of(Transaction& tx, OrganisationId organisation, bool unseen_only) {
  return all(tx, kColumns,
             unseen_only ? "where organisation = ? and seen_at is null order by raised_at desc, id desc"
                         : "where organisation = ? order by raised_at desc, id desc",
             {organisation}, read_alarm);
}

Result<bool> has_unseen(Transaction& tx, OrganisationId organisation, AlarmKind kind,
                        std::string_view subject) {
  JIUM_TRY(
      const auto found,
      first(tx, kColumns, "where organisation = ? and kind = ? and subject = ? and seen_at is null limit 1",
            {organisation, to_text(kind), subject}, read_alarm));
  return found.has_value();
}

Result<Alarm> load_alarm(Transaction& tx, OrganisationId organisation, AlarmId id) {
  return one(tx, kColumns, "where id = ? and organisation = ?", {id, organisation}, "no such alarm",
             read_alarm);
}

Result<bool> was_raised(Transaction& tx, OrganisationId organisation, AlarmKind kind,
                        std::string_view subject) {
  JIUM_TRY(const auto found,
           first(tx, kColumns, "where organisation = ? and kind = ? and subject = ? limit 1",
                 {organisation, to_text(kind), subject}, read_alarm));
  return found.has_value();
}

Result<bool> has_unseen_since(Transaction& tx, OrganisationId organisation, AlarmKind kind,
                              std::string_view subject, Instant since) {
  JIUM_TRY(const auto found,
           first(tx, kColumns,
                 "where organisation = ? and raised_at >= ? and kind = ? and subject = ? and seen_at is null "
                 "order by raised_at desc limit 1",
                 {organisation, since, to_text(kind), subject}, read_alarm));
  return found.has_value();
}

Result<void> note_seen(Transaction& tx, OrganisationId organisation, AlarmId id, Instant at) {
  // The first look counts.
  return change_one(tx, "update alarm set seen_at = coalesce(seen_at, ?) where id = ? and organisation = ?",
                    {at, id, organisation}, "no such alarm");
}

}  // namespace jium::store
