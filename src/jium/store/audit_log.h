// The audit log as rows: entries, the hashes of their tree (audit/tiles.h) and nothing that is ever changed,
// but that what an entry says can be erased. docs/formats/audit_log.md.
//
// A writing transaction is alone, so that whoever appends reads where the tree ends and adds to it; the
// number of an entry is its primary key, so that two could never add the same one.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "jium/audit/record.h"
#include "jium/audit/tiles.h"
#include "jium/casework/case.h"
#include "jium/store/store.h"

namespace jium::store {

// What an act was about. The log keeps a keyed id of it, and its kind, which its noun tells: an id's letter
// would not, as there are more nouns than letters.
class LogSubject {
 public:
  LogSubject() = default;
  template <class Tag>
  LogSubject(Id<Tag> id) : LogSubject(id.text(), Tag::noun) {}
  // noun: as an id's tag or the place in a route, "{recipe}", says it. Nothing for a text that is not an id.
  [[nodiscard]] static LogSubject of_text(std::string_view noun, std::string_view text);

  [[nodiscard]] audit::SubjectKind kind() const { return kind_; }
  [[nodiscard]] const std::string& text() const { return text_; }  // empty for nothing

 private:
  LogSubject(std::string text, std::string_view noun);
  audit::SubjectKind kind_ = audit::SubjectKind::nothing;
  std::string text_;
};

struct LogLine {
  audit::Act act = audit::Act::log_started;
  std::string actor;  // as audit::Record has it: the text of an id, "jium" or "-"
  std::optional<registry::OrganisationId> organisation;  // whose entry it is; none: the house's own
  LogSubject subject;
  audit::Outcome outcome = audit::Outcome::done;
  Instant at{};
  std::string details = "-";  // a keyed id of what the act recorded, or "-"
};

// Its number. The first entry ever says that the log began.
Result<std::uint64_t> append_to_log(Transaction& tx, const LogLine& line);

[[nodiscard]] Result<std::uint64_t> log_size(Transaction& tx);

struct LogEntry {
  std::uint64_t seq = 0;
  audit::Hash leaf{};
  // Neither is there when the entry was erased.
  std::optional<audit::Nonce> nonce;
  std::optional<std::string> record;
  std::optional<registry::OrganisationId> organisation;
};
// Entries from `from` on, in order, until `visit` answers false or a fault.
[[nodiscard]] Result<void> each_log_entry(Transaction& tx, std::uint64_t from,
                                          const std::function<Result<bool>(const LogEntry&)>& visit);
// An organisation's own that stand before `before`, the newest first, at most `most`.
[[nodiscard]] Result<std::vector<LogEntry>> log_entries_of(Transaction& tx,
                                                           registry::OrganisationId organisation,
                                                           std::uint64_t before, std::uint64_t most);

// From `from` on and below `to`, in order, at most `most`: an organisation's own, and those that were erased,
// of which nobody can say any more whose they were.
[[nodiscard]] Result<std::vector<LogEntry>> log_entries_to_show(Transaction& tx,
                                                                registry::OrganisationId organisation,
                                                                std::uint64_t from, std::uint64_t to,
                                                                std::uint64_t most);

// The tree, for proofs. Not for longer than its transaction.
class LogTiles final : public audit::Tiles {
 public:
  explicit LogTiles(Transaction& tx) : tx_(tx) {}
  [[nodiscard]] Result<std::vector<audit::Hash>> tile(const audit::TileId& tile) const override;

 private:
  Transaction& tx_;
};

// The keyed id under which entries about this stand in the log.
[[nodiscard]] Result<std::string> log_id_of(Transaction& tx, const LogSubject& subject);

// A case and all that hangs on it and an act can be about: footage, what was decided and appealed about it,
// sightings, inspections, requests, whatever went out and came in about them, tasks, vigils, holds, alarms.
[[nodiscard]] Result<std::vector<LogSubject>> log_subjects_of(Transaction& tx, casework::CaseId the_case);
// The tables that these are rows of.
[[nodiscard]] std::vector<std::string_view> tables_of_log_subjects();

// Entries that still say something and were written before `before`, by their number, from `from` on.
struct OldLogEntry {
  std::uint64_t seq = 0;
  Instant at{};
  std::optional<std::string> subject;  // the keyed id
  std::optional<registry::OrganisationId> organisation;
};
[[nodiscard]] Result<std::vector<OldLogEntry>> old_log_entries(Transaction& tx, Instant before,
                                                               std::uint64_t from, std::uint64_t most);
// Takes away what this entry says, as forget_in_log does.
[[nodiscard]] Result<void> erase_log_entry(Transaction& tx, std::uint64_t seq);

// Erases what the entries about this subject say: record, nonce, subject and organisation. Their hashes stay,
// so that root and proofs are what they were; without the nonce nobody can find the record by trying records.
// How many there were. Whoever calls logs the erasure itself (audit::Act::erasure_done) afterwards.
Result<std::uint64_t> forget_in_log(Transaction& tx, const LogSubject& subject);
// The same for a case and all that hangs on it, before their rows go.
Result<std::uint64_t> forget_case_in_log(Transaction& tx, casework::CaseId the_case);

}  // namespace jium::store
