// An inspection as the API shows it to who asks.
#pragma once

#include "jium/http/route.h"
#include "jium/http/sighting_types.h"

namespace jium::http {

// With what was recognised, which stands with the sighting; to a person who does not reach the case it is a
// place that matches nothing of theirs.
[[nodiscard]] Result<wire::Inspection> show_inspection(const Call& call, const store::Inspection& inspection);

}  // namespace jium::http
