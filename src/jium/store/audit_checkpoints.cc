#include "jium/store/audit_checkpoints.h"

#include <algorithm>

#include "jium/store/rows.h"

namespace jium::store {
namespace {

constexpr std::string_view kCheckpoint = "select size, note, made_at from audit_checkpoint";

std::int64_t number(std::uint64_t size) {
  return static_cast<std::int64_t>(size);
}

Result<LogCheckpoint> read_checkpoint(Transaction&, const Row& row) {
  return LogCheckpoint{static_cast<std::uint64_t>(row.integer(0)), row.text(1), row.instant(2)};
}

Result<LogCosignature> read_cosignature(Transaction&, const Row& row) {
  return LogCosignature{static_cast<std::uint64_t>(row.integer(0)), row.id<registry::OrganisationId>(1),
                        row.text(2), row.text(3), row.instant(4)};
}

}  // namespace

Result<void> insert(Transaction& tx, const LogCheckpoint& checkpoint) {
  return tx.database().run("insert into audit_checkpoint (size, note, made_at) values (?, ?, ?)",
                           {number(checkpoint.size), checkpoint.note, checkpoint.made_at});
}

Result<std::optional<LogCheckpoint>> last_checkpoint(Transaction& tx) {
  return first(tx, kCheckpoint, "order by size desc limit 1", {}, read_checkpoint);
}

Result<LogCheckpoint> load_checkpoint(Transaction& tx, std::uint64_t size) {
  return one(tx, kCheckpoint, "where size = ?", {number(size)}, "the log has no checkpoint of this size",
             read_checkpoint);
}

Result<std::vector<LogCheckpoint>> all_checkpoints(Transaction& tx) {
  return all(tx, kCheckpoint, "order by size", {}, read_checkpoint);
}

Result<std::vector<LogCheckpoint>> cosigned_checkpoints(Transaction& tx, std::uint64_t most) {
  JIUM_TRY(auto newest,
           all(tx, kCheckpoint,
               "where exists (select 1 from audit_cosignature c where c.size = audit_checkpoint.size)"
               " order by size desc limit ?",
               {number(most)}, read_checkpoint));
  std::ranges::reverse(newest);
  return newest;
}

Result<void> insert(Transaction& tx, const LogSuccession& succession) {
  return tx.database().run("insert into audit_succession (size, note, made_at) values (?, ?, ?)",
                           {number(succession.size), succession.note, succession.made_at});
}

Result<std::vector<LogSuccession>> all_successions(Transaction& tx) {
  return all(tx, "select size, note, made_at from audit_succession", "order by size", {},
             [](Transaction&, const Row& row) -> Result<LogSuccession> {
               return LogSuccession{static_cast<std::uint64_t>(row.integer(0)), row.text(1), row.instant(2)};
             });
}

Result<void> insert(Transaction& tx, const LogCosignature& cosignature) {
  JIUM_TRY(const auto others, cosignatures_of(tx, cosignature.size));
  if (std::ranges::find(others, cosignature.organisation, &LogCosignature::organisation) != others.end())
    return fault(FaultKind::conflict, "your organisation has cosigned this checkpoint already");
  return tx.database().run(
      "insert into audit_cosignature (size, organisation, witness, line, made_at) values (?, ?, ?, ?, ?)",
      {number(cosignature.size), cosignature.organisation, cosignature.witness, cosignature.line,
       cosignature.made_at});
}

Result<std::vector<LogCosignature>> cosignatures_of(Transaction& tx, std::uint64_t size) {
  return all(tx, "select size, organisation, witness, line, made_at from audit_cosignature",
             "where size = ? order by made_at, organisation", {number(size)}, read_cosignature);
}

}  // namespace jium::store
