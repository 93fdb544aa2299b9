#include "jium/desk/take_reply.h"
#include "jium/http/reply_types.h"
#include "jium/http/routes.h"

namespace jium::http {
namespace {

using removal::ReplyId;

constexpr std::size_t kMostReferences = 100;

wire::Reply show(const store::StoredReply& one) {
  return {one.id,    one.the_case, one.request, one.sorted.kind, one.sorted.doubtful,
          one.state, one.applied,  one.mail.at, one.sorted_by,   one.sorted_at};
}

Result<Reply> deliver_reply(const Call& call) {
  JIUM_TRY(auto ask, call.body<wire::DeliverReply>());
  removal::IncomingMail mail;
  mail.message_id = ask.message_id.text;
  mail.from = ask.from.text;
  mail.subject = Secret<std::string>(ask.subject.text);
  std::string text;
  for (const wire::Exact& line : ask.lines) text += line.text + "\n";
  if (text.size() > removal::kMostReplyText)
    return fault(FaultKind::malformed, "the text of a reply is at most 16 KiB: hand over its beginning");
  mail.text = Secret<std::string>(std::move(text));
  if (ask.references) {
    if (ask.references->size() > kMostReferences)
      return fault(FaultKind::malformed, "a reply refers to 100 messages at most: hand over the last");
    for (const wire::Exact& one : *ask.references) mail.references.push_back(one.text);
  }
  if (ask.in_reply_to) mail.references.push_back(ask.in_reply_to->text);
  if (ask.auto_submitted) mail.auto_submitted = ask.auto_submitted->text;
  mail.bounce = ask.bounce.value_or(removal::BounceAction::none);
  JIUM_TRY(const auto taken, desk::take_reply(call.desk, call.tx, call.actor.organisation, std::move(mail)));
  if (!taken) return reply(200, wire::TakenReply{});
  call.about(taken->id);
  return reply(201, wire::TakenReply{taken->id});
}

Result<Reply> list_replies(const Call& call) {
  const std::string* given = call.request.query("waiting");
  if (given != nullptr && *given != "true" && *given != "false")
    return fault(FaultKind::malformed, "the query parameter waiting is true or false");
  JIUM_TRY(const auto replies,
           desk::list_replies(call.desk, call.tx, call.actor, given != nullptr && *given == "true"));
  wire::Replies shown;
  for (const auto& one : replies) shown.replies.push_back(show(one));
  return reply(200, shown);
}

Result<Reply> show_reply(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<ReplyId>("reply"));
  JIUM_TRY(const auto one, desk::show_reply(call.desk, call.tx, call.actor, id));
  return reply(200, wire::ReplyView{show(one), one.mail.from, one.mail.subject.reveal(),
                                    one.mail.text.reveal(), one.mail.dropped_parts});
}

Result<Reply> sort_reply(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<ReplyId>("reply"));
  JIUM_TRY(const auto ask, call.body<wire::SortReply>());
  JIUM_TRY(const auto sorted,
           desk::sort_reply(call.desk, call.tx, call.actor,
                            {id, ask.kind, ask.request, ask.whole_letter.value_or(false)}));
  return reply(200, show(sorted));
}

}  // namespace

void add_reply_routes(Routes& routes) {
  routes.push_back({.method = "POST",
                    .path = "/api/v1/replies",
                    .operation = "deliver_reply",
                    .summary = "A mail gateway hands over an answer, without its attachments.",
                    .asks = &schema_of<wire::DeliverReply>,
                    .gives = &schema_of<wire::TakenReply>,
                    .success = {201, 200},
                    .handle = &deliver_reply});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/replies",
                    .operation = "list_replies",
                    .summary = "Answers about the caller's cases, and those that answer nobody knows what.",
                    .gives = &schema_of<wire::Replies>,
                    .query = {{"waiting", "true: only those that a person must look at"}},
                    .handle = &list_replies});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/replies/{reply}",
                    .operation = "show_reply",
                    .summary = "One answer with its text.",
                    .gives = &schema_of<wire::ReplyView>,
                    .handle = &show_reply});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/replies/{reply}/sort",
                    .operation = "sort_reply",
                    .summary = "What a person says that it is, and what it answers.",
                    .asks = &schema_of<wire::SortReply>,
                    .gives = &schema_of<wire::Reply>,
                    .handle = &sort_reply});
}

}  // namespace jium::http
