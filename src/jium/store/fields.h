// Reads the columns of a row one after another, in the order in which the statement names them, so that a
// record is read in one expression (the members of a braced list are evaluated in their order).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "jium/base/enum_text.h"
#include "jium/store/database.h"
#include "jium/store/sealed_row.h"

namespace jium::store {

// What jium wrote and cannot read any more is its own broken promise, whatever the parser calls it.
template <class T>
[[nodiscard]] Result<T> stored(Result<T> parsed) {
  if (parsed) return parsed;
  return fault(FaultKind::internal,
               "the database holds something that this version of jium did not write: check it with a copy");
}

class Fields {
 public:
  explicit Fields(const Row& row) : row_(row) {}

  template <class SomeId>
  [[nodiscard]] SomeId id() {
    return row_.id<SomeId>(next_++);
  }
  template <class SomeId>
  [[nodiscard]] std::optional<SomeId> maybe_id() {
    return row_.maybe_id<SomeId>(next_++);
  }
  [[nodiscard]] std::int64_t integer() { return row_.integer(next_++); }
  [[nodiscard]] int number() { return static_cast<int>(integer()); }
  [[nodiscard]] std::optional<int> maybe_number();
  [[nodiscard]] std::optional<std::int64_t> maybe_integer();
  [[nodiscard]] std::optional<std::string> maybe_text();
  [[nodiscard]] std::optional<Bytes> maybe_blob();
  [[nodiscard]] bool flag() { return integer() != 0; }
  [[nodiscard]] std::string text() { return row_.text(next_++); }
  [[nodiscard]] Instant instant() { return row_.instant(next_++); }
  [[nodiscard]] std::optional<Instant> maybe_instant() { return row_.maybe_instant(next_++); }

  // An enumerator by its word. An unknown word is told by finish().
  template <DescribedEnum E>
  [[nodiscard]] E word() {
    const Result<E> parsed = stored(parse_enum<E>("word", text()));
    if (parsed) return *parsed;
    if (!fault_) fault_ = parsed.fault();
    return E{};
  }
  template <DescribedEnum E>
  [[nodiscard]] std::optional<E> maybe_word() {
    if (!row_.is_null(next_)) return word<E>();
    ++next_;
    return std::nullopt;
  }

  // A sealed column; empty when it is NULL.
  [[nodiscard]] Result<std::string> open(const SealedRow& sealed, std::string_view column);

  // The record, unless one of its words was not understood.
  template <class Record>
  [[nodiscard]] Result<Record> finish(Record record) {
    if (fault_) return *std::move(fault_);
    return record;
  }

 private:
  const Row& row_;
  int next_ = 0;
  std::optional<Fault> fault_;
};

// For a column that may be NULL.
template <DescribedEnum E>
[[nodiscard]] std::optional<std::string_view> maybe_text(const std::optional<E>& value) {
  if (!value) return std::nullopt;
  return to_text(*value);
}

}  // namespace jium::store
