// Keeps the history of contacts with operators as requests go their way (removal/contact.h), and shows it
// beside the record of how they have answered.
#pragma once

#include <vector>

#include "jium/desk/desk.h"
#include "jium/removal/contact.h"
#include "jium/removal/response_record.h"

namespace jium::desk {

// `site_operator` was written to about `request`: its own operator, or another party of the place.
[[nodiscard]] Result<void> note_contact(const Desk& desk, store::Transaction& tx,
                                        const removal::RemovalRequest& request,
                                        removal::OperatorId site_operator, removal::ChannelKind channel,
                                        removal::ContactOutcome outcome = removal::ContactOutcome::waiting);
// What came of the latest contact about this request with that operator; nothing when there was none.
[[nodiscard]] Result<void> note_contact_outcome(const Desk& desk, store::Transaction& tx,
                                                const removal::RemovalRequest& request,
                                                removal::OperatorId site_operator,
                                                removal::ContactOutcome outcome);

// What is shown of an operator or of a site: every contact and count of the organisation; the number of a
// request only to whom its case is within reach (reach.h).
struct ContactHistory {
  removal::ResponseRecord record;
  std::vector<removal::Contact> contacts;  // newest first, the latest kContactsShown
};
inline constexpr int kContactsShown = 200;

[[nodiscard]] Result<ContactHistory> operator_history(const Desk& desk, store::Transaction& tx,
                                                      const Actor& actor, removal::OperatorId id);
[[nodiscard]] Result<ContactHistory> site_history(const Desk& desk, store::Transaction& tx,
                                                  const Actor& actor, registry::SiteId id);

// How each operator that was ever asked has answered; one that never was has no record.
struct OperatorRecord {
  removal::OperatorId site_operator;
  removal::ResponseRecord record;
};
[[nodiscard]] Result<std::vector<OperatorRecord>> operator_records(const Desk& desk, store::Transaction& tx,
                                                                   const Actor& actor);

}  // namespace jium::desk
