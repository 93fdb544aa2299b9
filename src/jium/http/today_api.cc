#include "jium/desk/show_today.h"
#include "jium/http/routes.h"
#include "jium/http/today_types.h"

namespace jium::http {
namespace {

Result<Reply> show_today(const Call& call) {
  JIUM_TRY(const auto today, desk::show_today(call.desk, call.tx, call.actor));
  wire::Today shown{.at = today.at,
                    .since = today.since,
                    .signed_in_at = today.signed_in_at,
                    .due = {},
                    .dose = {today.revealed, today.per_day, today.day_ends_at}};
  for (const desk::DueWork& one : today.due) {
    const desk::NextStep next = desk::next_step_of(one.kind);
    shown.due.push_back({one.kind, one.count, one.oldest, std::string(next.action), std::string(next.list)});
  }
  return reply(200, shown);
}

}  // namespace

void add_today_routes(Routes& routes) {
  routes.push_back({.method = "GET",
                    .path = "/api/v1/today",
                    .operation = "show_today",
                    .summary = "What waits for who asks, each with its number and its next step, the most "
                               "urgent first; and how many addresses they have seen in full today.",
                    .gives = &schema_of<wire::Today>,
                    .handle = &show_today});
}

}  // namespace jium::http
