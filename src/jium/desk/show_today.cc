#include "jium/desk/show_today.h"

#include <algorithm>

#include "jium/casework/reveal.h"
#include "jium/desk/abilities.h"
#include "jium/store/quotas.h"
#include "jium/store/today_counts.h"

namespace jium::desk {
namespace {

constexpr std::chrono::hours kKoreaAhead{9};
constexpr std::chrono::hours kFirstLook{24};  // who never signed in before sees what came back since then

Instant korean_midnight_after(Instant now) {
  return std::chrono::floor<std::chrono::days>(now + kKoreaAhead) + std::chrono::days{1} - kKoreaAhead;
}

struct Sessions {
  std::optional<Instant> now, before;
};

Result<Sessions> sessions_of(store::Transaction& tx, const Actor& actor) {
  Sessions found;
  if (!actor.person) return found;
  JIUM_TRY(const auto sessions, store::sessions_of(tx, *actor.person));
  for (const store::AccessKey& one : sessions) {
    if (one.id == actor.key) found.now = one.created_at;
  }
  for (const store::AccessKey& one : sessions) {
    const bool earlier = one.id != actor.key && (!found.now || one.created_at < *found.now);
    if (earlier && (!found.before || one.created_at > *found.before)) found.before = one.created_at;
  }
  return found;
}

const store::WaitingWork& work_of(const store::TodayCounts& counts, DueKind kind) {
  switch (kind) {
    case DueKind::reports_waiting:
      return counts.reports;
    case DueKind::letters_in_doubt:
      return counts.letters_in_doubt;
    case DueKind::places_back:
      return counts.places_back;
    case DueKind::replies_to_sort:
      return counts.replies;
    case DueKind::requests_overdue:
      return counts.overdue;
    case DueKind::tasks_due:
      return counts.tasks;
    case DueKind::drafts_to_confirm:
      return counts.drafts;
    case DueKind::batches_to_confirm:
      return counts.batches_prepared;
    case DueKind::batches_to_undo:
      return counts.batches_undoable;
    case DueKind::sightings_to_ask_about:
      return counts.unasked;
    case DueKind::alarms_unseen:
      return counts.alarms;
    case DueKind::links_to_answer:
      return counts.links_offered;
    case DueKind::consent_missing:
      return counts.without_consent;
    case DueKind::footage_missing:
      return counts.without_footage;
    case DueKind::retention_due:
      break;
  }
  return counts.retention;
}

}  // namespace

NextStep next_step_of(DueKind kind) {
  switch (kind) {
    case DueKind::reports_waiting:
      return {"accept", "/api/v1/intake"};
    case DueKind::letters_in_doubt:
      return {"settle-letter", "/api/v1/alarms?unseen=true"};
    case DueKind::places_back:
      return {"confirm", "/api/v1/alarms"};
    case DueKind::replies_to_sort:
      return {"sort", "/api/v1/replies?waiting=true"};
    case DueKind::requests_overdue:
      return {"answer", "/api/v1/requests?state=overdue"};
    case DueKind::tasks_due:
      return {"finish", "/api/v1/tasks"};
    case DueKind::drafts_to_confirm:
      return {"confirm", "/api/v1/requests?state=drafted"};
    case DueKind::batches_to_confirm:
      return {"confirm", "/api/v1/batches"};
    case DueKind::batches_to_undo:
      return {"undo", "/api/v1/batches"};
    case DueKind::sightings_to_ask_about:
      return {"request", "/api/v1/sightings?state=live&asked=false"};
    case DueKind::alarms_unseen:
      return {"seen", "/api/v1/alarms?unseen=true"};
    case DueKind::links_to_answer:
      return {"accept", "/api/v1/related"};
    case DueKind::consent_missing:
      return {"consent", "/api/v1/cases?state=opened,active"};
    case DueKind::footage_missing:
      return {"footage", "/api/v1/cases?state=opened,active"};
    case DueKind::retention_due:
      break;
  }
  return {"forget", "/api/v1/retention/due"};
}

Result<Today> show_today(const Desk& desk, store::Transaction& tx, const Actor& actor) {
  Today today;
  today.at = desk.clock.now();
  today.day_ends_at = korean_midnight_after(today.at);
  JIUM_TRY(const Sessions sessions, sessions_of(tx, actor));
  today.signed_in_at = sessions.now;
  today.since = sessions.before.value_or(today.at - kFirstLook);
  JIUM_TRY(const auto counts, store::today_counts(tx, {actor.organisation, actor.person, actor.text(),
                                                       today.at, today.since, today.day_ends_at}));
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<DueKind>>([&](auto described) {
    const DueKind kind = described.value;
    const store::WaitingWork& work = work_of(counts, kind);
    const std::string_view list = next_step_of(kind).list;
    const bool theirs = may_ask(actor, "GET", list.substr(0, list.find('?')));
    if (work.count > 0 && theirs) today.due.push_back({kind, work.count, work.oldest});
  });
  today.per_day = desk.reveals.per_day;
  JIUM_TRY(today.revealed,
           store::reveals_counted(tx, actor.organisation, actor.text(), casework::korean_day(today.at)));
  return today;
}

}  // namespace jium::desk
