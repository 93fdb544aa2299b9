// Removal requests with what may be done next, which needs a look at their letters.
#pragma once

#include <vector>

#include "jium/http/wire_types.h"
#include "jium/store/store.h"

namespace jium::http {

[[nodiscard]] Result<wire::RemovalRequest> show_request(store::Transaction& tx,
                                                        const removal::RemovalRequest& request);
[[nodiscard]] Result<std::vector<wire::RemovalRequest>> show_requests(
    store::Transaction& tx, const std::vector<removal::RemovalRequest>& requests);

}  // namespace jium::http
