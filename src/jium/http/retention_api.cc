#include "jium/desk/change_consent.h"
#include "jium/desk/close_case.h"
#include "jium/http/present.h"
#include "jium/http/retention_types.h"
#include "jium/http/routes.h"

namespace jium::http {
namespace {

using casework::CaseId;

template <bool given>
Result<Reply> change_consent(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<CaseId>("case"));
  JIUM_TRY(const auto ask, call.body<wire::ChangeConsent>());
  JIUM_TRY(const auto changed,
           desk::change_consent(call.desk, call.tx, call.actor, {id, ask.purpose, given}));
  return reply(200, present(changed, &call.actor, call.desk.clock.now()));
}

template <desk::CaseTurn turn>
Result<Reply> turn_case(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<CaseId>("case"));
  JIUM_TRY(const auto turned, desk::turn_case(call.desk, call.tx, call.actor, id, turn));
  return reply(200, present(turned, &call.actor, call.desk.clock.now()));
}

Result<Reply> list_retention_rules(const Call&) {
  wire::RetentionRules shown;
  for (const casework::RetentionRule& one : casework::built_in_retention().rules()) {
    shown.rules.push_back({one.id, one.record, one.in_force_from, one.in_force_until, one.years,
                           one.on_request, one.when_over, one.shortens_running, one.article, one.source,
                           one.checked_on});
  }
  return reply(200, shown);
}

void add_consent_routes(Routes& routes) {
  routes.push_back({.method = "POST",
                    .path = "/api/v1/cases/{case}/consent",
                    .operation = "record_consent",
                    .summary = "The person agrees to one purpose, from now on.",
                    .asks = &schema_of<wire::ChangeConsent>,
                    .gives = &schema_of<wire::Case>,
                    .handle = &change_consent<true>});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/cases/{case}/withdraw-consent",
                    .operation = "withdraw_consent",
                    .summary = "The person takes their consent to one purpose back, from now on.",
                    .asks = &schema_of<wire::ChangeConsent>,
                    .gives = &schema_of<wire::Case>,
                    .handle = &change_consent<false>});
}

void add_turn(Routes& routes, std::string_view path, std::string_view operation, std::string_view summary,
              std::function<Result<Reply>(const Call&)> handle) {
  routes.push_back({.method = "POST",
                    .path = path,
                    .operation = operation,
                    .summary = summary,
                    .gives = &schema_of<wire::Case>,
                    .handle = std::move(handle)});
}

}  // namespace

void add_retention_routes(Routes& routes) {
  routes.push_back({.method = "GET",
                    .path = "/api/v1/retention/rules",
                    .operation = "list_retention_rules",
                    .summary = "The rules by which records are kept and destroyed, with their articles.",
                    .gives = &schema_of<wire::RetentionRules>,
                    .handle = &list_retention_rules});
  add_consent_routes(routes);
  add_turn(routes, "/api/v1/cases/{case}/close", "close_case",
           "Closes a case: nothing new is asked of anybody, and retention begins to count.",
           &turn_case<desk::CaseTurn::close>);
  add_turn(routes, "/api/v1/cases/{case}/reopen", "reopen_case", "Takes a closed case up again.",
           &turn_case<desk::CaseTurn::reopen>);
  add_turn(routes, "/api/v1/cases/{case}/rest", "rest_case", "Lays a case to rest until something happens.",
           &turn_case<desk::CaseTurn::rest>);
  add_turn(routes, "/api/v1/cases/{case}/wake", "wake_case", "Wakes a resting case.",
           &turn_case<desk::CaseTurn::wake>);
}

}  // namespace jium::http
