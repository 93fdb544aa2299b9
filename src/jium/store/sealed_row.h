// The sealed columns of one row: the key that opens them and where they stand.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "jium/store/vault.h"

namespace jium::store {

struct SealedRow {
  DataKey key;
  std::string_view table;
  std::uint64_t row = 0;

  [[nodiscard]] Bytes seal(std::string_view column, std::string_view plain) const {
    return Vault::seal(key, {table, column, row}, plain);
  }
  // Nothing said is NULL: a box for it would only take room.
  [[nodiscard]] std::optional<Bytes> seal_unless_empty(std::string_view column,
                                                       std::string_view plain) const {
    if (plain.empty()) return std::nullopt;
    return seal(column, plain);
  }
  [[nodiscard]] Result<std::string> open(std::string_view column, ByteView box) const {
    return Vault::open_box(key, {table, column, row}, box);
  }
};

}  // namespace jium::store
