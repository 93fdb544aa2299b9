#include "jium/store/rows.h"

namespace jium::store {

Result<void> change_one(Transaction& tx, const char* sql, std::initializer_list<Value> values,
                        const char* missing) {
  JIUM_CHECK(tx.database().run(sql, values));
  if (tx.database().changed_rows() == 0) return fault(FaultKind::missing, missing);
  return {};
}

Result<std::int64_t> insert_for_id(Transaction& tx, const char* sql, std::initializer_list<Value> values) {
  std::int64_t id = 0;
  JIUM_CHECK(tx.database().query(sql, values, [&](const Row& row) -> Result<void> {
    id = row.integer(0);
    return {};
  }));
  return id;
}

}  // namespace jium::store
