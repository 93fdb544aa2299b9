// The centre's side of a platform's inbox: a confirmed request is laid there, and an officer answers what the
// platform asks about it. The platform's side is serve_requests.h.
#pragma once

#include <string>

#include "jium/desk/desk.h"
#include "jium/removal/platform_request.h"
#include "jium/removal/task.h"

namespace jium::desk {

// Conflict when the link has ended meanwhile. The clock does not run yet: it starts when the platform
// fetches.
[[nodiscard]] Result<void> offer_request(const Desk& desk, store::Transaction& tx,
                                         const removal::RemovalRequest& request);
// A day has passed: when the platform has not fetched it, an officer is to send it in another way.
[[nodiscard]] Result<void> end_offer(const Desk& desk, store::Transaction& tx, removal::RequestId id);

// What follows when an officer ends the task about a question or a counter-notice: the words go back, and the
// request comes up again in the platform's inbox. A counter-notice that is taken (`done`) takes the ask back.
[[nodiscard]] Result<void> answer_platform(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                           const removal::Task& task);

}  // namespace jium::desk
