// A legal hold on a case: each of two people says the order's number, and what they both said is done
// (casework/hold.h). The history says each word.
#pragma once

#include "jium/casework/hold.h"
#include "jium/desk/desk.h"

namespace jium::desk {

struct HoldOrder {
  casework::CaseId the_case;
  std::string order;
};

// The first word asks, the second (of another person, with the same number) places.
[[nodiscard]] Result<casework::LegalHold> place_hold(const Desk& desk, store::Transaction& tx,
                                                     const Actor& actor, const HoldOrder& ask);
// The same for lifting it. Missing when there is no hold under this order.
[[nodiscard]] Result<casework::LegalHold> release_hold(const Desk& desk, store::Transaction& tx,
                                                       const Actor& actor, const HoldOrder& ask);

}  // namespace jium::desk
