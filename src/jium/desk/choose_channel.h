// By which way a request goes: the operator's first channel that is usable now, in the operator's own order.
//   a platform of this installation (link_platform.h)  its inbox, before all others: both sides agreed to it
//   mail                                               a letter
//   web_form                                           when a recipe for it is confirmed (keep_recipe.h)
//   api                                                a message to its base address
// and when none is, an officer's task.
#pragma once

#include "jium/desk/desk.h"
#include "jium/removal/operator.h"
#include "jium/removal/removal_request.h"

namespace jium::desk {

[[nodiscard]] Result<removal::RequestChannel> choose_channel(store::Transaction& tx,
                                                             const removal::SiteOperator& site_operator);

// For a request that is confirmed and goes by any other way than a letter.
[[nodiscard]] Result<void> send_by_channel(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                           const removal::RemovalRequest& request);

}  // namespace jium::desk
