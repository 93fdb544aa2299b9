// A case is closed, taken up again, laid to rest or woken, by an officer's word.
#pragma once

#include "jium/desk/desk.h"

namespace jium::desk {

enum class CaseTurn { close, reopen, rest, wake };

[[nodiscard]] Result<casework::Case> turn_case(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                               casework::CaseId id, CaseTurn turn);

}  // namespace jium::desk
