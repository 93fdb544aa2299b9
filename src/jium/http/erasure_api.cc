#include "jium/desk/apply_retention.h"
#include "jium/desk/place_hold.h"
#include "jium/desk/reach.h"
#include "jium/http/retention_types.h"
#include "jium/http/routes.h"
#include "jium/store/cases.h"
#include "jium/store/erasure.h"

namespace jium::http {
namespace {

using casework::CaseId;

wire::Signature present(const casework::Signature& signature) {
  return {signature.by.key, signature.by.role, signature.by.person, signature.at};
}

std::optional<wire::Signature> present(const std::optional<casework::Signature>& signature) {
  if (!signature) return std::nullopt;
  return present(*signature);
}

wire::LegalHold present(const casework::LegalHold& hold, Instant now) {
  return {.id = hold.id,
          .the_case = hold.the_case,
          .state = hold.state(now),
          .asked = present(hold.asked),
          .placed = present(hold.placed),
          .release_asked = present(hold.release_asked),
          .lifted = present(hold.lifted)};
}

wire::Erasure present(const casework::Erasure& erasure) {
  return {.id = erasure.id,
          .the_case = erasure.the_case,
          .reason = erasure.reason,
          .state = erasure.state,
          .hindered_by = erasure.hindered_by,
          .asked = present(erasure.asked),
          .choice = erasure.choice,
          .proposed = present(erasure.proposed),
          .decided = present(erasure.decided),
          .ground = erasure.ground.reveal(),
          .told = erasure.told.reveal(),
          .done_at = erasure.done_at,
          .swept_at = erasure.swept_at};
}

using HoldVerb = Result<casework::LegalHold> (*)(const desk::Desk&, store::Transaction&, const desk::Actor&,
                                                 const desk::HoldOrder&);

template <HoldVerb verb>
Result<Reply> sign_hold(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<CaseId>("case"));
  JIUM_TRY(auto ask, call.body<wire::HoldOrder>());
  JIUM_TRY(const auto hold, verb(call.desk, call.tx, call.actor, {id, std::move(ask.order)}));
  return reply(200, present(hold, call.desk.clock.now()));
}

Result<Reply> ask_erasure(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<CaseId>("case"));
  JIUM_TRY(const auto ask, call.body<wire::AskErasure>());
  if (!ask.survivor_asks) {
    return fault(
        FaultKind::malformed,
        "say survivor_asks: true; a case is destroyed when its survivor asks for it, or when its term is "
        "over");
  }
  JIUM_TRY(const auto erasure, desk::ask_erasure(call.desk, call.tx, call.actor, id));
  return reply(200, present(erasure));
}

template <casework::Choice choice>
Result<Reply> decide_erasure(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<CaseId>("case"));
  JIUM_TRY(auto ask, call.body<wire::DecideErasure>());
  JIUM_TRY(const auto erasure, desk::decide_erasure(call.desk, call.tx, call.actor,
                                                    {id, choice, std::move(ask.ground).value_or(""),
                                                     std::move(ask.told).value_or("")}));
  return reply(200, present(erasure));
}

Result<Reply> show_keeping(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<CaseId>("case"));
  JIUM_TRY(const auto the_case, desk::reach_case_to_decide(call.desk, call.tx, call.actor, id));
  JIUM_TRY(const auto keeping, desk::keeping_of(call.desk, call.tx, the_case));
  wire::Keeping shown{.the_case = id,
                      .classes = keeping.classes,
                      .rules = keeping.term.rules,
                      .until = keeping.term.until,
                      .over = keeping.term.over,
                      .hindrances = keeping.hindrances,
                      .holds = {}};
  for (const auto& hold : keeping.holds) shown.holds.push_back(present(hold, call.desk.clock.now()));
  return reply(200, shown);
}

// Administrators and auditors see the lists whole, others what is theirs.
template <class List, class CaseOf>
Result<void> narrow_to_reach(const Call& call, List& list, CaseOf case_of) {
  if (call.actor.role == desk::Role::centre_administrator || call.actor.role == desk::Role::auditor)
    return {};
  JIUM_TRY(const auto reach, desk::Reach::of(call.desk, call.tx, call.actor));
  reach.narrow(list, case_of);
  return {};
}

Result<Reply> list_due(const Call& call) {
  JIUM_TRY(auto due, desk::due_cases(call.desk, call.tx, call.actor.organisation));
  JIUM_CHECK(narrow_to_reach(call, due, [](const desk::DueCase& one) { return one.the_case; }));
  wire::DueCases shown;
  for (const auto& one : due)
    shown.due.push_back({one.the_case, one.reason, one.due_for, one.since, one.hindered_by});
  return reply(200, shown);
}

Result<Reply> list_erasures(const Call& call) {
  JIUM_TRY(auto erasures, store::erasures_of(call.tx, call.actor.organisation));
  JIUM_CHECK(narrow_to_reach(call, erasures, [](const casework::Erasure& one) { return one.the_case; }));
  wire::Erasures shown;
  for (const auto& one : erasures) shown.erasures.push_back(present(one));
  return reply(200, shown);
}

void add_hold_routes(Routes& routes) {
  routes.push_back({.method = "POST",
                    .path = "/api/v1/cases/{case}/hold",
                    .operation = "place_hold",
                    .summary = "One of the two words that place a legal hold under an order.",
                    .asks = &schema_of<wire::HoldOrder>,
                    .gives = &schema_of<wire::LegalHold>,
                    .handle = &sign_hold<&desk::place_hold>});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/cases/{case}/release-hold",
                    .operation = "release_hold",
                    .summary = "One of the two words that lift a legal hold.",
                    .asks = &schema_of<wire::HoldOrder>,
                    .gives = &schema_of<wire::LegalHold>,
                    .handle = &sign_hold<&desk::release_hold>});
}

void add_list_routes(Routes& routes) {
  routes.push_back({.method = "GET",
                    .path = "/api/v1/cases/{case}/retention",
                    .operation = "show_keeping",
                    .summary = "Until when a case is kept, by which rules, and what holds it.",
                    .gives = &schema_of<wire::Keeping>,
                    .handle = &show_keeping});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/retention/due",
                    .operation = "list_due",
                    .summary = "Cases whose term is over or whose survivor asked, the longest due first.",
                    .gives = &schema_of<wire::DueCases>,
                    .handle = &list_due});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/erasures",
                    .operation = "list_erasures",
                    .summary = "What was asked, decided and done about destroying cases, the newest first.",
                    .gives = &schema_of<wire::Erasures>,
                    .handle = &list_erasures});
}

}  // namespace

void add_erasure_routes(Routes& routes) {
  add_hold_routes(routes);
  add_list_routes(routes);
  routes.push_back(
      {.method = "POST",
       .path = "/api/v1/cases/{case}/forget",
       .operation = "ask_erasure",
       .summary = "The survivor asks that the case be destroyed: done at once if nothing is in the way.",
       .asks = &schema_of<wire::AskErasure>,
       .gives = &schema_of<wire::Erasure>,
       .handle = &ask_erasure});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/cases/{case}/erasure/destroy",
                    .operation = "decide_to_destroy",
                    .summary = "One of the two words that decide to destroy a case whose survivor asked.",
                    .asks = &schema_of<wire::DecideErasure>,
                    .gives = &schema_of<wire::Erasure>,
                    .handle = &decide_erasure<casework::Choice::destroy>});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/cases/{case}/erasure/keep",
                    .operation = "decide_to_keep",
                    .summary = "One of the two words that decide to keep a case whose survivor asked.",
                    .asks = &schema_of<wire::DecideErasure>,
                    .gives = &schema_of<wire::Erasure>,
                    .handle = &decide_erasure<casework::Choice::keep>});
}

}  // namespace jium::http
