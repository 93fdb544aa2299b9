// PostgreSQL's row security: which rows the program's own role sees and may write. It is the second lock
// behind the desk's checks (../shared/security.md, threat 14): a query that forgot its "where organisation =
// ?" finds nothing of anybody else's, instead of everything.
//
// The rule is the same everywhere and generated from the tables themselves, in this one place:
//   - a table with a column `organisation` shows and takes the rows of the organisation for whom the
//   transaction
//     acts (database.h, Acting; the dispatcher says it for every route whose relation in desk/authz.tsv is
//     `own` or `assigned`), and every row to the house itself;
//   - a table that hangs on another one goes by that one; row_security.tsv names both;
//   - a table that is nobody's (work to do, the log) stands in row_security.tsv with a reason;
//   - sharing is no way past it: what is shared is shown in the house's name, after registry/sharing.h was
//   asked, and whoever looks has no more rows of their own for it;
//   - a table that is none of these stops the migration: nothing is open because it was forgotten.
// Row security is FORCEd, so that the owner's role is held by it too, and policies read the setting
// `jium.organisation`, which lives as long as one transaction: nobody said means no rows.
//
// The program's role owns nothing and passes by nothing: it is granted select, insert, update and delete, and
// on tables that only grow select and insert. It may choose whom to act for, so that this holds back mistakes
// of the program and not a program that was taken over; what is sealed is held back from that one too
// (vault.h). Sources: PostgreSQL 15 manual, 5.8 Row Security Policies; CREATE POLICY.
#pragma once

#include <string>
#include <vector>

#include "jium/store/database.h"

namespace jium::store {

// How a table of the schema is held.
struct HeldTable {
  std::string name;
  std::string condition;  // of its policy; empty = nobody's, without one
  bool only_grows = false;
  std::string
      changeable;  // the columns of such a table that may be changed all the same, with commas between
  // Where more may be read than written: what is asked of whoever reads; the condition is then of whoever
  // writes.
  std::string reads = {};
};

// row_security.tsv, as it is carried in the binary.
[[nodiscard]] std::string_view row_security_rules();

// Internal, naming the table, when one has no organisation and row_security.tsv does not know it, or when
// that file names a table that is not there.
[[nodiscard]] Result<std::vector<HeldTable>> held_tables(const std::vector<TableShape>& tables,
                                                         std::string_view rules = row_security_rules());

// As the owner of the tables, in a transaction: policies and grants anew for every table, whatever stood
// there. `role` is the program's own. Missing when there is no such role.
[[nodiscard]] Result<void> secure_rows(Database& database, const std::string& role,
                                       std::string_view rules = row_security_rules());

}  // namespace jium::store
