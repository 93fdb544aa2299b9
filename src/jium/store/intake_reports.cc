#include "jium/store/intake_reports.h"

#include "jium/store/cases.h"
#include "jium/store/fields.h"
#include "jium/store/rows.h"
#include "jium/store/sealed_json.h"

namespace jium::store {
namespace {

using casework::IntakeId;
using casework::IntakeMessage;
using casework::IntakeReport;
using casework::MessageAuthor;
using registry::OrganisationId;

constexpr std::string_view kReportTable = "intake_report", kMessageTable = "intake_message";
constexpr std::string_view kContent = "content_sealed", kWords = "words_sealed";
constexpr std::string_view kReport =
    "select id, data_key, content_sealed, organisation, state, received_at, the_case, settled_at from"
    " intake_report";
constexpr std::string_view kMessage =
    "select id, data_key, words_sealed, report, organisation, author, written_at, read_at from"
    " intake_message";

// As it is sealed: words of closed lists by their names, so that a later version reads what an earlier one
// wrote.
struct KeptPrint {
  std::string algorithm, value;
  int quality = 0;
};
BOOST_DESCRIBE_STRUCT(KeptPrint, (), (algorithm, value, quality))
struct KeptFile {
  std::string kind;
  std::vector<KeptPrint> fingerprints;
};
BOOST_DESCRIBE_STRUCT(KeptFile, (), (kind, fingerprints))
struct KeptContent {
  std::vector<std::string> harm_types;
  std::string age_band;
  bool operators = false, police = false, committee = false, other_centres = false;
  std::vector<KeptFile> files;
  std::vector<std::string> places;
  std::string contact;
  bool may_leave_message = false;
  std::string words;
};
BOOST_DESCRIBE_STRUCT(KeptContent, (),
                      (harm_types, age_band, operators, police, committee, other_centres, files, places,
                       contact, may_leave_message, words))

KeptFile kept(const casework::GivenFootage& footage) {
  KeptFile file{std::string(to_text(footage.kind)), {}};
  for (const auto& one : footage.fingerprints)
    file.fingerprints.push_back(
        {std::string(fingerprint::name_of(one.algorithm())), one.hex(), one.quality()});
  return file;
}

KeptContent kept(const IntakeReport& report) {
  KeptContent content;
  for (const auto harm : report.harm_types) content.harm_types.emplace_back(to_text(harm));
  content.age_band = std::string(to_text(report.age_band));
  content.operators = report.may_tell.operators;
  content.police = report.may_tell.police;
  content.committee = report.may_tell.committee;
  content.other_centres = report.may_tell.other_centres;
  for (const auto& footage : report.footage) content.files.push_back(kept(footage));
  for (const auto& place : report.places) content.places.push_back(place.reveal());
  content.contact = report.contact.reveal();
  content.may_leave_message = report.may_leave_message;
  content.words = report.words.reveal();
  return content;
}

Result<casework::GivenFootage> given(const KeptFile& file) {
  casework::GivenFootage footage;
  JIUM_TRY(footage.kind, stored(parse_enum<registry::FootageKind>("kind", file.kind)));
  for (const KeptPrint& one : file.fingerprints) {
    JIUM_TRY(auto print, stored(fingerprint::Fingerprint::parse(one.algorithm, one.value, one.quality)));
    footage.fingerprints.push_back(std::move(print));
  }
  return footage;
}

Result<void> give(const KeptContent& content, IntakeReport& report) {
  for (const std::string& harm : content.harm_types) {
    JIUM_TRY(const auto type, stored(parse_enum<casework::HarmType>("harm type", harm)));
    report.harm_types.push_back(type);
  }
  JIUM_TRY(report.age_band, stored(parse_enum<casework::AgeBand>("age band", content.age_band)));
  report.may_tell = {content.operators, content.police, content.committee, content.other_centres};
  for (const KeptFile& file : content.files) {
    JIUM_TRY(auto footage, given(file));
    report.footage.push_back(std::move(footage));
  }
  for (const std::string& place : content.places) report.places.emplace_back(place);
  report.contact = Secret<std::string>(content.contact);
  report.may_leave_message = content.may_leave_message;
  report.words = Secret<std::string>(content.words);
  return {};
}

Result<IntakeReport> read_report(Transaction& tx, const Row& row) {
  Fields in(row);
  IntakeReport report;
  report.id = in.id<IntakeId>();
  JIUM_TRY(const DataKey key, tx.data_key(in.id<DataKeyId>()));
  JIUM_TRY(const std::string content, in.open({key, kReportTable, report.id.value()}, kContent));
  if (!content.empty()) {
    JIUM_TRY(const auto told, read_json<KeptContent>(content));
    JIUM_CHECK(give(told, report));
  }
  report.organisation = in.id<OrganisationId>();
  report.state = in.word<casework::IntakeState>();
  report.received_at = in.instant();
  report.the_case = in.maybe_id<casework::CaseId>();
  report.settled_at = in.maybe_instant();
  return in.finish(std::move(report));
}

Result<IntakeMessage> read_message(Transaction& tx, const Row& row) {
  Fields in(row);
  const auto id = in.id<casework::IntakeMessageId>();
  JIUM_TRY(const DataKey key, tx.data_key(in.id<DataKeyId>()));
  JIUM_TRY(std::string words, in.open({key, kMessageTable, id.value()}, kWords));
  IntakeMessage message;
  message.id = id;
  message.words = Secret<std::string>(std::move(words));
  message.report = in.id<IntakeId>();
  message.organisation = in.id<OrganisationId>();
  message.author = in.word<MessageAuthor>();
  message.written_at = in.instant();
  message.read_at = in.maybe_instant();
  return in.finish(std::move(message));
}

Result<IntakeSession> read_session(Transaction&, const Row& row) {
  Fields in(row);
  return in.finish(IntakeSession{.id = in.id<IntakeSessionId>(),
                                 .organisation = in.id<OrganisationId>(),
                                 .report = in.id<IntakeId>(),
                                 .started_at = in.instant(),
                                 .ends_at = in.instant()});
}

// Each is an access secret, told apart from every other by its first word.
Bytes index_of(const Transaction& tx, std::string_view noun, std::string_view secret) {
  return tx.vault().blind_index(IndexPurpose::access_secret,
                                "intake " + std::string(noun) + ':' + std::string(secret));
}
Bytes receipt_index(const Transaction& tx, const Bytes& receipt) {
  return index_of(tx, "receipt", text_of(receipt));
}
std::optional<Bytes> once_index(const Transaction& tx, std::string_view once) {
  if (once.empty()) return std::nullopt;
  return index_of(tx, "form", once);
}

Bytes sealed_content(const DataKey& key, const IntakeReport& report) {
  return SealedRow{key, kReportTable, report.id.value()}.seal(kContent, write_json(kept(report)));
}

Result<DataKeyId> key_id_of(Transaction& tx, IntakeId report) {
  return one(tx, "select data_key from intake_report", "where id = ?", {report}, "no such report",
             [](Transaction&, const Row& row) -> Result<DataKeyId> { return row.id<DataKeyId>(0); });
}

}  // namespace

Result<void> insert(Transaction& tx, const IntakeReport& report, const Bytes& receipt,
                    std::string_view once) {
  JIUM_TRY(const DataKey key, tx.make_data_key(report.organisation));
  return tx.database().run(
      "insert into intake_report (id, organisation, data_key, receipt_index, once_index, state,"
      " content_sealed, received_at) values (?, ?, ?, ?, ?, ?, ?, ?)",
      {report.id, report.organisation, key.id, receipt_index(tx, receipt), once_index(tx, once),
       to_text(report.state), sealed_content(key, report), report.received_at});
}

Result<void> move_to_case(Transaction& tx, const IntakeReport& report) {
  JIUM_TRY(const DataKeyId before, key_id_of(tx, report.id));
  JIUM_TRY(const DataKey key, case_key(tx, report.the_case.value_or(casework::CaseId())));
  JIUM_TRY(const auto messages, messages_of(tx, report.id));
  JIUM_CHECK(change_one(tx,
                        "update intake_report set data_key = ?, content_sealed = ?, state = ?, the_case = ?,"
                        " settled_at = ? where id = ? and organisation = ?",
                        {key.id, sealed_content(key, report), to_text(report.state), report.the_case,
                         report.settled_at, report.id, report.organisation},
                        "no such report"));
  for (const IntakeMessage& message : messages) {
    const SealedRow sealed{key, kMessageTable, message.id.value()};
    JIUM_CHECK(tx.database().run("update intake_message set data_key = ?, words_sealed = ? where id = ?",
                                 {key.id, sealed.seal(kWords, message.words.reveal()), message.id}));
  }
  return tx.destroy_data_key(before);
}

Result<void> empty_content(Transaction& tx, const IntakeReport& report) {
  return change_one(tx, "update intake_report set content_sealed = null where id = ? and organisation = ?",
                    {report.id, report.organisation}, "no such report");
}

Result<void> update(Transaction& tx, const IntakeReport& report) {
  return change_one(
      tx, "update intake_report set state = ?, settled_at = ? where id = ? and organisation = ?",
      {to_text(report.state), report.settled_at, report.id, report.organisation}, "no such report");
}

Result<void> shred(Transaction& tx, const IntakeReport& report) {
  JIUM_TRY(const DataKeyId key, key_id_of(tx, report.id));
  JIUM_CHECK(tx.database().run("delete from intake_session where report = ?", {report.id}));
  JIUM_CHECK(tx.database().run("delete from intake_message where report = ?", {report.id}));
  JIUM_CHECK(tx.database().run("delete from intake_report where id = ? and the_case is null", {report.id}));
  return tx.destroy_data_key(key);
}

Result<IntakeReport> load_intake(Transaction& tx, OrganisationId organisation, IntakeId id) {
  return one(tx, kReport, "where id = ? and organisation = ?", {id, organisation}, "no such report",
             read_report);
}

Result<std::optional<IntakeReport>> intake_by_receipt(Transaction& tx, const Bytes& receipt) {
  return first(tx, kReport, "where receipt_index = ?", {receipt_index(tx, receipt)}, read_report);
}

Result<std::optional<IntakeReport>> intake_by_once(Transaction& tx, OrganisationId organisation,
                                                   std::string_view once) {
  return first(tx, kReport, "where organisation = ? and once_index = ?", {organisation, once_index(tx, once)},
               read_report);
}

Result<std::optional<IntakeReport>> intake_of_case(Transaction& tx, casework::CaseId the_case) {
  return first(tx, kReport, "where the_case = ?", {the_case}, read_report);
}

Result<std::vector<IntakeReport>> intakes_of(Transaction& tx, OrganisationId organisation) {
  return all(tx, kReport,
             "where organisation = ? order by case when state = 'waiting' then 0 else 1 end,"
             " received_at desc, id",
             {organisation}, read_report);
}

Result<void> insert(Transaction& tx, const IntakeMessage& message) {
  JIUM_TRY(const DataKeyId key_id, key_id_of(tx, message.report));
  JIUM_TRY(const DataKey key, tx.data_key(key_id));
  const SealedRow sealed{key, kMessageTable, message.id.value()};
  return tx.database().run(
      "insert into intake_message (id, organisation, report, author, data_key, words_sealed, written_at)"
      " values (?, ?, ?, ?, ?, ?, ?)",
      {message.id, message.organisation, message.report, to_text(message.author), key.id,
       sealed.seal(kWords, message.words.reveal()), message.written_at});
}

Result<std::vector<IntakeMessage>> messages_of(Transaction& tx, IntakeId report) {
  return all(tx, kMessage, "where report = ? order by written_at, id", {report}, read_message);
}

Result<int> unread_messages(Transaction& tx, IntakeId report, MessageAuthor author) {
  return one(tx, "select count(*) from intake_message", "where report = ? and author = ? and read_at is null",
             {report, to_text(author)}, "no messages",
             [](Transaction&, const Row& row) -> Result<int> { return static_cast<int>(row.integer(0)); });
}

Result<void> note_read(Transaction& tx, IntakeId report, MessageAuthor author, Instant at) {
  return tx.database().run(
      "update intake_message set read_at = ? where report = ? and author = ? and read_at is null",
      {at, report, to_text(author)});
}

Result<void> insert(Transaction& tx, const IntakeSession& session, std::string_view token) {
  return tx.database().run(
      "insert into intake_session (id, organisation, report, token_index, started_at, ends_at)"
      " values (?, ?, ?, ?, ?, ?)",
      {session.id, session.organisation, session.report, index_of(tx, "session", token), session.started_at,
       session.ends_at});
}

Result<std::optional<IntakeSession>> session_with(Transaction& tx, std::string_view token) {
  return first(tx, "select id, organisation, report, started_at, ends_at from intake_session",
               "where token_index = ?", {index_of(tx, "session", token)}, read_session);
}

Result<void> prolong(Transaction& tx, const IntakeSession& session) {
  return tx.database().run("update intake_session set ends_at = ? where id = ?",
                           {session.ends_at, session.id});
}

Result<void> end_session(Transaction& tx, std::string_view token) {
  return tx.database().run("delete from intake_session where token_index = ?",
                           {index_of(tx, "session", token)});
}

Result<void> end_sessions_before(Transaction& tx, Instant now) {
  return tx.database().run("delete from intake_session where ends_at <= ?", {now});
}

}  // namespace jium::store
