#include "jium/http/present.h"
#include "jium/http/routes.h"
#include "jium/http/vigil_types.h"

namespace jium::http {
namespace {

using casework::VigilId;

wire::Vigil present(const casework::Vigil& vigil) {
  wire::Vigil shown{vigil.id,        vigil.the_case,     vigil.state,  vigil.language, vigil.every_days, vigil.opened_at,
                    vigil.opened_by, vigil.counted_from, vigil.due_at, vigil.ended_at, std::nullopt};
  if (vigil.found) {
    if (const auto id = registry::SightingId::parse(*vigil.found)) shown.found = *id;
  }
  return shown;
}

wire::VigilStatement present(const store::StoredStatement& statement) {
  return {statement.made_at, statement.counted_from, statement.made_by, wire::Exact{statement.text.reveal()}};
}

Result<Reply> open_vigil(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::OpenVigil>());
  desk::OpenVigil wanted{ask.the_case};
  if (ask.language) wanted.language = *ask.language;
  if (ask.every_days) wanted.every_days = *ask.every_days;
  if (ask.told) wanted.told = *ask.told;
  JIUM_TRY(const auto vigil, desk::open_vigil(call.desk, call.tx, call.actor, wanted));
  call.about(vigil.the_case);
  return reply(201, present(vigil));
}

Result<Reply> list_vigils(const Call& call) {
  JIUM_TRY(const auto vigils, desk::list_vigils(call.desk, call.tx, call.actor));
  wire::Vigils shown;
  for (const casework::Vigil& vigil : vigils) shown.vigils.push_back(present(vigil));
  return reply(200, shown);
}

Result<Reply> show_vigil(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<VigilId>("vigil"));
  JIUM_TRY(const auto shown, desk::show_vigil(call.desk, call.tx, call.actor, id));
  call.about(shown.vigil.the_case);
  wire::VigilView view{present(shown.vigil),
                       {shown.since.matches, shown.since.looks, shown.since.reports, shown.since.platforms},
                       {}};
  for (const auto& statement : shown.statements) view.statements.push_back(present(statement));
  return reply(200, view);
}

Result<Reply> make_statement(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<VigilId>("vigil"));
  JIUM_TRY(const auto statement, desk::make_statement(call.desk, call.tx, call.actor, id));
  return reply(200, present(statement));
}

Result<Reply> turn_vigil(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<VigilId>("vigil"));
  JIUM_TRY(const auto ask, call.body<wire::TurnVigil>());
  JIUM_TRY(const auto vigil, desk::turn_vigil(call.desk, call.tx, call.actor, id, ask.turn));
  call.about(vigil.the_case);
  return reply(200, present(vigil));
}

}  // namespace

void add_vigil_routes(Routes& routes) {
  routes.push_back({.method = "POST",
                    .path = "/api/v1/vigils",
                    .operation = "open_vigil",
                    .summary = "A watch on a case's fingerprints alone, for somebody who fears that it spreads.",
                    .asks = &schema_of<wire::OpenVigil>,
                    .gives = &schema_of<wire::Vigil>,
                    .success = {201},
                    .handle = &open_vigil});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/vigils",
                    .operation = "list_vigils",
                    .summary = "The vigils of the caller's cases, whose statement falls due first coming first.",
                    .gives = &schema_of<wire::Vigils>,
                    .handle = &list_vigils});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/vigils/{vigil}",
                    .operation = "show_vigil",
                    .summary = "A vigil, what was compared since its last statement, and the statements made.",
                    .gives = &schema_of<wire::VigilView>,
                    .handle = &show_vigil});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/vigils/{vigil}/statement",
                    .operation = "make_vigil_statement",
                    .summary = "The calm statement, to be handed over now; the count begins anew.",
                    .gives = &schema_of<wire::VigilStatement>,
                    .handle = &make_statement});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/vigils/{vigil}/turn",
                    .operation = "turn_vigil",
                    .summary = "Pauses a vigil (the person does not want to be told), resumes it, or ends it.",
                    .asks = &schema_of<wire::TurnVigil>,
                    .gives = &schema_of<wire::Vigil>,
                    .handle = &turn_vigil});
}

}  // namespace jium::http
