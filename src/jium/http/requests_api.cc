#include <charconv>

#include "jium/desk/compose_letter.h"
#include "jium/desk/poll_operator.h"
#include "jium/desk/reach.h"
#include "jium/desk/record_answer.h"
#include "jium/desk/record_check.h"
#include "jium/desk/request_removal.h"
#include "jium/desk/reveal_address.h"
#include "jium/desk/send_letter.h"
#include "jium/desk/show_case.h"
#include "jium/http/list_filter.h"
#include "jium/http/list_page.h"
#include "jium/http/present.h"
#include "jium/http/problem.h"
#include "jium/http/request_view.h"
#include "jium/http/routes.h"

namespace jium::http {
namespace {

using removal::RequestId;

Result<Reply> reply_with(const Call& call, int status, const removal::RemovalRequest& request) {
  JIUM_TRY(const auto shown, show_request(call.tx, request));
  return reply(status, shown);
}

Result<Reply> draft_request(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::DraftRequest>());
  JIUM_TRY(const auto request, desk::request_removal(call.desk, call.tx, call.actor, ask.sighting));
  call.about(request.id);
  return reply_with(call, 201, request);
}

Result<Reply> list_requests(const Call& call) {
  JIUM_TRY(auto page, list_page(call.request));
  page.person = call.actor.person;
  page.now = call.desk.clock.now();
  JIUM_TRY(const auto states, words_of<removal::RequestState>(call.request, "state"));
  JIUM_TRY(auto requests, store::requests_of(call.tx, call.actor.organisation, page, states));
  auto next = cut_page(requests, page, [](const removal::RemovalRequest& one) {
    return store::place_of(one.drafted_at, one.id);
  });
  JIUM_TRY(auto shown, show_requests(call.tx, requests));
  return reply(200, wire::RemovalRequests{std::move(shown), std::move(next)});
}

Result<Reply> show_one_request(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<RequestId>("request"));
  JIUM_TRY(const auto view, desk::show_request(call.desk, call.tx, call.actor, id));
  return reply(200, wire::RequestView{present(view.request, view.letter), present(view.sighting, &call.actor),
                                      present_all(view.checks), view.letter});
}

Result<Reply> show_check(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<RequestId>("request"));
  const std::string* const given = call.request.query("number");
  std::int64_t number = 0;
  const auto read = given == nullptr ? std::from_chars_result{nullptr, std::errc::invalid_argument}
                                     : std::from_chars(given->data(), given->data() + given->size(), number);
  if (read.ec != std::errc{} || read.ptr != given->data() + given->size()) {
    // Whoever does not reach the request learns nothing of it, not even that this is how one asks.
    JIUM_CHECK(desk::reach_request(call.desk, call.tx, call.actor, id));
    return fault(FaultKind::malformed, "say which of the request's checks: ?number=1 is the first");
  }
  JIUM_TRY(const auto shown, desk::show_check(call.desk, call.tx, call.actor, id, number));
  return reply(200, wire::CheckEvidence{present(shown.check), wire::Exact{shown.text}, shown.key,
                                        shown.digest, shown.log_entry});
}

Result<wire::Letter> preview(const Call& call, RequestId id, const removal::Letter& letter) {
  JIUM_TRY(const auto request, desk::reach_request(call.desk, call.tx, call.actor, id));
  JIUM_TRY(const bool unread, desk::needs_native_reader(call.desk, call.tx, request));
  return wire::Letter{
      letter.to, letter.from, letter.subject.reveal(), letter.body.reveal(), letter.reply_reference, unread};
}

Result<Reply> show_letter(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<RequestId>("request"));
  JIUM_TRY(const auto letter, desk::folded_letter_for(call.desk, call.tx, call.actor, id));
  JIUM_TRY(const auto shown, preview(call, id, letter));
  return reply(200, shown);
}

Result<Reply> reveal_letter(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<removal::RequestId>("request"));
  JIUM_TRY(const auto ask, call.body<wire::RevealAddress>());
  JIUM_TRY(const auto shown, desk::reveal_letter(call.desk, call.tx, call.actor, id, ask.task));
  if (!shown.letter) return problem_reply(429, shown.refusal);
  JIUM_TRY(const auto letter, preview(call, id, *shown.letter));
  return reply(200, letter);
}

Result<Reply> confirm_request(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<RequestId>("request"));
  JIUM_TRY(const auto request, desk::confirm_request(call.desk, call.tx, call.actor, id));
  return reply_with(call, 200, request);
}

Result<Reply> record_answer(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<RequestId>("request"));
  JIUM_TRY(auto ask, call.body<wire::RecordAnswer>());
  const desk::RecordAnswer answer{id, ask.answer, Secret<std::string>(std::move(ask.words).value_or(""))};
  JIUM_TRY(const auto request, desk::record_answer(call.desk, call.tx, call.actor, answer));
  return reply_with(call, 200, request);
}

Result<Reply> settle_letter(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<RequestId>("request"));
  JIUM_TRY(const auto ask, call.body<wire::SettleLetter>());
  JIUM_TRY(const auto request, desk::settle_doubt(call.desk, call.tx, call.actor, id, ask.delivered));
  return reply_with(call, 200, request);
}

Result<Reply> ask_operator(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<RequestId>("request"));
  JIUM_TRY(const auto request, desk::ask_operator(call.desk, call.tx, call.actor, id));
  return reply_with(call, 202, request);
}

void add_reading_routes(Routes& routes) {
  routes.push_back(
      {.method = "GET",
       .path = "/api/v1/requests",
       .operation = "list_requests",
       .summary = "The organisation's removal requests, for a person those of their cases; the oldest first.",
       .gives = &schema_of<wire::RemovalRequests>,
       .query = {{"state", "one state or several, with commas between; all without it"},
                 {"after", "the cursor `next` of the page before; the first page without it"},
                 {"limit", "how many, 1 to 1,000; 200 at first"}},
       .handle = &list_requests});
  routes.push_back(
      {.method = "GET",
       .path = "/api/v1/requests/{request}",
       .operation = "show_request",
       .summary = "A removal request, its sighting, the checks of its place and the state of its letter.",
       .gives = &schema_of<wire::RequestView>,
       .handle = &show_one_request});
  routes.push_back(
      {.method = "GET",
       .path = "/api/v1/requests/{request}/check",
       .operation = "show_check",
       .summary = "What was kept of one look at the request's place, and where the audit log has it.",
       .gives = &schema_of<wire::CheckEvidence>,
       .query = {{"number", "which of its checks, in order of time, from 1 on"}},
       .handle = &show_check});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/requests/{request}/letter",
                    .operation = "show_letter",
                    .summary = "The letter as it will be sent, or as it was, with every address folded.",
                    .gives = &schema_of<wire::Letter>,
                    .handle = &show_letter});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/requests/{request}/letter/reveal",
                    .operation = "reveal_letter",
                    .summary = "The whole letter, for a task: it shows the address, and counts as a reveal.",
                    .asks = &schema_of<wire::RevealAddress>,
                    .gives = &schema_of<wire::Letter>,
                    .takes_idempotency_key = false,
                    .handle = &reveal_letter});
}

}  // namespace

void add_request_routes(Routes& routes) {
  add_reading_routes(routes);
  routes.push_back(
      {.method = "POST",
       .path = "/api/v1/requests",
       .operation = "draft_request",
       .summary = "Drafts a removal request about a sighting; nothing is sent before it is confirmed.",
       .asks = &schema_of<wire::DraftRequest>,
       .gives = &schema_of<wire::RemovalRequest>,
       .success = {201},
       .handle = &draft_request});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/requests/{request}/confirm",
                    .operation = "confirm_request",
                    .summary = "The officer's word: the letter is written, sealed and queued.",
                    .gives = &schema_of<wire::RemovalRequest>,
                    .handle = &confirm_request});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/requests/{request}/answer",
                    .operation = "record_answer",
                    .summary = "What the operator said.",
                    .asks = &schema_of<wire::RecordAnswer>,
                    .gives = &schema_of<wire::RemovalRequest>,
                    .handle = &record_answer});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/requests/{request}/settle-letter",
                    .operation = "settle_letter",
                    .summary = "Whether a letter arrived of which nobody knows; if not, it is sent again.",
                    .asks = &schema_of<wire::SettleLetter>,
                    .gives = &schema_of<wire::RemovalRequest>,
                    .handle = &settle_letter});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/requests/{request}/ask-operator",
                    .operation = "ask_operator",
                    .summary = "The operator's own API is asked at once what has become of the request.",
                    .gives = &schema_of<wire::RemovalRequest>,
                    .success = {202},
                    .takes_idempotency_key = false,
                    .handle = &ask_operator});
}

}  // namespace jium::http
