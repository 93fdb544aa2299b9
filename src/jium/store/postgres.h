// The driver for PostgreSQL 15, on libpq.
//
// Writing transactions are alone here too, whatever process they are in: each begins by waiting for one
// advisory lock and holds it until it has committed. It buys what nothing else does so plainly: the feed of
// changes (footage_change) and the audit log are numbered in the order in which they become visible, so that
// a reader that asks for "everything after 17" misses nothing. Without it eight writers at once let such a
// reader see 711 of 1200 rows (measured; sequences are not handed out in the order of commits). It costs one
// writer at a time: a centre asks for 300,000 removals a year, one in 100 seconds, and a change takes
// milliseconds.
//
// Writers read committed data under that lock, readers have one snapshot (REPEATABLE READ READ ONLY). A
// change is acknowledged only when the server's answer to COMMIT was "COMMIT" without a warning: with a
// synchronous standby a cancelled wait is a warning and a change that a failover may undo. A lost answer is
// Outside, "nobody knows".
//
// A connection string may name several hosts; the one that takes writes is used, and a lost connection is
// made anew by the next transaction. SQLSTATEs: https://www.postgresql.org/docs/15/errcodes-appendix.html
#pragma once

#include <memory>
#include <string>

#include "jium/store/database.h"

namespace jium::store {

// Malformed when `conninfo` is none, or holds a password: that belongs into a password file (PGPASSFILE),
// where no list of processes and no log shows it. Outside when no server answers that takes writes.
[[nodiscard]] Result<std::unique_ptr<Database>> open_postgres(const std::string& conninfo);

// Rows of `table`, every column in its order, by COPY: one statement, so that rows may name rows of the same
// table whatever their order. `rows` hands each to the function that it is given. `database` is a PostgreSQL
// one, in a transaction; the numbers that it gives out itself go on after the greatest that came.
using RowSink = std::function<Result<void>(const Row&)>;
[[nodiscard]] Result<void> copy_into(Database& database, const TableShape& table,
                                     const std::function<Result<void>(const RowSink&)>& rows);

// What the role of a connection may do that the program's own role must not: superuser, passing by row
// security, owning tables. In words for whoever set it up; empty is good.
[[nodiscard]] Result<std::string> too_powerful(Database& database);

}  // namespace jium::store
