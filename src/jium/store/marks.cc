#include "jium/store/marks.h"

namespace jium::store {

Result<void> note(Transaction& tx, Mark mark, Instant at) {
  return tx.database().run(
      "insert into operation_mark (name, at) values (?, ?) on conflict (name) do update set at = excluded.at",
      {to_text(mark), at});
}

Result<std::optional<Instant>> last(Transaction& tx, Mark mark) {
  std::optional<Instant> found;
  JIUM_CHECK(tx.database().query("select at from operation_mark where name = ?", {to_text(mark)},
                                 [&](const Row& row) -> Result<void> {
                                   found = row.instant(0);
                                   return {};
                                 }));
  return found;
}

}  // namespace jium::store
