// Answers that came in by mail.
#pragma once

#include "jium/http/request_types.h"
#include "jium/removal/reply.h"
#include "jium/store/replies.h"

namespace jium::http::wire {

// What a mail gateway hands over: never an attachment.
struct DeliverReply {
  Exact message_id;
  Exact from;
  Exact subject;
  std::vector<Exact> lines;  // of the plain text
  std::optional<Exact> in_reply_to;
  std::optional<std::vector<Exact>> references;
  std::optional<Exact> auto_submitted;
  std::optional<removal::BounceAction> bounce;
};
JIUM_WIRE_ASK(DeliverReply,
              (message_id, from, subject, lines, in_reply_to, references, auto_submitted, bounce))

// No id: the message was there already.
struct TakenReply {
  std::optional<removal::ReplyId> id;
};
JIUM_WIRE_VIEW(TakenReply, (id))

struct Reply {
  removal::ReplyId id;
  std::optional<casework::CaseId> the_case;
  std::optional<removal::RequestId> request;
  removal::ReplyKind kind{};
  bool doubtful = false;
  store::ReplyState state{};
  bool applied = false;
  Instant received_at{};
  std::optional<std::string> sorted_by;
  std::optional<Instant> sorted_at;
};
JIUM_WIRE_VIEW(Reply,
               (id, the_case, request, kind, doubtful, state, applied, received_at, sorted_by, sorted_at))

struct Replies {
  std::vector<Reply> replies;
};
JIUM_WIRE_VIEW(Replies, (replies))

struct ReplyView {
  Reply reply;
  std::string from;
  std::string subject;
  std::string text;
  int dropped_parts = 0;
};
JIUM_WIRE_VIEW(ReplyView, (reply, from, subject, text, dropped_parts))

struct SortReply {
  removal::ReplyKind kind{};
  std::optional<removal::RequestId> request;
  std::optional<bool> whole_letter;
};
JIUM_WIRE_ASK(SortReply, (kind, request, whole_letter))

}  // namespace jium::http::wire
