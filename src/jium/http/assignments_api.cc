#include "jium/desk/assign_case.h"
#include "jium/http/present.h"
#include "jium/http/routes.h"

namespace jium::http {
namespace {

using casework::CaseId;

wire::CaseLoad present_load(const desk::CaseLoad& one) {
  return {.the_case = one.load.the_case,
          .state = one.load.state,
          .opened_at = one.load.opened_at,
          .footage = one.load.footage,
          .live_sightings = one.load.live_sightings,
          .open_requests = one.load.open_requests,
          .assigned = present_all(one.assigned),
          .decoy = one.decoy};
}

Result<desk::AssignCase> read_assignment(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<CaseId>("case"));
  JIUM_TRY(const auto ask, call.body<wire::AssignCase>());
  return desk::AssignCase{id, ask.person, ask.until};
}

Result<Reply> assign_case(const Call& call) {
  JIUM_TRY(const auto ask, read_assignment(call));
  JIUM_TRY(const auto made, desk::assign_case(call.desk, call.tx, call.actor, ask));
  return reply(201, present(made));
}

Result<Reply> hand_over_case(const Call& call) {
  JIUM_TRY(const auto ask, read_assignment(call));
  JIUM_TRY(const auto made, desk::hand_over_case(call.desk, call.tx, call.actor, ask));
  return reply(201, present(made));
}

Result<Reply> release_case(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<CaseId>("case"));
  JIUM_TRY(const auto ask, call.body<wire::ReleaseCase>());
  if (!ask.person && !call.actor.person)
    return fault(FaultKind::malformed, "say whom the case is taken back from: person, U-...");
  const auto person = ask.person ? *ask.person : *call.actor.person;
  JIUM_TRY(const auto ended, desk::release_case(call.desk, call.tx, call.actor, id, person));
  return reply(200, present(ended));
}

Result<Reply> list_assignments(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<CaseId>("case"));
  JIUM_TRY(const auto all, desk::assignments(call.desk, call.tx, call.actor, id));
  return reply(200, wire::Assignments{present_all(all)});
}

Result<Reply> show_caseload(const Call& call) {
  JIUM_TRY(const auto loads, desk::case_loads(call.desk, call.tx, call.actor));
  wire::Caseload shown;
  for (const auto& one : loads) shown.cases.push_back(present_load(one));
  return reply(200, shown);
}

}  // namespace

void add_assignment_routes(Routes& routes) {
  routes.push_back({.method = "GET",
                    .path = "/api/v1/cases/{case}/assignments",
                    .operation = "list_assignments",
                    .summary = "Who works on a case, and who did.",
                    .gives = &schema_of<wire::Assignments>,
                    .handle = &list_assignments});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/cases/{case}/assignments",
                    .operation = "assign_case",
                    .summary = "A colleague works on the case from now on.",
                    .asks = &schema_of<wire::AssignCase>,
                    .gives = &schema_of<wire::Assignment>,
                    .success = {201},
                    .handle = &assign_case});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/cases/{case}/hand-over",
                    .operation = "hand_over_case",
                    .summary = "A colleague works on the case from now on, and who asks does not any more.",
                    .asks = &schema_of<wire::AssignCase>,
                    .gives = &schema_of<wire::Assignment>,
                    .success = {201},
                    .handle = &hand_over_case});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/cases/{case}/release",
                    .operation = "release_case",
                    .summary = "A person does not work on the case any more.",
                    .asks = &schema_of<wire::ReleaseCase>,
                    .gives = &schema_of<wire::Assignment>,
                    .handle = &release_case});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/caseload",
                    .operation = "show_caseload",
                    .summary =
                        "Every case of the centre, how much work lies in it and who works on it; nothing "
                        "of what it is about.",
                    .gives = &schema_of<wire::Caseload>,
                    .handle = &show_caseload});
}

}  // namespace jium::http
