// A second person of another role confirms what a survivor registered on their own device. It then goes to
// the platforms that accept that class, and to no other.
#pragma once

#include "jium/desk/desk.h"
#include "jium/store/footage_lives.h"

namespace jium::desk {

[[nodiscard]] Result<store::FootageFile> confirm_footage(const Desk& desk, store::Transaction& tx,
                                                         const Actor& actor, registry::FootageId id);

}  // namespace jium::desk
