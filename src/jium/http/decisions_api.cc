#include "jium/desk/confirm_footage.h"
#include "jium/desk/decide_footage.h"
#include "jium/http/present_life.h"
#include "jium/http/routes.h"

namespace jium::http {
namespace {

using registry::FootageId;

Result<Reply> submit_footage(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<FootageId>("footage"));
  JIUM_TRY(const auto ask, call.body<wire::SubmitFootage>());
  JIUM_TRY(const auto file,
           desk::submit_footage(call.desk, call.tx, call.actor, id, {ask.legal_basis, given(ask.proposed)}));
  return reply(200, present_own(file));
}

Result<Reply> confirm_footage(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<FootageId>("footage"));
  JIUM_TRY(const auto file, desk::confirm_footage(call.desk, call.tx, call.actor, id));
  return reply(200, present_own(file));
}

wire::AwaitingFootage present_awaiting(const desk::Awaiting& one) {
  const registry::Footage& footage = one.file.stored.footage;
  const registry::FootageLife& life = one.file.life;
  wire::AwaitingFootage shown{.footage = footage.id,
                              .kind = footage.kind,
                              .source = footage.source,
                              .proposed = std::nullopt,
                              .legal_basis = life.legal_basis,
                              .submitted_at = life.submitted_at,
                              .fingerprints = {},
                              .votes = one.votes,
                              .voted = one.voted,
                              .under_review = life.under_review};
  if (life.proposed) shown.proposed = present(*life.proposed);
  for (const auto& fingerprint : footage.fingerprints)
    shown.fingerprints.push_back({fingerprint.algorithm(), fingerprint.quality()});
  return shown;
}

Result<Reply> show_queue(const Call& call) {
  JIUM_TRY(const auto queue, desk::decision_queue(call.desk, call.tx, call.actor));
  wire::DecisionQueue shown;
  for (const auto& one : queue) shown.footage.push_back(present_awaiting(one));
  return reply(200, shown);
}

Result<Reply> decide_footage(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<FootageId>("footage"));
  JIUM_TRY(const auto ask, call.body<wire::CastVote>());
  JIUM_TRY(const auto counted, desk::decide_footage(call.desk, call.tx, call.actor,
                                                    {id, ask.verdict, given(ask.legal_class), ask.grounds}));
  wire::CountedVote shown{id, counted.votes, counted.needed, std::nullopt};
  if (counted.decision) shown.decision = present(*counted.decision);
  return reply(200, shown);
}

}  // namespace

void add_decision_routes(Routes& routes) {
  routes.push_back({.method = "POST",
                    .path = "/api/v1/footage/{footage}/submit",
                    .operation = "submit_footage",
                    .summary = "Submits footage for a decision, with its legal basis and the class proposed.",
                    .asks = &schema_of<wire::SubmitFootage>,
                    .gives = &schema_of<wire::SeenFootage>,
                    .handle = &submit_footage});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/footage/{footage}/confirm",
                    .operation = "confirm_footage",
                    .summary = "A second person of another role confirms what a survivor registered on their "
                               "own device.",
                    .gives = &schema_of<wire::SeenFootage>,
                    .handle = &confirm_footage});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/decisions/queue",
                    .operation = "show_decision_queue",
                    .summary = "What waits for the committee, the oldest first: never a case, a centre, a "
                               "survivor or an address.",
                    .gives = &schema_of<wire::DecisionQueue>,
                    .handle = &show_queue});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/decisions/{footage}/vote",
                    .operation = "decide_footage",
                    .summary = "A reviewer's vote; the one that makes enough of them decides.",
                    .asks = &schema_of<wire::CastVote>,
                    .gives = &schema_of<wire::CountedVote>,
                    .handle = &decide_footage});
}

}  // namespace jium::http
