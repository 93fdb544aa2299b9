#include "jium/store/assignments.h"

#include "jium/store/fields.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

using casework::Assignment;
using casework::AssignmentId;
using casework::CaseId;
using registry::OrganisationId;
using registry::PersonId;

constexpr std::string_view kColumns =
    "select id, organisation, the_case, person, assigned_at, assigned_by, until, released_at,"
    " coalesce(released_by, '') from assignment";

Result<Assignment> read_assignment(Transaction&, const Row& row) {
  Fields in(row);
  return in.finish(Assignment{.id = in.id<AssignmentId>(),
                              .organisation = in.id<OrganisationId>(),
                              .the_case = in.id<CaseId>(),
                              .person = in.id<PersonId>(),
                              .assigned_at = in.instant(),
                              .assigned_by = in.text(),
                              .until = in.maybe_instant(),
                              .released_at = in.maybe_instant(),
                              .released_by = in.text()});
}

std::optional<std::string> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

}  // namespace

Result<void> insert(Transaction& tx, const Assignment& assignment) {
  return tx.database().run(
      "insert into assignment (id, organisation, the_case, person, assigned_at, assigned_by, until, "
      "released_at,"
      " released_by) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {assignment.id, assignment.organisation, assignment.the_case, assignment.person, assignment.assigned_at,
       assignment.assigned_by, assignment.until, assignment.released_at,
       unless_empty(assignment.released_by)});
}

Result<void> update(Transaction& tx, const Assignment& assignment) {
  return change_one(
      tx, "update assignment set released_at = ?, released_by = ? where id = ? and organisation = ?",
      {assignment.released_at, unless_empty(assignment.released_by), assignment.id, assignment.organisation},
      "no such assignment");
}

Result<std::optional<Assignment>> assignment_of(Transaction& tx, CaseId the_case, PersonId person) {
  return first(tx, kColumns, "where the_case = ? and person = ? and released_at is null", {the_case, person},
               read_assignment);
}

Result<std::vector<Assignment>> assignments_of_case(Transaction& tx, CaseId the_case) {
  return all(tx, kColumns, "where the_case = ? order by assigned_at, id", {the_case}, read_assignment);
}

Result<std::vector<Assignment>> open_assignments(Transaction& tx, OrganisationId organisation) {
  return all(tx, kColumns, "where organisation = ? and released_at is null order by assigned_at, id",
             {organisation}, read_assignment);
}

Result<std::vector<CaseId>> assigned_cases(Transaction& tx, OrganisationId organisation, PersonId person,
                                           Instant now) {
  return all(tx, "select the_case from assignment",
             "where organisation = ? and person = ? and released_at is null and assigned_at <= ?"
             " and (until is null or until > ?) order by the_case",
             {organisation, person, now, now},
             [](Transaction&, const Row& row) { return Result<CaseId>(row.id<CaseId>(0)); });
}

Result<std::vector<CaseLoad>> case_loads(Transaction& tx, OrganisationId organisation) {
  return all(tx,
             "select id, state, opened_at,"
             " (select count(*) from footage where footage.the_case = case_file.id and footage.state <> "
             "'withdrawn'),"
             " (select count(*) from sighting join footage on footage.id = sighting.footage"
             "   where footage.the_case = case_file.id and sighting.state = 'live'),"
             " (select count(*) from removal_request where removal_request.the_case = case_file.id"
             "   and removal_request.state not in ('verified', 'gone_by_word', 'refused'))"
             " from case_file",
             "where organisation = ? order by opened_at desc, id desc", {organisation},
             [](Transaction&, const Row& row) -> Result<CaseLoad> {
               Fields in(row);
               return in.finish(CaseLoad{.the_case = in.id<CaseId>(),
                                         .state = in.word<casework::CaseState>(),
                                         .opened_at = in.instant(),
                                         .footage = in.integer(),
                                         .live_sightings = in.integer(),
                                         .open_requests = in.integer()});
             });
}

}  // namespace jium::store
