#include "jium/desk/steer_ladder.h"
#include "jium/http/ladder_types.h"
#include "jium/http/list_page.h"
#include "jium/http/routes.h"

namespace jium::http {
namespace {

using registry::SightingId;

std::optional<wire::NextAction> present(const std::optional<removal::NextAction>& next) {
  if (!next) return std::nullopt;
  return wire::NextAction{next->what, next->at, next->rung};
}

std::vector<std::string> abilities_of(const removal::Ladder& ladder) {
  using enum removal::LadderState;
  switch (ladder.state) {
    case climbing:
      return {"pause", "take_over", "skip", "confirm_ahead"};
    case paused:
      return {"resume", "take_over", "skip", "confirm_ahead"};
    case taken_over:
      return {"resume", "skip", "confirm_ahead"};
    case halted:
      return {"skip", "confirm_ahead"};
    case exhausted:
      return {"resume", "take_over"};
    case ended:
      return {};
  }
  return {};
}

wire::Ladder present(const desk::SeenLadder& seen) {
  const removal::Ladder& ladder = seen.ladder;
  wire::Ladder shown{.sighting = ladder.sighting,
                     .the_case = ladder.the_case,
                     .plan = ladder.plan,
                     .state = ladder.state,
                     .held_for = ladder.held_for,
                     .until = ladder.until,
                     .ended_for = ladder.ended_for,
                     .confirmed_until = std::nullopt,
                     .next = present(seen.next),
                     .begun_at = ladder.begun_at,
                     .ended_at = ladder.ended_at,
                     .steps = {},
                     .block_request = std::nullopt,
                     .abilities = abilities_of(ladder)};
  if (ladder.confirmed_ahead) shown.confirmed_until = ladder.confirmed_ahead->until;
  if (seen.block_request) shown.block_request = seen.block_request->id;
  for (const removal::LadderStep& step : ladder.steps) {
    wire::LadderStep line{step.rung,       step.state,  step.skipped_for, step.ended_by,
                          step.drafted_at, step.due_at, step.done_at,     {}};
    for (const removal::RemovalRequest& request : seen.requests) {
      if (request.rung == step.rung) line.requests.push_back(request.id);
    }
    shown.steps.push_back(std::move(line));
  }
  return shown;
}

Result<Reply> show_ladder(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<SightingId>("sighting"));
  JIUM_TRY(const auto seen, desk::show_ladder(call.desk, call.tx, call.actor, id));
  return reply(200, present(seen));
}

Result<Reply> list_ladders(const Call& call) {
  JIUM_TRY(const auto page, list_page(call.request));
  JIUM_TRY(auto ladders, desk::list_ladders(call.desk, call.tx, call.actor, page));
  wire::Ladders shown;
  shown.next = cut_page(ladders, page, [](const store::StoredLadder& one) {
    return store::place_of(one.next ? one.next->at : Instant{}, one.ladder.id);
  });
  for (const store::StoredLadder& one : ladders)
    shown.ladders.push_back({one.ladder.sighting, one.ladder.the_case, one.ladder.state, present(one.next)});
  return reply(200, shown);
}

Result<Reply> hold(const Call& call,
                   Result<desk::SeenLadder> (*verb)(const desk::Desk&, store::Transaction&,
                                                    const desk::Actor&, const desk::HoldLadder&)) {
  JIUM_TRY(const auto id, call.request.id<SightingId>("sighting"));
  JIUM_TRY(const auto ask, call.body<wire::HoldLadder>());
  JIUM_TRY(const auto seen, verb(call.desk, call.tx, call.actor, {id, ask.reason, ask.until}));
  return reply(200, present(seen));
}
Result<Reply> pause_ladder(const Call& call) {
  return hold(call, &desk::pause_ladder);
}
Result<Reply> take_over_ladder(const Call& call) {
  return hold(call, &desk::take_over_ladder);
}

Result<Reply> resume_ladder(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<SightingId>("sighting"));
  JIUM_TRY(const auto seen, desk::resume_ladder(call.desk, call.tx, call.actor, id));
  return reply(200, present(seen));
}

Result<Reply> skip_step(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<SightingId>("sighting"));
  JIUM_TRY(const auto ask, call.body<wire::SkipStep>());
  JIUM_TRY(const auto seen, desk::skip_step(call.desk, call.tx, call.actor, id, ask.rung, ask.reason));
  return reply(200, present(seen));
}

Result<Reply> confirm_ahead(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<SightingId>("sighting"));
  JIUM_TRY(const auto ask, call.body<wire::ConfirmAhead>());
  JIUM_TRY(const auto seen, desk::confirm_ladder_ahead(call.desk, call.tx, call.actor, id, ask.until));
  return reply(200, present(seen));
}

void add_changing_routes(Routes& routes) {
  const auto add = [&](std::string_view path, std::string_view operation, std::string_view summary,
                       SchemaOf asks, Result<Reply> (*handle)(const Call&)) {
    routes.push_back({.method = "POST",
                      .path = path,
                      .operation = operation,
                      .summary = summary,
                      .asks = asks,
                      .gives = &schema_of<wire::Ladder>,
                      .handle = handle});
  };
  add("/api/v1/sightings/{sighting}/ladder/pause", "pause_ladder",
      "Has the ladder stand still until a time; then it climbs on by itself.", &schema_of<wire::HoldLadder>,
      &pause_ladder);
  add("/api/v1/sightings/{sighting}/ladder/take-over", "take_over_ladder",
      "An officer climbs by hand; at that time they are reminded.", &schema_of<wire::HoldLadder>,
      &take_over_ladder);
  add("/api/v1/sightings/{sighting}/ladder/resume", "resume_ladder",
      "Has it climb on, and try again the steps on which nobody was known.", nullptr, &resume_ladder);
  add("/api/v1/sightings/{sighting}/ladder/skip", "skip_step", "Passes over a step, for a reason.",
      &schema_of<wire::SkipStep>, &skip_step);
  add("/api/v1/sightings/{sighting}/ladder/confirm-ahead", "confirm_ladder_ahead",
      "Confirms what the ladder will draft, until a time; without one the word is taken back.",
      &schema_of<wire::ConfirmAhead>, &confirm_ahead);
}

}  // namespace

void add_ladder_routes(Routes& routes) {
  routes.push_back({.method = "GET",
                    .path = "/api/v1/ladders",
                    .operation = "list_ladders",
                    .summary = "The ladders that have not ended, the earliest next action first.",
                    .gives = &schema_of<wire::Ladders>,
                    .query = {{"after", "the cursor `next` of the page before; the first page without it"},
                              {"limit", "how many, 1 to 1,000; 200 at first"}},
                    .handle = &list_ladders});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/sightings/{sighting}/ladder",
                    .operation = "show_ladder",
                    .summary = "Who was asked about a sighting, who is next, and when.",
                    .gives = &schema_of<wire::Ladder>,
                    .handle = &show_ladder});
  add_changing_routes(routes);
}

}  // namespace jium::http
