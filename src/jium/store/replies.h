// Replies that came in by mail, sealed with the key of the case that they are about, or with the centre's own
// as long as nobody has said what they answer; and how far a centre's mailbox has been read.
#pragma once

#include <optional>
#include <vector>

#include "jium/casework/case.h"
#include "jium/registry/person.h"
#include "jium/removal/mailbox.h"
#include "jium/removal/reply.h"
#include "jium/store/store.h"

namespace jium::store {

// waiting: a person must look. settled: nothing is left to do, be it that jium noted what it said or a person
// did.
enum class ReplyState { waiting, settled };
BOOST_DESCRIBE_ENUM(ReplyState, waiting, settled)

struct StoredReply {
  removal::ReplyId id;
  registry::OrganisationId organisation;
  std::optional<casework::CaseId> the_case;   // none: it is not known what it answers
  std::optional<removal::RequestId> request;  // the first of those that its letter was about
  removal::IncomingMail mail;
  removal::Sorted sorted;
  ReplyState state = ReplyState::waiting;
  bool applied = false;  // the request was changed by it
  std::optional<std::string> sorted_by;
  std::optional<Instant> sorted_at;
};

// False when a message of this Message-ID is there already.
[[nodiscard]] Result<bool> insert_once(Transaction& tx, const StoredReply& reply);
// What a person decided: case, request, kind, state, applied, sorted_*.
[[nodiscard]] Result<void> update(Transaction& tx, const StoredReply& reply);
[[nodiscard]] Result<StoredReply> load_reply(Transaction& tx, registry::OrganisationId organisation,
                                             removal::ReplyId id);
[[nodiscard]] Result<std::vector<StoredReply>> replies_of(Transaction& tx,
                                                          registry::OrganisationId organisation,
                                                          bool waiting_only, int most);  // newest first
// Of those, what a person reaches: of the cases that they are assigned to at `now`, and of none.
[[nodiscard]] Result<std::vector<StoredReply>> replies_for(Transaction& tx,
                                                           registry::OrganisationId organisation,
                                                           registry::PersonId person, Instant now,
                                                           bool waiting_only, int most);

[[nodiscard]] Result<removal::MailboxPlace> mailbox_place(Transaction& tx,
                                                          registry::OrganisationId organisation);
[[nodiscard]] Result<void> set_mailbox_place(Transaction& tx, registry::OrganisationId organisation,
                                             const removal::MailboxPlace& place);

}  // namespace jium::store
