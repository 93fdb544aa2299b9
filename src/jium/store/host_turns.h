// Whose turn it is to look at a host. A host is known by a keyed index alone: the rows name no site.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "jium/base/clock.h"
#include "jium/store/store.h"

namespace jium::store {

struct TurnAsk {
  std::string_view holder;
  Instant now{};
  Duration lease{};  // after which the turn of a holder who never gave it back ends
  Duration pause{};  // between two turns
};
// Nothing: the turn is the holder's. Else when it may be asked for again; each who has to wait is told
// another time, so that they do not all come at once.
[[nodiscard]] Result<std::optional<Instant>> take_turn(Transaction& tx, const std::string& host,
                                                       const TurnAsk& ask);
// The host is left alone until `free_at`. Nothing happens when the turn was not the holder's any more.
[[nodiscard]] Result<void> give_turn_back(Transaction& tx, const std::string& host, std::string_view holder,
                                          Instant free_at);
// Rows of hosts that have been free since before `before`.
[[nodiscard]] Result<void> forget_turns(Transaction& tx, Instant before);

}  // namespace jium::store
