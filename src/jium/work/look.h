// One look at a place: fetched, fingerprinted in memory, dropped.
#pragma once

#include "jium/desk/inspect_place.h"
#include "jium/fingerprint/fingerprinter.h"
#include "jium/registry/fetcher.h"

namespace jium::work {

[[nodiscard]] desk::Look look_at(registry::Fetcher& fetcher, fingerprint::Fingerprinter& fingerprinter,
                                 const registry::WebAddress& address);

}  // namespace jium::work
