// Answers that came in by mail: matched to what they answer by its reference, told apart, and noted where
// they are plain. Only two things follow from a message by itself, and both harm nobody if it was forged: an
// acknowledgement stops no clock, and "removed" has the place looked at. Whatever else it says is put before
// a person.
#pragma once

#include <optional>
#include <vector>

#include "jium/desk/desk.h"
#include "jium/removal/mailbox.h"
#include "jium/removal/reply.h"
#include "jium/store/replies.h"

namespace jium::desk {

// Nothing when the message was there already.
[[nodiscard]] Result<std::optional<store::StoredReply>> take_reply(const Desk& desk, store::Transaction& tx,
                                                                   registry::OrganisationId organisation,
                                                                   removal::IncomingMail mail);
// A page of a centre's mailbox, and the place up to which it has been read, together.
[[nodiscard]] Result<void> take_mail(const Desk& desk, store::Transaction& tx,
                                     registry::OrganisationId organisation, const removal::MailboxPage& page);

// Those of cases within reach, and those of which nobody knows what they answer; the newest first.
[[nodiscard]] Result<std::vector<store::StoredReply>> list_replies(const Desk& desk, store::Transaction& tx,
                                                                   const Actor& actor, bool waiting_only);
[[nodiscard]] Result<store::StoredReply> show_reply(const Desk& desk, store::Transaction& tx,
                                                    const Actor& actor, removal::ReplyId id);

struct SortReply {
  removal::ReplyId reply;
  removal::ReplyKind kind = removal::ReplyKind::unclear;
  std::optional<removal::RequestId> request;  // what it answers, where jium did not know
  bool whole_letter = false;                  // it goes for every request of the letter
};
// A person's word. Acknowledgement, removed and refusal are noted for the request; that a letter came back
// ends the request as a refusal does, so that another can be drafted. Conflict when it has been settled.
[[nodiscard]] Result<store::StoredReply> sort_reply(const Desk& desk, store::Transaction& tx,
                                                    const Actor& actor, const SortReply& ask);

}  // namespace jium::desk
