// The inbox of a platform: requests of centres that are linked with it, in an order that a cursor can follow.
//
// What it is shown, and nothing else (../shared/security.md 4.3): the reference, the address on its own site,
// the legal basis, the clock, a fingerprint where the footage is shared with platforms, the category, the
// centre's name and mail. Never the case, the survivor, who at the centre asked, or any other place.
#pragma once

#include <vector>

#include "jium/desk/desk.h"
#include "jium/desk/platform_message.h"
#include "jium/removal/platform_request.h"

namespace jium::desk {

inline constexpr int kMostServed = 200;

struct ServedRequest {
  removal::PlatformRequest offered;
  PlatformMessage message;
  std::optional<Instant> due_at;
  std::vector<removal::PlatformQuestion> questions;
};
struct ServedPage {
  std::vector<ServedRequest> requests;
  std::uint64_t next = 0;  // the cursor for the next page
};

// Those after the cursor, at most `limit` (1 to 200). Whatever is shown here for the first time is sent: its
// clock starts. What has lost its ground meanwhile (the survivor changed their mind) is withdrawn unseen.
[[nodiscard]] Result<ServedPage> serve_requests(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                                std::uint64_t after, int limit);

// Each may be said again, and changes nothing then. Missing: none of theirs, or not served yet.
[[nodiscard]] Result<ServedRequest> acknowledge_request(const Desk& desk, store::Transaction& tx,
                                                        const Actor& actor, removal::RequestId id);
// "Removed" is a word: the place is looked at at once.
[[nodiscard]] Result<ServedRequest> answer_request(const Desk& desk, store::Transaction& tx,
                                                   const Actor& actor, removal::RequestId id,
                                                   const removal::OfferAnswer& ask);
// A question, or a counter-notice against the request: an officer's task. Malformed: no words, or over 2,000
// bytes, or a resident registration number in them. Conflict: ten are open.
[[nodiscard]] Result<ServedRequest> ask_about_request(const Desk& desk, store::Transaction& tx,
                                                      const Actor& actor, removal::RequestId id,
                                                      removal::QuestionKind kind,
                                                      const Secret<std::string>& words);

}  // namespace jium::desk
