// The operator's side of our API between installations: a partner's request comes in, lies in the platform's
// inbox beside those of this installation (serve_requests.h), and the partner asks what became of it and
// tells its officers' answers. The centre's side is send_post.h and poll_operator.h.
//
// Each may be said again, and changes nothing then: whoever is not sure that they were heard repeats it.
#pragma once

#include <optional>
#include <vector>

#include "jium/desk/desk.h"
#include "jium/desk/platform_message.h"
#include "jium/desk/serve_requests.h"
#include "jium/removal/partner.h"

namespace jium::desk {

struct ReceivedView {
  removal::ReceivedRequest received;
  std::vector<removal::PlatformQuestion> questions;
  bool is_new = false;
};

// Malformed when the message is none that a platform could act on. Conflict when the reference is another
// partner's.
[[nodiscard]] Result<ReceivedView> receive_request(const Desk& desk, store::Transaction& tx,
                                                   const removal::Partner& partner,
                                                   const PlatformMessage& message);
// Missing unless this partner sent it.
[[nodiscard]] Result<ReceivedView> show_received(store::Transaction& tx, const removal::Partner& partner,
                                                 removal::RequestId id);
struct CentresAnswer {
  removal::QuestionId question;
  Secret<std::string> words;
  bool taken_back = false;  // the request is: a counter-notice was right
};
[[nodiscard]] Result<ReceivedView> take_centres_answer(const Desk& desk, store::Transaction& tx,
                                                       const removal::Partner& partner, removal::RequestId id,
                                                       const CentresAnswer& answer);

// For the inbox. Shown for the first time, it is served.
[[nodiscard]] Result<ServedRequest> serve_received(const Desk& desk, store::Transaction& tx,
                                                   removal::ReceivedRequest received);
// Nothing unless it came from a partner and was shown.
[[nodiscard]] Result<std::optional<removal::ReceivedRequest>> reach_received(store::Transaction& tx,
                                                                             const Actor& actor,
                                                                             removal::RequestId id);
[[nodiscard]] Result<ServedRequest> shown_received(store::Transaction& tx, removal::ReceivedRequest received);
// Kept as it is now, and shown; a question of the platform's waits for the partner to fetch it.
[[nodiscard]] Result<ServedRequest> keep_received(store::Transaction& tx, removal::ReceivedRequest received);
[[nodiscard]] Result<ServedRequest> ask_partner(const Desk& desk, store::Transaction& tx,
                                                removal::ReceivedRequest received, removal::QuestionKind kind,
                                                const Secret<std::string>& words);

}  // namespace jium::desk
