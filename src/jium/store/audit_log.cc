#include "jium/store/audit_log.h"

#include <algorithm>
#include <array>

#include "jium/audit/append.h"
#include "jium/casework/hold.h"
#include "jium/casework/intake_report.h"
#include "jium/casework/vigil.h"
#include "jium/linkage/trace.h"
#include "jium/registry/appeal.h"
#include "jium/registry/decision.h"
#include "jium/removal/block_request.h"
#include "jium/removal/letter_delivery.h"
#include "jium/removal/platform_request.h"
#include "jium/removal/removal_request.h"
#include "jium/removal/reply.h"
#include "jium/removal/task.h"
#include "jium/store/alarms.h"
#include "jium/store/audit_keys.h"
#include "jium/store/fields.h"
#include "jium/store/inspections.h"
#include "jium/store/outgoing_posts.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

using audit::SubjectKind;

struct KindOfNoun {
  std::string_view noun;  // of an id's tag; where a route says it more shortly, that too
  SubjectKind kind;
};
constexpr auto kKinds = std::to_array<KindOfNoun>({
    {"alarm", SubjectKind::alarm},
    {"appeal", SubjectKind::appeal},
    {"batch", SubjectKind::batch},
    {"block request", SubjectKind::block_request},
    {"block", SubjectKind::block_request},
    {"case", SubjectKind::the_case},
    {"court paper", SubjectKind::court_paper},
    {"paper", SubjectKind::court_paper},
    {"decision", SubjectKind::decision},
    {"erasure", SubjectKind::erasure},
    {"feed", SubjectKind::feed},
    {"footage", SubjectKind::footage},
    {"form recipe", SubjectKind::form_recipe},
    {"group", SubjectKind::group},
    {"inspection", SubjectKind::inspection},
    {"intake report", SubjectKind::report},
    {"key", SubjectKind::access_key},
    {"legal hold", SubjectKind::hold},
    {"letter", SubjectKind::letter},
    {"operator", SubjectKind::site_operator},
    {"organisation", SubjectKind::organisation},
    {"outcome", SubjectKind::outcome},
    {"passkey", SubjectKind::passkey},
    {"person", SubjectKind::person},
    {"platform link", SubjectKind::platform_link},
    {"post", SubjectKind::post},
    {"question", SubjectKind::question},
    {"link", SubjectKind::platform_link},
    {"list", SubjectKind::inspection},
    {"recipe", SubjectKind::form_recipe},
    {"related", SubjectKind::case_link},
    {"removal request", SubjectKind::removal_request},
    {"reply", SubjectKind::reply},
    {"report", SubjectKind::report},
    {"request", SubjectKind::removal_request},
    {"series", SubjectKind::series_group},
    {"session", SubjectKind::session},
    {"sighting", SubjectKind::sighting},
    {"site", SubjectKind::site},
    {"task", SubjectKind::task},
    {"trace", SubjectKind::trace},
    {"vigil", SubjectKind::vigil},
    {"webhook", SubjectKind::webhook},
});

Result<audit::Hash> hash_at(const Row& row, int column) {
  return stored(audit::hash_of_bytes(row.blob(column)));
}

Bytes bytes_of_hash(const audit::Hash& hash) {
  return {hash.begin(), hash.end()};
}

Result<audit::Appended> next_entry(Transaction& tx, const LogLine& line) {
  audit::Record record;
  record.at = line.at;
  record.actor = line.actor;
  if (line.organisation) record.organisation = line.organisation->text();
  record.act = line.act;
  record.subject_kind = line.subject.kind();
  if (!line.subject.text().empty()) {
    JIUM_TRY(record.subject, log_id_of(tx, line.subject));
  }
  record.outcome = line.outcome;
  record.details = line.details;
  JIUM_TRY(const std::uint64_t size, log_size(tx));
  const LogTiles tiles(tx);
  JIUM_TRY(const audit::Frontier tree, audit::TreeReader(tiles, size).frontier());
  return audit::append_to(tree, std::move(record));
}

Result<std::uint64_t> append(Transaction& tx, const LogLine& line) {
  JIUM_TRY(const audit::Appended added, next_entry(tx, line));
  JIUM_TRY(const audit::Record record, audit::read_record(added.record));
  const auto subject = record.subject == "-" ? std::nullopt : std::optional(record.subject);
  JIUM_CHECK(
      tx.database().run("insert into audit_entry (seq, leaf, nonce, record, organisation, subject, at)"
                        " values (?, ?, ?, ?, ?, ?, ?)",
                        {static_cast<std::int64_t>(added.seq), bytes_of_hash(added.leaf),
                         bytes_of_hash(added.nonce), added.record, line.organisation, subject, line.at}));
  for (const audit::TileCell& cell : added.cells) {
    if (cell.level == 0) continue;  // the leaf itself
    JIUM_CHECK(tx.database().run("insert into audit_hash (level, position, hash) values (?, ?, ?)",
                                 {static_cast<std::int64_t>(cell.level),
                                  static_cast<std::int64_t>(cell.position), bytes_of_hash(cell.hash)}));
  }
  return added.seq;
}

Result<LogEntry> read_entry(Transaction&, const Row& row) {
  LogEntry entry;
  entry.seq = static_cast<std::uint64_t>(row.integer(0));
  JIUM_TRY(entry.leaf, hash_at(row, 1));
  if (!row.is_null(2)) {
    JIUM_TRY(entry.nonce, hash_at(row, 2));
  }
  if (!row.is_null(3)) entry.record = row.text(3);
  entry.organisation = row.maybe_id<registry::OrganisationId>(4);
  return entry;
}

constexpr std::string_view kColumns = "select seq, leaf, nonce, record, organisation from audit_entry";

Result<void> take_away(Transaction& tx, std::int64_t seq) {
  return tx.database().run(
      "update audit_entry set nonce = null, record = null, organisation = null, subject = null where seq = ?",
      {seq});
}

template <class SomeId>
LogSubject subject_at(const Row& row) {
  return row.id<SomeId>(0);
}

// What of a case an act can be about, but for the case itself.
struct OfCase {
  std::string_view table;
  const char* ids;  // takes the case's number, once
  LogSubject (*read)(const Row& row);
};
constexpr auto kOfCase = std::to_array<OfCase>({
    {"intake_report", "select id from intake_report where the_case = ?", subject_at<casework::IntakeId>},
    {"footage", "select id from footage where the_case = ?", subject_at<registry::FootageId>},
    {"sighting", "select s.id from sighting s join footage f on s.footage = f.id where f.the_case = ?",
     subject_at<registry::SightingId>},
    {"inspection",
     "select i.id from inspection i join sighting s on i.sighting = s.id"
     " join footage f on s.footage = f.id where f.the_case = ?",
     subject_at<InspectionId>},
    {"removal_request", "select id from removal_request where the_case = ?", subject_at<removal::RequestId>},
    {"letter", "select l.id from letter l join removal_request r on l.request = r.id where r.the_case = ?",
     subject_at<removal::LetterId>},
    {"outgoing_post",
     "select p.id from outgoing_post p join removal_request r on p.request = r.id where r.the_case = ?",
     subject_at<PostId>},
    {"task", "select id from task where the_case = ?", subject_at<removal::TaskId>},
    {"reply", "select id from reply where the_case = ?", subject_at<removal::ReplyId>},
    {"platform_question",
     "select q.id from platform_question q join removal_request r on q.request = r.id where r.the_case = ?",
     subject_at<removal::QuestionId>},
    {"vigil", "select id from vigil where the_case = ?", subject_at<casework::VigilId>},
    {"legal_hold", "select id from legal_hold where the_case = ?", subject_at<casework::HoldId>},
    {"decision", "select d.id from decision d join footage f on d.footage = f.id where f.the_case = ?",
     subject_at<registry::DecisionId>},
    {"appeal", "select a.id from appeal a join footage f on a.footage = f.id where f.the_case = ?",
     subject_at<registry::AppealId>},
    {"block_request", "select id from block_request where the_case = ?", subject_at<removal::BlockRequestId>},
    {"alarm", "select id from alarm where the_case = ?", subject_at<AlarmId>},
    {"trace", "select id from trace where the_case = ?", subject_at<linkage::TraceId>},
});

}  // namespace

std::vector<std::string_view> tables_of_log_subjects() {
  std::vector<std::string_view> tables{"case_file"};
  for (const OfCase& one : kOfCase) tables.push_back(one.table);
  return tables;
}

LogSubject::LogSubject(std::string text, std::string_view noun) : text_(std::move(text)) {
  const auto row = std::ranges::find(kKinds, noun, &KindOfNoun::noun);
  if (row != kKinds.end()) kind_ = row->kind;
}

LogSubject LogSubject::of_text(std::string_view noun, std::string_view text) {
  if (text.empty()) return {};
  const char first = text.front();
  const char letter = first >= 'a' && first <= 'z' ? static_cast<char>(first - 'a' + 'A') : first;
  const auto value = id_text::read(letter, "", text);
  return value ? LogSubject(id_text::write(letter, *value), noun) : LogSubject();
}

// The log is one for all organisations: its tree is read and added to in the house's name, whoever acts.
Result<std::uint64_t> append_to_log(Transaction& tx, const LogLine& line) {
  return tx.for_the_house([&]() -> Result<std::uint64_t> {
    JIUM_TRY(const bool begins, make_log_keys(tx, line.at));
    if (begins) {
      LogLine first;
      first.actor = "jium";
      first.at = line.at;
      JIUM_CHECK(append(tx, first));
    }
    return append(tx, line);
  });
}

Result<std::uint64_t> log_size(Transaction& tx) {
  std::uint64_t size = 0;
  JIUM_CHECK(tx.for_the_house([&] {
    return tx.database().query("select max(seq) from audit_entry", {}, [&](const Row& row) -> Result<void> {
      if (!row.is_null(0)) size = static_cast<std::uint64_t>(row.integer(0)) + 1;
      return {};
    });
  }));
  return size;
}

Result<void> each_log_entry(Transaction& tx, std::uint64_t from,
                            const std::function<Result<bool>(const LogEntry&)>& visit) {
  // In parts, so that a database that hands over a whole result at once need not hold a whole log.
  constexpr std::int64_t kPart = 1000;
  for (auto next = static_cast<std::int64_t>(from);;) {
    JIUM_TRY(const auto part, tx.for_the_house([&] {
      return all(tx, kColumns, "where seq >= ? order by seq limit ?", {next, kPart}, read_entry);
    }));
    for (const LogEntry& entry : part) {
      JIUM_TRY(const bool more, visit(entry));
      if (!more) return {};
    }
    if (static_cast<std::int64_t>(part.size()) < kPart) return {};
    next = static_cast<std::int64_t>(part.back().seq) + 1;
  }
}

Result<std::vector<LogEntry>> log_entries_of(Transaction& tx, registry::OrganisationId organisation,
                                             std::uint64_t before, std::uint64_t most) {
  return all(tx, kColumns, "where organisation = ? and seq < ? order by seq desc limit ?",
             {organisation, static_cast<std::int64_t>(std::min(before, audit::kLargestTree)),
              static_cast<std::int64_t>(most)},
             read_entry);
}

Result<std::vector<LogEntry>> log_entries_to_show(Transaction& tx, registry::OrganisationId organisation,
                                                  std::uint64_t from, std::uint64_t to, std::uint64_t most) {
  // What is erased belongs to nobody any more.
  return tx.for_the_house([&] {
    return all(
        tx, kColumns,
        "where (organisation = ? or nonce is null) and seq >= ? and seq < ? order by seq limit ?",
        {organisation, static_cast<std::int64_t>(std::min(from, audit::kLargestTree)),
         static_cast<std::int64_t>(std::min(to, audit::kLargestTree)), static_cast<std::int64_t>(most)},
        read_entry);
  });
}

Result<std::vector<audit::Hash>> LogTiles::tile(const audit::TileId& tile) const {
  const auto level = static_cast<std::int64_t>(tile.level);
  const auto from = static_cast<std::int64_t>(tile.index * audit::kTileWidth);
  const std::int64_t to = from + static_cast<std::int64_t>(tile.width);
  const auto read = [](Transaction&, const Row& row) { return hash_at(row, 0); };
  if (tile.level == 0) {
    return tx_.for_the_house([&] {
      return all(tx_, "select leaf from audit_entry", "where seq >= ? and seq < ? order by seq", {from, to},
                 read);
    });
  }
  return all(tx_, "select hash from audit_hash",
             "where level = ? and position >= ? and position < ? order by position", {level, from, to}, read);
}

Result<std::string> log_id_of(Transaction& tx, const LogSubject& subject) {
  JIUM_TRY(const auto key, log_subject_key(tx));
  return audit::keyed_id(key.reveal(), "subject", bytes_of(subject.text()));
}

Result<std::uint64_t> forget_in_log(Transaction& tx, const LogSubject& subject) {
  return tx.for_the_house([&]() -> Result<std::uint64_t> {
    const auto keyed = log_id_of(tx, subject);
    if (!keyed && keyed.fault().kind == FaultKind::missing) return 0;  // no log yet
    if (!keyed) return keyed.fault();
    std::uint64_t erased = 0;
    // Named one by one, as a driver need not say how many rows a statement changed.
    JIUM_TRY(const auto seqs,
             all(tx, "select seq from audit_entry", "where subject = ?", {*keyed},
                 [](Transaction&, const Row& row) -> Result<std::int64_t> { return row.integer(0); }));
    for (const std::int64_t seq : seqs) {
      JIUM_CHECK(take_away(tx, seq));
      ++erased;
    }
    return erased;
  });
}

Result<void> erase_log_entry(Transaction& tx, std::uint64_t seq) {
  return tx.for_the_house([&] { return take_away(tx, static_cast<std::int64_t>(seq)); });
}

Result<std::vector<OldLogEntry>> old_log_entries(Transaction& tx, Instant before, std::uint64_t from,
                                                 std::uint64_t most) {
  return tx.for_the_house([&] {
    return all(tx, "select seq, at, subject, organisation from audit_entry",
               "where nonce is not null and at < ? and seq >= ? order by seq limit ?",
               {before, static_cast<std::int64_t>(from), static_cast<std::int64_t>(most)},
               [](Transaction&, const Row& row) -> Result<OldLogEntry> {
                 OldLogEntry entry{static_cast<std::uint64_t>(row.integer(0)), row.instant(1), {}, {}};
                 if (!row.is_null(2)) entry.subject = row.text(2);
                 entry.organisation = row.maybe_id<registry::OrganisationId>(3);
                 return entry;
               });
  });
}

Result<std::vector<LogSubject>> log_subjects_of(Transaction& tx, casework::CaseId the_case) {
  std::vector<LogSubject> subjects{the_case};
  for (const OfCase& one : kOfCase) {
    JIUM_CHECK(tx.database().query(one.ids, {the_case}, [&](const Row& row) -> Result<void> {
      subjects.push_back(one.read(row));
      return {};
    }));
  }
  return subjects;
}

Result<std::uint64_t> forget_case_in_log(Transaction& tx, casework::CaseId the_case) {
  JIUM_TRY(const auto subjects, log_subjects_of(tx, the_case));
  std::uint64_t erased = 0;
  for (const LogSubject& subject : subjects) {
    JIUM_TRY(const std::uint64_t more, forget_in_log(tx, subject));
    erased += more;
  }
  return erased;
}

}  // namespace jium::store
