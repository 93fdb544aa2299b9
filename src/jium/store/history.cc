#include "jium/store/history.h"

#include "jium/store/cases.h"
#include "jium/store/fields.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

using casework::CaseId;
using casework::HistoryEntry;

constexpr std::string_view kTable = "history";
constexpr std::string_view kNote = "note_sealed";
constexpr std::string_view kColumns =
    "select id, data_key, note_sealed, the_case, at, actor, event, subject from history";

Result<HistoryEntry> read_entry(Transaction& tx, const Row& row) {
  Fields in(row);
  const auto number = static_cast<std::uint64_t>(in.integer());
  JIUM_TRY(const DataKey key, tx.data_key(in.id<DataKeyId>()));
  JIUM_TRY(std::string note, in.open({key, kTable, number}, kNote));
  return in.finish(HistoryEntry{.the_case = in.id<CaseId>(),
                                .at = in.instant(),
                                .actor = in.text(),
                                .event = in.word<casework::Event>(),
                                .subject = in.text(),
                                .note = Secret(std::move(note))});
}

}  // namespace

Result<void> insert(Transaction& tx, const HistoryEntry& entry) {
  JIUM_TRY(const DataKey key, case_key(tx, entry.the_case));
  // As with checks: the note is bound to the number of its row, which is known only when the row is there.
  JIUM_TRY(
      const std::int64_t number,
      insert_for_id(tx,
                    "insert into history (the_case, at, actor, event, subject, data_key) values (?, ?, ?, ?, "
                    "?, ?) returning id",
                    {entry.the_case, entry.at, entry.actor, to_text(entry.event), entry.subject, key.id}));
  if (entry.note.reveal().empty()) return {};
  const SealedRow sealed{key, kTable, static_cast<std::uint64_t>(number)};
  return tx.database().run("update history set note_sealed = ? where id = ?",
                           {sealed.seal(kNote, entry.note.reveal()), number});
}

Result<std::vector<HistoryEntry>> history_of(Transaction& tx, CaseId the_case) {
  return all(tx, kColumns, "where the_case = ? order by id", {the_case}, read_entry);
}

}  // namespace jium::store
