#include <charconv>

#include "jium/desk/link_platform.h"
#include "jium/desk/serve_requests.h"
#include "jium/http/platform_types.h"
#include "jium/http/routes.h"

namespace jium::http {
namespace {

using removal::LinkId;
using removal::RequestId;

wire::PlatformLink present(const desk::ShownLink& shown, const desk::Actor& actor) {
  const removal::PlatformLink& link = shown.link;
  const bool own = link.organisation == actor.organisation;
  return {link.id,       link.organisation, shown.centre,
          link.platform, shown.platform,    own ? std::optional(link.site_operator) : std::nullopt,
          link.named_at, link.accepted_at,  link.ended_at};
}

wire::ServedRequest present(const desk::ServedRequest& served) {
  const auto& offered = served.offered;
  const auto& said = served.message;
  wire::ServedRequest shown{static_cast<std::int64_t>(offered.seq),
                            offered.request,
                            offered.state,
                            said.centre,
                            said.contact,
                            said.address,
                            said.rule,
                            said.legal_basis,
                            said.legal_text,
                            said.clock_hours,
                            said.clock_is_statutory,
                            said.category,
                            {},
                            offered.served_at,
                            served.due_at,
                            offered.acknowledged_at,
                            offered.answered_at,
                            {}};
  for (const auto& one : said.fingerprints) shown.fingerprints.push_back({one.algorithm, one.value});
  for (const auto& one : served.questions)
    shown.questions.push_back(
        {one.id, one.kind, one.words.reveal(), one.asked_at, one.answer.reveal(), one.answered_at});
  return shown;
}

Result<std::uint64_t> number_of(const Request& request, std::string_view name, std::uint64_t otherwise) {
  const std::string* text = request.query(name);
  if (text == nullptr) return otherwise;
  std::uint64_t number = 0;
  const auto read = std::from_chars(text->data(), text->data() + text->size(), number);
  if (read.ec != std::errc{} || read.ptr != text->data() + text->size() || text->size() > 18)
    return fault(FaultKind::malformed, "the query parameter " + std::string(name) + " is a number");
  return number;
}

Result<Reply> name_platform(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::NamePlatform>());
  JIUM_TRY(const auto link,
           desk::name_platform(call.desk, call.tx, call.actor, ask.site_operator, ask.platform));
  call.about(link.id);
  JIUM_TRY(const auto links, desk::list_links(call.tx, call.actor));
  for (const auto& one : links)
    if (one.link.id == link.id) return reply(201, present(one, call.actor));
  return fault(FaultKind::internal, "a link that was just made is not there");
}

Result<Reply> list_links(const Call& call) {
  JIUM_TRY(const auto links, desk::list_links(call.tx, call.actor));
  wire::PlatformLinks shown;
  for (const auto& one : links) shown.links.push_back(present(one, call.actor));
  return reply(200, shown);
}

Result<Reply> accept_link(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<LinkId>("link"));
  JIUM_TRY(const auto link, desk::accept_link(call.desk, call.tx, call.actor, id));
  return reply(200, present(link, call.actor));
}

Result<Reply> end_link(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<LinkId>("link"));
  JIUM_TRY(const auto link, desk::end_link(call.desk, call.tx, call.actor, id));
  return reply(200, present(link, call.actor));
}

Result<Reply> serve_requests(const Call& call) {
  JIUM_TRY(const auto after, number_of(call.request, "after", 0));
  JIUM_TRY(const auto limit, number_of(call.request, "limit", 50));
  JIUM_TRY(const auto page, desk::serve_requests(call.desk, call.tx, call.actor, after,
                                                 static_cast<int>(std::min<std::uint64_t>(limit, 1000))));
  wire::ServedRequests shown;
  for (const auto& one : page.requests) shown.requests.push_back(present(one));
  shown.next = static_cast<std::int64_t>(page.next);
  return reply(200, shown);
}

Result<Reply> acknowledge_request(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<RequestId>("request"));
  JIUM_TRY(const auto served, desk::acknowledge_request(call.desk, call.tx, call.actor, id));
  return reply(200, present(served));
}

Result<Reply> answer_request(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<RequestId>("request"));
  JIUM_TRY(auto ask, call.body<wire::AnswerRequest>());
  const removal::OfferAnswer answer{ask.outcome, ask.reason,
                                    Secret<std::string>(std::move(ask.words).value_or(""))};
  JIUM_TRY(const auto served, desk::answer_request(call.desk, call.tx, call.actor, id, answer));
  return reply(200, present(served));
}

Result<Reply> ask_about(const Call& call, removal::QuestionKind kind) {
  JIUM_TRY(const auto id, call.request.id<RequestId>("request"));
  JIUM_TRY(auto ask, call.body<wire::AskAboutRequest>());
  JIUM_TRY(const auto served, desk::ask_about_request(call.desk, call.tx, call.actor, id, kind,
                                                      Secret<std::string>(std::move(ask.words))));
  return reply(200, present(served));
}

Result<Reply> ask_question(const Call& call) {
  return ask_about(call, removal::QuestionKind::question);
}

Result<Reply> file_counter_notice(const Call& call) {
  return ask_about(call, removal::QuestionKind::counter_notice);
}

void add_link_routes(Routes& routes) {
  routes.push_back({.method = "POST",
                    .path = "/api/v1/platform-links",
                    .operation = "name_platform",
                    .summary = "Says that an operator of the directory is a platform that uses jium here.",
                    .asks = &schema_of<wire::NamePlatform>,
                    .gives = &schema_of<wire::PlatformLink>,
                    .success = {201},
                    .handle = &name_platform});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/platform-links",
                    .operation = "list_platform_links",
                    .summary = "Which operators are platforms here, as far as it is the caller's own.",
                    .gives = &schema_of<wire::PlatformLinks>,
                    .handle = &list_links});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/platform-links/{link}/accept",
                    .operation = "accept_platform_link",
                    .summary = "The platform's word: requests to that operator lie in its inbox from now on.",
                    .gives = &schema_of<wire::PlatformLink>,
                    .handle = &accept_link});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/platform-links/{link}/end",
                    .operation = "end_platform_link",
                    .summary = "Nothing more is offered; by either side.",
                    .gives = &schema_of<wire::PlatformLink>,
                    .handle = &end_link});
}

}  // namespace

void add_platform_routes(Routes& routes) {
  add_link_routes(routes);
  routes.push_back(
      {.method = "GET",
       .path = "/api/v1/platform/requests",
       .operation = "serve_requests",
       .summary = "Removal requests to this platform, in order; being fetched starts their clocks.",
       .gives = &schema_of<wire::ServedRequests>,
       .query = {{"after", "the cursor `next` of the page before; 0 at first"},
                 {"limit", "how many, 1 to 200; 50 at first"}},
       .handle = &serve_requests});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/platform/requests/{request}/acknowledge",
                    .operation = "acknowledge_request",
                    .summary = "The platform has it and works on it.",
                    .gives = &schema_of<wire::ServedRequest>,
                    .handle = &acknowledge_request});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/platform/requests/{request}/answer",
                    .operation = "answer_request",
                    .summary = "Removed, or refused and why.",
                    .asks = &schema_of<wire::AnswerRequest>,
                    .gives = &schema_of<wire::ServedRequest>,
                    .handle = &answer_request});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/platform/requests/{request}/ask",
                    .operation = "ask_about_request",
                    .summary = "A question to the officer; the answer comes up in the inbox.",
                    .asks = &schema_of<wire::AskAboutRequest>,
                    .gives = &schema_of<wire::ServedRequest>,
                    .handle = &ask_question});
  routes.push_back(
      {.method = "POST",
       .path = "/api/v1/platform/requests/{request}/counter-notice",
       .operation = "file_counter_notice",
       .summary = "The platform, or its user, says that the request is wrong: an officer weighs it.",
       .asks = &schema_of<wire::AskAboutRequest>,
       .gives = &schema_of<wire::ServedRequest>,
       .handle = &file_counter_notice});
}

}  // namespace jium::http
