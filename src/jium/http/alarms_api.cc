#include "jium/desk/show_alarms.h"
#include "jium/http/present.h"
#include "jium/http/routes.h"

namespace jium::http {
namespace {

Result<bool> flag_of(const Request& request, std::string_view name) {
  const std::string* given = request.query(name);
  if (given == nullptr || *given == "false") return false;
  if (*given == "true") return true;
  return fault(FaultKind::malformed, "the query parameter " + std::string(name) + " is true or false");
}

Result<Reply> list_alarms(const Call& call) {
  JIUM_TRY(const bool unseen, flag_of(call.request, "unseen"));
  JIUM_TRY(const auto alarms, desk::alarms_for(call.desk, call.tx, call.actor, unseen));
  return reply(200, wire::Alarms{present_all(alarms, &call.actor)});
}

Result<Reply> note_alarm_seen(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<store::AlarmId>("alarm"));
  JIUM_CHECK(desk::note_alarm_seen(call.desk, call.tx, call.actor, id));
  return reply(200, wire::Nothing{});
}

}  // namespace

void add_alarm_routes(Routes& routes) {
  routes.push_back({.method = "GET",
                    .path = "/api/v1/alarms",
                    .operation = "list_alarms",
                    .summary = "What an officer must know without having asked, the newest first.",
                    .gives = &schema_of<wire::Alarms>,
                    .query = {{"unseen", "true: only those that nobody has seen"}},
                    .handle = &list_alarms});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/alarms/{alarm}/seen",
                    .operation = "note_alarm_seen",
                    .summary = "An officer has seen the alarm.",
                    .gives = &schema_of<wire::Nothing>,
                    .handle = &note_alarm_seen});
}

}  // namespace jium::http
