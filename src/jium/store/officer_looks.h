// What officers saw at places that jium cannot see. Numbers and words of fixed lists: nothing is sealed.
#pragma once

#include <vector>

#include "jium/removal/officer_look.h"
#include "jium/store/store.h"

namespace jium::store {

[[nodiscard]] Result<void> insert(Transaction& tx, const removal::OfficerLook& look);
// In order of time.
[[nodiscard]] Result<std::vector<removal::OfficerLook>> officer_looks_of(Transaction& tx,
                                                                         removal::RequestId request);

}  // namespace jium::store
