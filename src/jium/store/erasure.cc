#include "jium/store/erasure.h"

#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/join.hpp>
#include <boost/algorithm/string/split.hpp>

#include "jium/store/rows.h"
#include "jium/store/signed_columns.h"

namespace jium::store {
namespace {

using casework::CaseId;
using casework::Erasure;
using casework::ErasureId;
using registry::OrganisationId;

constexpr std::string_view kTable = "erasure";
constexpr std::string_view kGround = "ground_sealed";
constexpr std::string_view kTold = "told_sealed";
constexpr std::string_view kColumns =
    "select id, data_key, ground_sealed, told_sealed, organisation, the_case, reason, state, hindered_by,"
    " asked_by, asked_at, choice, proposed_by, proposed_at, decided_by, decided_at, done_at, swept_at from "
    "erasure";

std::vector<std::string> read_words(const std::string& text) {
  std::vector<std::string> words;
  if (!text.empty()) boost::split(words, text, boost::is_any_of(","));
  return words;
}

Result<Erasure> read_erasure(Transaction& tx, const Row& row) {
  Fields in(row);
  Erasure erasure;
  erasure.id = in.id<ErasureId>();
  JIUM_TRY(const DataKey key, tx.data_key(in.id<DataKeyId>()));
  const SealedRow sealed{key, kTable, erasure.id.value()};
  JIUM_TRY(std::string ground, in.open(sealed, kGround));
  JIUM_TRY(std::string told, in.open(sealed, kTold));
  erasure.ground = Secret(std::move(ground));
  erasure.told = Secret(std::move(told));
  erasure.organisation = in.id<OrganisationId>();
  erasure.the_case = in.id<CaseId>();
  erasure.reason = in.word<casework::ErasureReason>();
  erasure.state = in.word<casework::ErasureState>();
  erasure.hindered_by = read_words(in.text());
  JIUM_TRY(auto asked, read_signature(in));
  if (asked) erasure.asked = *std::move(asked);
  erasure.choice = in.maybe_word<casework::Choice>();
  JIUM_TRY(erasure.proposed, read_signature(in));
  JIUM_TRY(erasure.decided, read_signature(in));
  erasure.done_at = in.maybe_instant();
  erasure.swept_at = in.maybe_instant();
  return in.finish(std::move(erasure));
}

}  // namespace

Result<void> insert(Transaction& tx, const Erasure& erasure) {
  JIUM_TRY(const DataKey key, tx.organisation_key(erasure.organisation));
  const SealedRow sealed{key, kTable, erasure.id.value()};
  return tx.database().run(
      "insert into erasure (id, data_key, ground_sealed, told_sealed, organisation, the_case, reason, state,"
      " hindered_by, asked_by, asked_at, choice, proposed_by, proposed_at, decided_by, decided_at, done_at, "
      "swept_at)"
      " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {erasure.id, key.id, sealed.seal_unless_empty(kGround, erasure.ground.reveal()),
       sealed.seal_unless_empty(kTold, erasure.told.reveal()), erasure.organisation, erasure.the_case,
       to_text(erasure.reason), to_text(erasure.state), boost::join(erasure.hindered_by, ","),
       to_text(erasure.asked.by), erasure.asked.at, maybe_text(erasure.choice), by_of(erasure.proposed),
       at_of(erasure.proposed), by_of(erasure.decided), at_of(erasure.decided), erasure.done_at,
       erasure.swept_at});
}

Result<void> update(Transaction& tx, const Erasure& erasure) {
  JIUM_TRY(const DataKey key, tx.organisation_key(erasure.organisation));
  const SealedRow sealed{key, kTable, erasure.id.value()};
  return change_one(
      tx,
      "update erasure set ground_sealed = ?, told_sealed = ?, state = ?, hindered_by = ?, choice = ?, "
      "proposed_by = ?,"
      " proposed_at = ?, decided_by = ?, decided_at = ?, done_at = ?, swept_at = ? where id = ? and "
      "organisation = ?",
      {sealed.seal_unless_empty(kGround, erasure.ground.reveal()),
       sealed.seal_unless_empty(kTold, erasure.told.reveal()), to_text(erasure.state),
       boost::join(erasure.hindered_by, ","), maybe_text(erasure.choice), by_of(erasure.proposed),
       at_of(erasure.proposed), by_of(erasure.decided), at_of(erasure.decided), erasure.done_at,
       erasure.swept_at, erasure.id, erasure.organisation},
      "no such erasure");
}

Result<std::vector<Erasure>> erasures_of(Transaction& tx, OrganisationId organisation) {
  return all(tx, kColumns, "where organisation = ? order by asked_at desc, id desc", {organisation},
             read_erasure);
}

Result<std::optional<Erasure>> waiting_erasure(Transaction& tx, CaseId the_case) {
  return first(tx, kColumns, "where the_case = ? and state = 'waiting' order by asked_at, id limit 1",
               {the_case}, read_erasure);
}

Result<void> note_swept(Transaction& tx, Instant at) {
  return tx.database().run("update erasure set swept_at = ? where done_at <= ? and swept_at is null",
                           {at, at});
}

}  // namespace jium::store
