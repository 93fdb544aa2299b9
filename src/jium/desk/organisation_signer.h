// The key by which an organisation signs what it sends to operators' APIs (Ed25519; signed_request.h). It is
// made when it is first needed, sealed at rest, and its public half is shown to whoever asks.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "jium/desk/desk.h"
#include "jium/desk/signed_request.h"
#include "jium/removal/form_sender.h"
#include "jium/removal/removal_request.h"

namespace jium::desk {

[[nodiscard]] Result<SigningKey> signer_of(const Desk& desk, store::Transaction& tx,
                                           registry::OrganisationId organisation);

using Headers = std::vector<std::pair<std::string, std::string>>;
// What makes a call the organisation's own, now. An empty key: the call changes nothing and carries none.
[[nodiscard]] Result<Headers> signed_call(const Desk& desk, store::Transaction& tx,
                                          registry::OrganisationId organisation,
                                          const registry::WebAddress& address, const std::string& body,
                                          const std::string& idempotency_key);
// What makes this message the organisation's own, now. The reference is the idempotency key: an operator that
// is sent one message twice has one request.
[[nodiscard]] Result<Headers> signed_headers(const Desk& desk, store::Transaction& tx,
                                             const removal::RemovalRequest& request,
                                             const removal::Post& post);

}  // namespace jium::desk
