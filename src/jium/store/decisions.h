// Decisions and the votes that led to them. Both are added and never changed.
#pragma once

#include <optional>
#include <vector>

#include "jium/registry/decision.h"
#include "jium/store/store.h"

namespace jium::store {

// The next one of its footage.
[[nodiscard]] Result<void> insert(Transaction& tx, const registry::Decision& decision);
[[nodiscard]] Result<std::optional<registry::Decision>> latest_decision(Transaction& tx,
                                                                        registry::FootageId footage);
[[nodiscard]] Result<std::vector<registry::Decision>> decisions_of(
    Transaction& tx, registry::FootageId footage);  // oldest first

[[nodiscard]] Result<void> insert(Transaction& tx, registry::FootageId footage, int round,
                                  const registry::Vote& vote);
[[nodiscard]] Result<std::vector<registry::Vote>> votes_of(Transaction& tx, registry::FootageId footage,
                                                           int round);  // in the order they were cast

}  // namespace jium::store
