// The peer: sqlite3's library, which puts the very rows that jium has left behind into a copy of the database
// as it was before, and does nothing else: no rule, no seal, no log.
#pragma once

#include <string>

namespace jium::bench {

struct Copied {
  long rows = 0;
  double cpu = 0, wall = 0;  // seconds
};
// Rows of `after` that are new or other than in `before` are written into `before`, in `transactions`
// transactions of about the same size, with the durability that jium asks for.
[[nodiscard]] Copied copy_new_rows(const std::string& before, const std::string& after, int transactions);

// Bytes of the database once its log is in it; of its rows alone, without any index, in a file beside it.
struct Size {
  std::uint64_t whole = 0, rows_alone = 0;
};
[[nodiscard]] Size size_of(const std::string& database, const std::string& scratch);

}  // namespace jium::bench
