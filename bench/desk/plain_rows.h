// The peer: sqlite3's library, which puts the very rows that jium has left behind into a copy of the database
// as it was before, and does nothing else: no rule, no seal, no log.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace jium::bench {

// Of the library that runs.
[[nodiscard]] std::string sqlite_version();

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

// The other peer of what is kept: the same facts as a plain program keeps them, in rows of clear text with
// one key each; no seal, no log, no index, no history, no evidence but the status.
class PlainTracker {
 public:
  explicit PlainTracker(const std::string& path);
  ~PlainTracker();
  PlainTracker(const PlainTracker&) = delete;
  PlainTracker& operator=(const PlainTracker&) = delete;

  void sight(const std::string& address);
  void ask(const std::string& address, const std::string& subject, const std::string& body);
  void note_sent();  // all that were asked
  void check(const std::string& address, int status, const std::string& outcome);
  [[nodiscard]] std::uint64_t bytes();

 private:
  struct Tables;
  std::unique_ptr<Tables> tables_;
};

}  // namespace jium::bench
