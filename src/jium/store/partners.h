// Partners of platforms, and what they sent: a platform's own rows, sealed with its key.
#pragma once

#include <optional>
#include <vector>

#include "jium/removal/partner.h"
#include "jium/store/store.h"

namespace jium::store {

[[nodiscard]] Result<void> insert(Transaction& tx, const removal::Partner& partner);
[[nodiscard]] Result<void> update(Transaction& tx, const removal::Partner& partner);  // that it has ended
// Missing unless it is this platform's.
[[nodiscard]] Result<removal::Partner> load_partner(Transaction& tx, registry::OrganisationId platform,
                                                    removal::PartnerId id);
[[nodiscard]] Result<std::vector<removal::Partner>> partners_of(Transaction& tx,
                                                                registry::OrganisationId platform);
// The one that has not ended.
[[nodiscard]] Result<std::optional<removal::Partner>> partner_with_key(Transaction& tx,
                                                                       registry::OrganisationId platform,
                                                                       ByteView public_key);

[[nodiscard]] Result<void> insert(Transaction& tx, const removal::ReceivedRequest& request);
// Its number, state and times, and the words of an answer.
[[nodiscard]] Result<void> update(Transaction& tx, const removal::ReceivedRequest& request);
[[nodiscard]] Result<std::optional<removal::ReceivedRequest>> received_request(
    Transaction& tx, registry::OrganisationId platform, removal::RequestId id);
// In the order of their numbers.
[[nodiscard]] Result<std::vector<removal::ReceivedRequest>> received_requests_after(
    Transaction& tx, registry::OrganisationId platform, std::uint64_t after, int limit);

[[nodiscard]] Result<void> insert_received(Transaction& tx, const removal::PlatformQuestion& question);
[[nodiscard]] Result<void> update_received(Transaction& tx,
                                           const removal::PlatformQuestion& question);  // its answer
[[nodiscard]] Result<std::vector<removal::PlatformQuestion>> questions_of_received(
    Transaction& tx, registry::OrganisationId platform, removal::RequestId request);  // oldest first

}  // namespace jium::store
