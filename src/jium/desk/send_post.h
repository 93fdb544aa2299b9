// A request that goes by a form or to an operator's API: written when it is confirmed, and then the same four
// moments as a letter's (send_letter.h), each a transaction of its own; the worker (work/send.h) speaks HTTP
// between them.
#pragma once

#include "jium/desk/desk.h"
#include "jium/store/outgoing_posts.h"

namespace jium::desk {

// At the officer's word: the form is filled in, sealed and queued, at the earliest that the recipe's spacing
// allows. Conflict when the recipe was retired meanwhile.
[[nodiscard]] Result<void> queue_form(const Desk& desk, store::Transaction& tx,
                                      const removal::RemovalRequest& request);
// The same for a message to the operator's own API at this base address.
[[nodiscard]] Result<void> queue_message(const Desk& desk, store::Transaction& tx,
                                         const removal::RemovalRequest& request, const std::string& base);

struct BegunPost {
  store::StoredPost stored;  // an API's message is signed here, as a signature does not keep
  int attempt = 0;
  bool doubted = false;  // as BegunLetter's
};
// As begin_letter.
[[nodiscard]] Result<std::optional<BegunPost>> begin_post(const Desk& desk, store::Transaction& tx,
                                                          store::PostId id);
[[nodiscard]] Result<void> hand_over_post(const Desk& desk, store::Transaction& tx, store::PostId id,
                                          int attempt);
// What no machine can go on with, and what was postponed five times, becomes a task for a person; what is in
// doubt becomes an alarm and a task, and is not posted again until a person has said that it did not arrive.
[[nodiscard]] Result<void> settle_post(const Desk& desk, store::Transaction& tx, store::PostId id,
                                       int attempt, const removal::PostDelivery& delivery);

// A person has looked. Not arrived: it is queued again.
[[nodiscard]] Result<void> settle_post_doubt(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                             const removal::RemovalRequest& request, bool did_arrive);

// How far what was to leave under a request has come, letter or post; nothing for the other channels.
[[nodiscard]] Result<std::optional<removal::LetterState>> delivery_of(store::Transaction& tx,
                                                                      removal::RequestId request);

}  // namespace jium::desk
