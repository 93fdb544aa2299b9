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
    "select id, data_key, evidence_sealed, at, outcome, distance, reason, vantage, media, compared from "
    "place_check";
constexpr std::string_view kRecord = "record_sealed";
constexpr std::string_view kKeptColumns = "select id, data_key, record_sealed, log_entry from place_check";

// Of checks from before reasons were kept.
removal::CheckReason earlier_reason(removal::CheckOutcome outcome) {
  switch (outcome) {
    case removal::CheckOutcome::still_there:
      return removal::CheckReason::matched;
    case removal::CheckOutcome::gone:
      return removal::CheckReason::other_content;
    case removal::CheckOutcome::inconclusive:
      break;
  }
  return removal::CheckReason::no_answer;
}

Result<Check> read_check(Transaction& tx, const Row& row) {
  Fields in(row);
  const auto number = static_cast<std::uint64_t>(in.integer());
  JIUM_TRY(const DataKey key, tx.data_key(in.id<DataKeyId>()));
  JIUM_TRY(const std::string evidence_text, in.open({key, kTable, number}, kEvidence));
  JIUM_TRY(auto evidence, read_evidence(evidence_text));
  Check check;
  check.evidence = std::move(evidence);
  check.at = in.instant();
  check.outcome = in.word<removal::CheckOutcome>();
  check.distance = in.maybe_number();
  check.reason = in.maybe_word<removal::CheckReason>().value_or(earlier_reason(check.outcome));
  check.vantage = in.maybe_text().value_or(removal::kPlainVantage);
  const auto media = in.maybe_number(), compared = in.maybe_number();
  if (media && compared) check.page = removal::PageCount{*media, *compared};
  return in.finish(std::move(check));
}

Result<KeptRecord> read_kept(Transaction& tx, const Row& row) {
  Fields in(row);
  const auto number = static_cast<std::uint64_t>(in.integer());
  JIUM_TRY(const DataKey key, tx.data_key(in.id<DataKeyId>()));
  KeptRecord kept;
  JIUM_TRY(kept.text, in.open({key, kTable, number}, kRecord));
  kept.log_entry = in.maybe_integer();
  return in.finish(std::move(kept));
}

}  // namespace

Result<std::int64_t> insert_check(Transaction& tx, const removal::RemovalRequest& request, const Check& check,
                                  const std::string& record) {
  JIUM_TRY(const DataKey key, case_key(tx, request.the_case));
  // The row's number is known only when the row is there, and the evidence is bound to it: bound to the
  // request alone, the evidence of two of its checks could be exchanged. Both statements are in one
  // transaction.
  const auto media = check.page ? std::optional(check.page->media) : std::nullopt;
  const auto compared = check.page ? std::optional(check.page->compared) : std::nullopt;
  JIUM_TRY(const std::int64_t number,
           insert_for_id(
               tx,
               "insert into place_check (request, at, outcome, distance, data_key, reason, vantage, media, "
               "compared) values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning id",
               {request.id, check.at, to_text(check.outcome), check.distance, key.id, to_text(check.reason),
                check.vantage, media, compared}));
  const SealedRow sealed{key, kTable, static_cast<std::uint64_t>(number)};
  JIUM_CHECK(tx.database().run("update place_check set evidence_sealed = ?, record_sealed = ? where id = ?",
                               {sealed.seal_unless_empty(kEvidence, write_evidence(check.evidence)),
                                sealed.seal_unless_empty(kRecord, record), number}));
  return number;
}

Result<void> note_logged(Transaction& tx, std::int64_t check, std::uint64_t entry) {
  return tx.database().run("update place_check set log_entry = ? where id = ?",
                           {static_cast<std::int64_t>(entry), check});
}

Result<std::vector<Check>> checks_of(Transaction& tx, removal::RequestId request) {
  return all(tx, kColumns, "where request = ? order by at, id", {request}, read_check);
}

Result<std::vector<KeptRecord>> check_records_of(Transaction& tx, removal::RequestId request) {
  return all(tx, kKeptColumns, "where request = ? order by at, id", {request}, read_kept);
}

}  // namespace jium::store
