// Brings every platform's feed in line with what is decided about a footage and how far it is shared: what
// belongs in and is not there is added, what is there and does not belong is taken back with a tombstone. To
// be called in the transaction of whatever changed: a decision, a level, a consent, a withdrawal.
#pragma once

#include "jium/desk/desk.h"
#include "jium/registry/feed.h"
#include "jium/store/footage_lives.h"

namespace jium::desk {

[[nodiscard]] Result<void> keep_feeds(const Desk& desk, store::Transaction& tx,
                                      const store::FootageFile& file);
// Of one feed; its counts move.
[[nodiscard]] Result<void> keep_feed(const Desk& desk, store::Transaction& tx, registry::Feed& feed,
                                     const store::FootageFile& file);
// Out of every feed, and no appeal about it open any more: for footage that is withdrawn, and for the case
// that is being forgotten. Call it before the case's key is destroyed or after; the entries say nothing in
// either case.
[[nodiscard]] Result<void> leave_feeds(const Desk& desk, store::Transaction& tx, registry::FootageId footage);

}  // namespace jium::desk
