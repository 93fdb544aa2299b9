// The audit log's line of an act, in the transaction of the act: neither is there without the other. A fault
// of these is always Busy: what the log cannot say may not happen, so hand it on and nothing does.
#pragma once

#include "jium/desk/desk.h"
#include "jium/store/audit_log.h"

namespace jium::desk {

// By somebody, for their organisation. A person is named rather than the key they came with.
[[nodiscard]] Result<void> write_log(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                     audit::Act act, const store::LogSubject& about = {},
                                     audit::Outcome outcome = audit::Outcome::done);
// By nobody who is known.
[[nodiscard]] Result<void> write_log_of_stranger(const Desk& desk, store::Transaction& tx, audit::Act act,
                                                 const store::LogSubject& about, audit::Outcome outcome);
// A check of a place, by jium itself; `details` is the keyed digest of what was kept of it. The entry's
// number.
[[nodiscard]] Result<std::uint64_t> write_log_of_check(const Desk& desk, store::Transaction& tx,
                                                       registry::OrganisationId organisation,
                                                       const store::LogSubject& about, std::string details);
// By jium itself, for an organisation or, without one, for the house.
[[nodiscard]] Result<void> write_log_of_house(const Desk& desk, store::Transaction& tx,
                                              std::optional<registry::OrganisationId> organisation,
                                              audit::Act act, const store::LogSubject& about,
                                              audit::Outcome outcome = audit::Outcome::done);

}  // namespace jium::desk
