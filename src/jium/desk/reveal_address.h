// The full address of a sighting, for a task. Each reveal counts against what the person or key may see in a
// day and is kept for the owning centre to see.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jium/casework/reveal.h"
#include "jium/desk/desk.h"
#include "jium/registry/web_address.h"
#include "jium/removal/courier.h"
#include "jium/removal/removal_request.h"
#include "jium/store/audit_log.h"
#include "jium/store/requests.h"

namespace jium::desk {

struct RevealedAddress {
  std::optional<registry::WebAddress> address;  // none: the day's reveals are used up
  std::string refusal;                          // then: when they begin anew, and who can raise them
};

// Conflict when the case has no such task. That the day's are used up is no fault: it stands in the log.
[[nodiscard]] Result<RevealedAddress> reveal_address(const Desk& desk, store::Transaction& tx,
                                                     const Actor& actor, registry::SightingId id,
                                                     casework::RevealTask task);

// The letter of a request as it will be sent, or as it was. It may be about many sightings (keep_batch.h):
// each address in it is a reveal like any other, and the letter is shown whole or not at all.
struct RevealedLetter {
  std::optional<removal::Letter> letter;  // none: the day's reveals do not reach for it
  std::string refusal;
};
[[nodiscard]] Result<RevealedLetter> reveal_letter(const Desk& desk, store::Transaction& tx,
                                                   const Actor& actor, removal::RequestId id,
                                                   casework::RevealTask task);

// For whoever shows a letter: counts, keeps and logs what it is about, all of one case that was reached, or
// nothing of it. Why not, in words that say what can be done instead; `letter`: what the log names.
[[nodiscard]] Result<std::optional<std::string>> refusal_of_letter(
    const Desk& desk, store::Transaction& tx, const Actor& actor,
    const std::vector<removal::RemovalRequest>& about, casework::RevealTask task,
    const store::LogSubject& letter);
// Of every request that a written letter is about.
[[nodiscard]] Result<std::vector<removal::RemovalRequest>> requests_of_letter(
    store::Transaction& tx, const store::StoredLetter& letter);

}  // namespace jium::desk
