#include <algorithm>

#include "jium/desk/decide_block_requests.h"
#include "jium/desk/file_block_request.h"
#include "jium/desk/serve_block_list.h"
#include "jium/http/block_types.h"
#include "jium/http/number_query.h"
#include "jium/http/problem.h"
#include "jium/http/routes.h"
#include "jium/store/changes.h"

namespace jium::http {
namespace {

using removal::BlockRequestId;

wire::BlockRequest present(const removal::BlockRequest& one) {
  return {one.id,        one.the_case,   one.sighting, one.legal_basis, one.state,    one.measure,
          one.reviewers, one.drafted_at, one.filed_at, one.decided_at,  one.lifted_at};
}

wire::QueuedBlockRequest present(const desk::QueuedBlockRequest& one) {
  wire::QueuedBlockRequest shown{.request = one.request.id,
                                 .place = one.place,
                                 .site_kind = one.site_kind,
                                 .kind = one.kind,
                                 .legal_class = std::nullopt,
                                 .decided = one.decided,
                                 .legal_basis = one.request.legal_basis,
                                 .filed_at = one.request.filed_at,
                                 .last_seen = one.last_seen,
                                 .votes = one.votes,
                                 .voted = one.voted};
  if (one.legal_class)
    shown.legal_class =
        wire::SchemeCode{one.legal_class->scheme, one.legal_class->version, one.legal_class->code};
  return shown;
}

Result<wire::BlockListStanding> standing_of(const Call& call, const registry::BlockList& list) {
  JIUM_TRY(auto key, desk::key_of_block_list(call.tx, list.id));
  return wire::BlockListStanding{list.id,
                                 list.organisation,
                                 list.opened_at,
                                 static_cast<std::int64_t>(list.last_seq),
                                 static_cast<std::int64_t>(list.acknowledged_seq),
                                 list.acknowledged_at,
                                 static_cast<std::int64_t>(list.last_seq - list.acknowledged_seq),
                                 std::move(key)};
}

Result<Reply> file_block_request(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::FileBlockRequest>());
  JIUM_TRY(const auto request, desk::file_block_request(call.desk, call.tx, call.actor,
                                                        {ask.sighting, ask.legal_basis.value_or("")}));
  call.about(request.id);
  return reply(201, present(request));
}

Result<Reply> list_block_requests(const Call& call) {
  JIUM_TRY(const auto requests, desk::list_block_requests(call.desk, call.tx, call.actor));
  wire::BlockRequests shown;
  for (const auto& one : requests) shown.requests.push_back(present(one));
  return reply(200, shown);
}

Result<Reply> take_back_block_request(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<BlockRequestId>("block"));
  JIUM_TRY(const auto request, desk::take_back_block_request(call.desk, call.tx, call.actor, id));
  return reply(200, present(request));
}

Result<Reply> show_block_queue(const Call& call) {
  JIUM_TRY(const auto queue, desk::block_queue(call.desk, call.tx, call.actor));
  wire::BlockQueue shown;
  for (const auto& one : queue) shown.requests.push_back(present(one));
  return reply(200, shown);
}

Result<Reply> decide_block_requests(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::DecideBlockRequests>());
  std::vector<desk::VoteOnBlockRequest> votes;
  for (const wire::BlockVote& one : ask.votes) votes.push_back({one.request, one.verdict});
  JIUM_TRY(const auto counted, desk::decide_block_requests(call.desk, call.tx, call.actor, votes));
  wire::CountedBlockVotes shown;
  for (const auto& one : counted)
    shown.votes.push_back({one.request, one.counted, one.refusal, one.state, one.votes, one.needed});
  return reply(200, shown);
}

Result<Reply> reveal_blocked_address(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<BlockRequestId>("block"));
  JIUM_TRY(const auto revealed, desk::reveal_blocked_address(call.desk, call.tx, call.actor, id));
  if (!revealed.address) return problem_reply(429, revealed.refusal);
  return reply(200, wire::RevealedAddress{revealed.address->canonical().reveal()});
}

Result<Reply> open_block_list(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::OpenBlockList>());
  JIUM_TRY(const auto list, desk::open_block_list(call.desk, call.tx, ask.organisation));
  call.about(list.id);
  JIUM_TRY(const auto shown, standing_of(call, list));
  return reply(201, shown);
}

Result<Reply> list_block_lists(const Call& call) {
  JIUM_TRY(const auto lists, desk::list_block_lists(call.tx));
  wire::BlockListStandings shown;
  for (const auto& one : lists) {
    JIUM_TRY(shown.lists.emplace_back(), standing_of(call, one));
  }
  return reply(200, shown);
}

Result<Reply> serve_block_list(const Call& call) {
  JIUM_TRY(const auto after, number_of(call.request, "after", 0));
  JIUM_TRY(const auto limit, number_of(call.request, "limit", exchange::kBlockPageLimit));
  const int entries = limit > 1000 ? 1001 : static_cast<int>(limit);
  JIUM_TRY(const auto page,
           call.tx.for_the_house([&] {  // what an entry says is sealed under its centre's key
             return desk::serve_block_list(call.desk, call.tx, call.actor, static_cast<std::uint64_t>(after),
                                           entries);
           }));
  call.about(page.list);
  return Reply{200, std::string(kJson), boost::json::serialize(exchange::to_json(page)), {}};
}

Result<Reply> acknowledge_block_list(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::AcknowledgeBlockList>());
  if (ask.seq < 0) return fault(FaultKind::malformed, "an entry's number is not negative");
  JIUM_TRY(const auto list,
           desk::acknowledge_block_list(call.desk, call.tx, call.actor, static_cast<std::uint64_t>(ask.seq)));
  call.about(list.id);
  JIUM_TRY(const auto shown, standing_of(call, list));
  return reply(200, shown);
}

Result<Reply> serve_changes(const Call& call) {
  constexpr std::int64_t kMost = 1000;
  JIUM_TRY(const auto after, number_of(call.request, "after", 0));
  JIUM_TRY(const auto limit, number_of(call.request, "limit", kMost));
  if (limit < 1 || limit > kMost) return fault(FaultKind::malformed, "a page has 1 to 1,000 changes");
  JIUM_TRY(const auto changes,
           store::changes_after(call.tx, call.actor.organisation, after, static_cast<int>(limit)));
  JIUM_TRY(const auto last, store::last_change(call.tx, call.actor.organisation));
  if (after > last) return fault(FaultKind::missing, "your changes have not come so far: begin at 0");
  wire::Changes shown{.after = after, .last = last, .changes = {}};
  for (const store::Change& one : changes) shown.changes.push_back({one.seq, one.what, one.subject, one.at});
  return reply(200, shown);
}

void add_committee_routes(Routes& routes) {
  routes.push_back({.method = "GET",
                    .path = "/api/v1/block-requests/queue",
                    .operation = "show_block_queue",
                    .summary = "What waits for the committee, the oldest first.",
                    .gives = &schema_of<wire::BlockQueue>,
                    .handle = &show_block_queue});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/block-requests/decide",
                    .operation = "decide_block_requests",
                    .summary = "A reviewer's votes on many at once: a measure, none, or that one be lifted.",
                    .asks = &schema_of<wire::DecideBlockRequests>,
                    .gives = &schema_of<wire::CountedBlockVotes>,
                    .handle = &decide_block_requests});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/block-requests/{block}/reveal",
                    .operation = "reveal_blocked_address",
                    .summary = "The whole address, against the day's quota; the centre that asks sees it.",
                    .gives = &schema_of<wire::RevealedAddress>,
                    .handle = &reveal_blocked_address});
}

void add_list_routes(Routes& routes) {
  routes.push_back({.method = "POST",
                    .path = "/api/v1/block-lists",
                    .operation = "open_block_list",
                    .summary = "Opens an access provider's block list.",
                    .asks = &schema_of<wire::OpenBlockList>,
                    .gives = &schema_of<wire::BlockListStanding>,
                    .success = {201},
                    .handle = &open_block_list});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/block-lists",
                    .operation = "list_block_lists",
                    .summary = "Every provider's block list and how far it has acknowledged it.",
                    .gives = &schema_of<wire::BlockListStandings>,
                    .handle = &list_block_lists});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/block-list",
                    .operation = "serve_block_list",
                    .summary = "A signed page of your block list; docs/formats/block_list.md.",
                    .gives = &schema_of<wire::BlockPage>,
                    .query = {{"after", "the number of the last entry that you hold; 0 at first"},
                              {"limit", "entries at most, 1 to 1,000; 1,000 when left out"}},
                    .handle = &serve_block_list});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/block-list/acknowledge",
                    .operation = "acknowledge_block_list",
                    .summary = "Says up to which entry you have applied your block list.",
                    .asks = &schema_of<wire::AcknowledgeBlockList>,
                    .gives = &schema_of<wire::BlockListStanding>,
                    .handle = &acknowledge_block_list});
}

}  // namespace

void add_block_routes(Routes& routes) {
  routes.push_back(
      {.method = "POST",
       .path = "/api/v1/block-requests",
       .operation = "file_block_request",
       .summary = "Asks the committee to act about a sighting: the ladder's draft, or a new one.",
       .asks = &schema_of<wire::FileBlockRequest>,
       .gives = &schema_of<wire::BlockRequest>,
       .success = {201},
       .handle = &file_block_request});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/block-requests",
                    .operation = "list_block_requests",
                    .summary = "Of your cases; the oldest first.",
                    .gives = &schema_of<wire::BlockRequests>,
                    .handle = &list_block_requests});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/block-requests/{block}/take-back",
                    .operation = "take_back_block_request",
                    .summary = "By whoever asked: what was granted is lifted.",
                    .gives = &schema_of<wire::BlockRequest>,
                    .handle = &take_back_block_request});
  add_committee_routes(routes);
  add_list_routes(routes);
  routes.push_back({.method = "GET",
                    .path = "/api/v1/changes",
                    .operation = "list_changes",
                    .summary = "What your organisation is told of, in order and without gaps.",
                    .gives = &schema_of<wire::Changes>,
                    .query = {{"after", "the number of the last change that you hold; 0 at first"},
                              {"limit", "changes at most, 1 to 1,000; 1,000 when left out"}},
                    .handle = &serve_changes});
}

}  // namespace jium::http
