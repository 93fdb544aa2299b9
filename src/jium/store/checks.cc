#include "jium/store/cases.h"
#include "jium/store/evidence_text.h"
#include "jium/store/fields.h"
#include "jium/store/requests.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

using removal::Check;

constexpr std::string_view kTable = "place_check";
constexpr std::string_view kEvidence = "evidence_sealed";
constexpr std::string_view kColumns =
    "select id, data_key, evidence_sealed, at, outcome, distance from place_check";

Result<Check> read_check(Transaction& tx, const Row& row) {
  Fields in(row);
  const auto number = static_cast<std::uint64_t>(in.integer());
  JIUM_TRY(const DataKey key, tx.data_key(in.id<DataKeyId>()));
  JIUM_TRY(const std::string evidence_text, in.open({key, kTable, number}, kEvidence));
  JIUM_TRY(auto evidence, read_evidence(evidence_text));
  return in.finish(Check{.at = in.instant(),
                         .outcome = in.word<removal::CheckOutcome>(),
                         .distance = in.maybe_number(),
                         .evidence = std::move(evidence)});
}

}  // namespace

Result<void> insert_check(Transaction& tx, const removal::RemovalRequest& request, const Check& check) {
  JIUM_TRY(const DataKey key, case_key(tx, request.the_case));
  // The row's number is known only when the row is there, and the evidence is bound to it: bound to the
  // request alone, the evidence of two of its checks could be exchanged. Both statements are in one
  // transaction.
  JIUM_TRY(const std::int64_t number,
           insert_for_id(tx,
                         "insert into place_check (request, at, outcome, distance, data_key) values (?, ?, "
                         "?, ?, ?) returning id",
                         {request.id, check.at, to_text(check.outcome), check.distance, key.id}));
  if (!check.evidence) return {};
  const SealedRow sealed{key, kTable, static_cast<std::uint64_t>(number)};
  return tx.database().run("update place_check set evidence_sealed = ? where id = ?",
                           {sealed.seal(kEvidence, write_evidence(check.evidence)), number});
}

Result<std::vector<Check>> checks_of(Transaction& tx, removal::RequestId request) {
  return all(tx, kColumns, "where request = ? order by at, id", {request}, read_check);
}

}  // namespace jium::store
