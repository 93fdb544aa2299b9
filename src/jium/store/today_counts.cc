#include "jium/store/today_counts.h"

#include <string>

#include "jium/store/fields.h"
#include "jium/store/list_page.h"

namespace jium::store {
namespace {

struct Counted {
  std::string_view table;  // with its joins; `organisation` names one column of them
  std::string_view time;   // a column
  std::string_view where;
  // A person's, with '%' for the cases that they are assigned to; empty: everybody's of the organisation.
  std::string_view reached;
};

std::string filled(std::string_view pattern, std::string_view cases) {
  std::string text(pattern);
  const auto at = text.find('%');
  return at == std::string::npos ? text : text.replace(at, 1, cases);
}

Result<WaitingWork> read(Transaction& tx, const std::string& sql, std::initializer_list<Value> values) {
  WaitingWork waiting;
  JIUM_CHECK(tx.database().query(sql.c_str(), values, [&](const Row& row) -> Result<void> {
    Fields in(row);
    waiting = {in.integer(), in.maybe_instant()};
    return {};
  }));
  return waiting;
}

// Those whose time lies in [from, until).
Result<WaitingWork> count(Transaction& tx, const WhoseDay& whose, const Counted& what, Instant from = {},
                          Instant until = Instant::max()) {
  const std::string time(what.time);
  const std::string sql = "select count(*), min(" + time + ") from " + std::string(what.table) +
                          " where organisation = ? and " + time + " >= ? and " + time + " < ? and " +
                          std::string(what.where);
  const bool by_case = what.reached.find('%') != std::string_view::npos;
  if (!whose.person || !by_case) return read(tx, sql, {whose.organisation, from, until});
  return read(tx, sql + " and " + filled(what.reached, kAssignedCases),
              {whose.organisation, from, until, whose.organisation, *whose.person, whose.now, whose.now});
}

Result<WaitingWork> count_batches(Transaction& tx, const WhoseDay& whose, std::string_view time,
                                  std::string_view where, Instant from) {
  const std::string column(time);
  return read(tx,
              "select count(*), min(" + column +
                  ") from batch where organisation = ? and prepared_by = ? and " + column + " >= ? and " +
                  std::string(where),
              {whose.organisation, whose.holder, from});
}

constexpr std::string_view kOfCase = "the_case in %";
constexpr std::string_view kOfCaseOrNone = "(the_case is null or the_case in %)";

Counted alarms_that(std::string_view where) {
  return {"alarm", "raised_at", where, kOfCase};
}

Result<void> count_requests(Transaction& tx, const WhoseDay& whose, TodayCounts& counts) {
  JIUM_TRY(counts.drafts, count(tx, whose, {"removal_request", "drafted_at", "state = 'drafted'", kOfCase}));
  JIUM_TRY(counts.overdue, count(tx, whose, {"removal_request", "due_at", "state = 'overdue'", kOfCase}));
  JIUM_TRY(counts.replies, count(tx, whose, {"reply", "received_at", "state = 'waiting'", kOfCaseOrNone}));
  JIUM_TRY(counts.tasks,
           count(tx, whose, {"task", "due_at", "state = 'open'", kOfCaseOrNone}, {}, whose.day_end));
  JIUM_TRY(counts.unasked,
           count(tx, whose,
                 {"sighting", "first_seen",
                  "state = 'live' and not exists (select 1 from removal_request where "
                  "removal_request.sighting = sighting.id)",
                  "footage in (select footage.id from footage where footage.the_case in %)"}));
  return {};
}

// That somebody touched a decoy is told to the centre's administrator and to nobody else (show_alarms.cc).
Result<void> count_alarms(Transaction& tx, const WhoseDay& whose, TodayCounts& counts) {
  JIUM_TRY(counts.alarms, count(tx, whose,
                                alarms_that("seen_at is null and kind not in ('decoy_touched', 'recurrence', "
                                            "'letter_unconfirmed', 'retention_due')")));
  JIUM_TRY(counts.letters_in_doubt,
           count(tx, whose, alarms_that("seen_at is null and kind = 'letter_unconfirmed'")));
  JIUM_TRY(counts.places_back, count(tx, whose, alarms_that("kind = 'recurrence'"), whose.since));
  JIUM_TRY(counts.retention, count(tx, whose, alarms_that("seen_at is null and kind = 'retention_due'")));
  return {};
}

Result<void> count_cases(Transaction& tx, const WhoseDay& whose, TodayCounts& counts) {
  // Whoever is on duty takes up what waits: it is nobody's case yet.
  JIUM_TRY(counts.reports, count(tx, whose, {"intake_report", "received_at", "state = 'waiting'", ""}));
  JIUM_TRY(
      counts.without_consent,
      count(tx, whose,
            {"case_file", "opened_at", "state in ('opened', 'active') and consent_removal = 0", "id in %"}));
  JIUM_TRY(counts.without_footage,
           count(tx, whose,
                 {"case_file", "opened_at",
                  "state in ('opened', 'active') and not exists (select 1 from footage where "
                  "footage.the_case = case_file.id)",
                  "id in %"}));
  JIUM_TRY(counts.links_offered,
           count(tx, whose,
                 {"link_side join case_link on case_link.id = link_side.link", "suggested_at",
                  "said_yes_at is null and state = 'offered'", kOfCase}));
  return {};
}

}  // namespace

Result<TodayCounts> today_counts(Transaction& tx, const WhoseDay& whose) {
  TodayCounts counts;
  JIUM_CHECK(count_requests(tx, whose, counts));
  JIUM_CHECK(count_alarms(tx, whose, counts));
  JIUM_CHECK(count_cases(tx, whose, counts));
  JIUM_TRY(counts.batches_prepared, count_batches(tx, whose, "prepared_at", "state = 'prepared'", Instant{}));
  JIUM_TRY(counts.batches_undoable, count_batches(tx, whose, "leaves_at", "state = 'confirmed'", whose.now));
  return counts;
}

}  // namespace jium::store
