// What an operator elsewhere says by its own API (docs/formats/platform_requests.md): asked from time to time
// after it took a request, by the dated schedule of removal/polling_schedule.h, until it has given its
// answer. What it says lands where a platform's word in its inbox does: an acknowledgement, a removal that is
// looked at at once, a refusal, an officer's task. The officer's words go back with the next asking.
//
// Each moment may be repeated: what was noted before changes nothing, and what the operator has been told is
// known by what it says itself.
#pragma once

#include <optional>
#include <vector>

#include "jium/desk/desk.h"
#include "jium/removal/operator_api.h"
#include "jium/removal/task.h"

namespace jium::desk {

// An operator's API took the request, or an officer has answered: it is asked soon.
[[nodiscard]] Result<void> schedule_poll(const Desk& desk, store::Transaction& tx, removal::RequestId id);

// An officer wants to know now. Conflict when no operator's API has taken the request.
[[nodiscard]] Result<removal::RemovalRequest> ask_operator(const Desk& desk, store::Transaction& tx,
                                                           const Actor& actor, removal::RequestId id);

// The call to be made, signed now. Nothing when there is nothing to ask: the request did not go by an API, or
// nobody knows that it arrived.
[[nodiscard]] Result<std::optional<removal::ApiCall>> begin_poll(const Desk& desk, store::Transaction& tx,
                                                                 removal::RequestId id);

// What came of it, noted, and the next asking scheduled. The calls that tell the operator what officers have
// answered; their outcome need not be noted.
[[nodiscard]] Result<std::vector<removal::ApiCall>> note_poll(const Desk& desk, store::Transaction& tx,
                                                              removal::RequestId id,
                                                              const Result<removal::ApiAnswer>& heard);

// What follows when an officer ends the task about such an operator's question or counter-notice: as
// answer_platform (offer_request.h).
[[nodiscard]] Result<void> answer_operator(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                           const removal::Task& task);
// Is the task about an operator's elsewhere, and not about a platform's of this installation?
[[nodiscard]] bool is_of_operator(const removal::Task& task);

}  // namespace jium::desk
