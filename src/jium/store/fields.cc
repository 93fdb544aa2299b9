#include "jium/store/fields.h"

namespace jium::store {

std::optional<int> Fields::maybe_number() {
  if (!row_.is_null(next_)) return number();
  ++next_;
  return std::nullopt;
}

std::optional<std::int64_t> Fields::maybe_integer() {
  if (!row_.is_null(next_)) return integer();
  ++next_;
  return std::nullopt;
}

std::optional<Bytes> Fields::maybe_blob() {
  const int column = next_++;
  if (row_.is_null(column)) return std::nullopt;
  return row_.blob(column);
}

std::optional<std::string> Fields::maybe_text() {
  if (!row_.is_null(next_)) return text();
  ++next_;
  return std::nullopt;
}

Result<std::string> Fields::open(const SealedRow& sealed, std::string_view column) {
  const int at = next_++;
  if (row_.is_null(at)) return std::string();
  return sealed.open(column, row_.blob(at));
}

}  // namespace jium::store
