// A place under request was looked at again.
#pragma once

#include "jium/desk/desk.h"
#include "jium/desk/inspect_place.h"
#include "jium/removal/removal_request.h"

namespace jium::desk {

struct PlaceToCheck {
  removal::RemovalRequest request;
  registry::WebAddress address;
};

// Nothing when the request is not one to be watched.
[[nodiscard]] Result<std::optional<PlaceToCheck>> place_to_check(store::Transaction& tx,
                                                                 removal::RequestId id);

// Records the check, draws its meaning (a lie, a removal, a proof, a return) and schedules the next look.
[[nodiscard]] Result<removal::RemovalRequest> record_check(const Desk& desk, store::Transaction& tx,
                                                           removal::RequestId id, const Look& look);

}  // namespace jium::desk
