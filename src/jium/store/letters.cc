#include "jium/store/cases.h"
#include "jium/store/fields.h"
#include "jium/store/letter_text.h"
#include "jium/store/requests.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

using removal::LetterId;
using removal::RequestId;

constexpr std::string_view kTable = "letter";
constexpr std::string_view kContent = "content_sealed";
constexpr std::string_view kColumns =
    "select id, data_key, content_sealed, request, state, attempt, settled_at, written_at from letter";

Result<StoredLetter> read_stored_letter(Transaction& tx, const Row& row) {
  Fields in(row);
  const auto id = in.id<LetterId>();
  JIUM_TRY(const DataKey key, tx.data_key(in.id<DataKeyId>()));
  JIUM_TRY(const std::string text, in.open({key, kTable, id.value()}, kContent));
  JIUM_TRY(removal::Letter letter, read_letter(text));
  return in.finish(StoredLetter{.id = id,
                                .request = in.id<RequestId>(),
                                .letter = std::move(letter),
                                .delivery = {.state = in.word<removal::LetterState>(),
                                             .attempt = in.number(),
                                             .settled_at = in.maybe_instant()},
                                .written_at = in.instant(),
                                .others = {}});
}

Result<StoredLetter> with_others(Transaction& tx, StoredLetter letter) {
  JIUM_CHECK(tx.database().query("select request from letter_item where letter = ? order by request",
                                 {letter.id}, [&](const Row& row) -> Result<void> {
                                   letter.others.push_back(row.id<RequestId>(0));
                                   return {};
                                 }));
  return letter;
}

Result<void> insert_others(Transaction& tx, const StoredLetter& letter) {
  for (const RequestId request : letter.others) {
    JIUM_CHECK(
        tx.database().run("insert into letter_item (letter, request) values (?, ?)", {letter.id, request}));
  }
  return {};
}

}  // namespace

Result<void> insert(Transaction& tx, const StoredLetter& letter) {
  JIUM_TRY(const removal::RemovalRequest request, load_request(tx, letter.request));
  JIUM_TRY(const DataKey key, case_key(tx, request.the_case));
  const SealedRow sealed{key, kTable, letter.id.value()};
  JIUM_CHECK(tx.database().run(
      "insert into letter (id, data_key, content_sealed, request, state, attempt, settled_at, written_at)"
      " values (?, ?, ?, ?, ?, ?, ?, ?)",
      {letter.id, key.id, sealed.seal(kContent, write_letter(letter.letter)), letter.request,
       to_text(letter.delivery.state), letter.delivery.attempt, letter.delivery.settled_at,
       letter.written_at}));
  return insert_others(tx, letter);
}

Result<void> rewrite(Transaction& tx, const StoredLetter& letter) {
  JIUM_TRY(const removal::RemovalRequest request, load_request(tx, letter.request));
  JIUM_TRY(const DataKey key, case_key(tx, request.the_case));
  const SealedRow sealed{key, kTable, letter.id.value()};
  JIUM_CHECK(tx.database().run("delete from letter_item where letter = ?", {letter.id}));
  JIUM_CHECK(change_one(tx, "update letter set request = ?, content_sealed = ? where id = ?",
                        {letter.request, sealed.seal(kContent, write_letter(letter.letter)), letter.id},
                        "no such letter"));
  return insert_others(tx, letter);
}

Result<StoredLetter> load_letter(Transaction& tx, LetterId id) {
  JIUM_TRY(auto letter, one(tx, kColumns, "where id = ?", {id}, "no such letter", read_stored_letter));
  return with_others(tx, std::move(letter));
}

Result<std::optional<StoredLetter>> letter_of(Transaction& tx, RequestId request) {
  JIUM_TRY(auto letter, first(tx, kColumns,
                              "where request = ? or id in (select letter_item.letter from letter_item where "
                              "letter_item.request = ?)",
                              {request, request}, read_stored_letter));
  if (!letter) return letter;
  JIUM_TRY(auto whole, with_others(tx, *std::move(letter)));
  return std::optional(std::move(whole));
}

Result<void> update_delivery(Transaction& tx, const StoredLetter& letter) {
  return change_one(
      tx, "update letter set state = ?, attempt = ?, settled_at = ? where id = ?",
      {to_text(letter.delivery.state), letter.delivery.attempt, letter.delivery.settled_at, letter.id},
      "no such letter");
}

}  // namespace jium::store
