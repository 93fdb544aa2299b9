// What every noun file does with rows. A statement is given in two parts, the columns and the rest, so that
// the columns of a noun are written down once.
//
// `read` takes (Transaction&, const Row&) and answers Result<T>. Its Missing means that the key of the record
// has been destroyed: the record is forgotten, so that it stands in no list.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "jium/store/store.h"

namespace jium::store {

template <class Reader>
using ReadBy = typename std::invoke_result_t<Reader, Transaction&, const Row&>::value_type;

template <class Reader>
[[nodiscard]] Result<std::vector<ReadBy<Reader>>> all(Transaction& tx, std::string_view columns,
                                                      std::string_view rest,
                                                      std::initializer_list<Value> values, Reader read) {
  std::vector<ReadBy<Reader>> records;
  const std::string sql = std::string(columns) + ' ' + std::string(rest);
  JIUM_CHECK(tx.database().query(sql.c_str(), values, [&](const Row& row) -> Result<void> {
    auto record = read(tx, row);
    if (!record && record.fault().kind == FaultKind::missing) return {};
    if (!record) return Fault(std::move(record).fault());
    records.push_back(std::move(*record));
    return {};
  }));
  return records;
}

// The first row, if there is one.
template <class Reader>
[[nodiscard]] Result<std::optional<ReadBy<Reader>>> first(Transaction& tx, std::string_view columns,
                                                          std::string_view rest,
                                                          std::initializer_list<Value> values, Reader read) {
  JIUM_TRY(auto records, all(tx, columns, rest, values, read));
  if (records.empty()) return std::optional<ReadBy<Reader>>();
  return std::optional<ReadBy<Reader>>(std::move(records.front()));
}

// The one row; Missing in the words `missing` when there is none, and in those of the lost key when it is
// forgotten.
template <class Reader>
[[nodiscard]] Result<ReadBy<Reader>> one(Transaction& tx, std::string_view columns, std::string_view rest,
                                         std::initializer_list<Value> values, const char* missing,
                                         Reader read) {
  Result<ReadBy<Reader>> record = fault(FaultKind::missing, missing);
  const std::string sql = std::string(columns) + ' ' + std::string(rest);
  JIUM_CHECK(tx.database().query(sql.c_str(), values, [&](const Row& row) -> Result<void> {
    record = read(tx, row);
    return {};
  }));
  return record;
}

// A change of one row; Missing when there is no such row.
[[nodiscard]] Result<void> change_one(Transaction& tx, const char* sql, std::initializer_list<Value> values,
                                      const char* missing);

// An insert that ends in "returning id", for tables that number their rows.
[[nodiscard]] Result<std::int64_t> insert_for_id(Transaction& tx, const char* sql,
                                                 std::initializer_list<Value> values);

}  // namespace jium::store
