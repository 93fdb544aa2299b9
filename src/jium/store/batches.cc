#include "jium/store/batches.h"

#include "jium/store/cases.h"
#include "jium/store/fields.h"
#include "jium/store/requests.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

using registry::OrganisationId;
using removal::Batch;
using removal::BatchId;
using removal::RemovalRequest;
using removal::RequestId;

constexpr std::string_view kColumns =
    "select id, organisation, state, prepared_by, prepared_at, confirmed_by, confirmed_at, leaves_at, "
    "undone_at"
    " from batch";
constexpr const char* kMissing = "no such batch";

// Every letter about a request of the batch.
constexpr std::string_view kLettersOf =
    "(select letter.id from letter join batch_request on batch_request.request = letter.request"
    " where batch_request.batch = ?)";

std::optional<std::string> maybe(std::string text) {
  if (text.empty()) return std::nullopt;
  return text;
}

Result<Batch> read_batch(Transaction&, const Row& row) {
  Fields in(row);
  return in.finish(Batch{.id = in.id<BatchId>(),
                         .organisation = in.id<OrganisationId>(),
                         .state = in.word<removal::BatchState>(),
                         .prepared_by = in.text(),
                         .prepared_at = in.instant(),
                         .confirmed_by = maybe(in.text()),
                         .confirmed_at = in.maybe_instant(),
                         .leaves_at = in.maybe_instant(),
                         .undone_at = in.maybe_instant()});
}

// The requests that a statement names by id, in its order.
Result<std::vector<RemovalRequest>> load_all(Transaction& tx, const char* sql,
                                             std::initializer_list<Value> values) {
  std::vector<RequestId> ids;
  JIUM_CHECK(tx.database().query(sql, values, [&](const Row& row) -> Result<void> {
    ids.push_back(row.id<RequestId>(0));
    return {};
  }));
  std::vector<RemovalRequest> requests;
  requests.reserve(ids.size());
  for (const RequestId id : ids) {
    JIUM_TRY(auto request, load_request(tx, id));
    requests.push_back(std::move(request));
  }
  return requests;
}

}  // namespace

Result<void> insert(Transaction& tx, const Batch& batch) {
  return tx.database().run(
      "insert into batch (id, organisation, state, prepared_by, prepared_at, confirmed_by, confirmed_at, "
      "leaves_at, undone_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {batch.id, batch.organisation, to_text(batch.state), batch.prepared_by, batch.prepared_at,
       batch.confirmed_by, batch.confirmed_at, batch.leaves_at, batch.undone_at});
}

Result<void> update(Transaction& tx, const Batch& batch) {
  return change_one(
      tx,
      "update batch set state = ?, confirmed_by = ?, confirmed_at = ?, leaves_at = ?, undone_at = ?"
      " where id = ? and organisation = ?",
      {to_text(batch.state), batch.confirmed_by, batch.confirmed_at, batch.leaves_at, batch.undone_at,
       batch.id, batch.organisation},
      kMissing);
}

Result<Batch> load_batch(Transaction& tx, OrganisationId organisation, BatchId id) {
  return one(tx, kColumns, "where id = ? and organisation = ?", {id, organisation}, kMissing, read_batch);
}

Result<Batch> load_batch(Transaction& tx, BatchId id) {
  return one(tx, kColumns, "where id = ?", {id}, kMissing, read_batch);
}

Result<std::vector<Batch>> batches_of(Transaction& tx, OrganisationId organisation, int most) {
  return all(tx, kColumns, "where organisation = ? order by prepared_at desc, id limit ?",
             {organisation, most}, read_batch);
}

Result<bool> add_to_batch(Transaction& tx, BatchId batch, RequestId request) {
  JIUM_CHECK(tx.database().run(
      "delete from batch_request where request = ? and batch in (select id from batch where state <> "
      "'confirmed')",
      {request}));
  bool added = false;
  JIUM_CHECK(tx.database().query(
      "insert into batch_request (batch, request) values (?, ?) on conflict (request) do nothing returning "
      "request",
      {batch, request}, [&](const Row&) -> Result<void> {
        added = true;
        return {};
      }));
  return added;
}

Result<void> take_out_of_batch(Transaction& tx, BatchId batch, RequestId request) {
  return tx.database().run("delete from batch_request where batch = ? and request = ?", {batch, request});
}

Result<void> leave_batch(Transaction& tx, const RemovalRequest& request, removal::LeftOutReason why) {
  JIUM_TRY(
      const auto batch,
      first(tx, "select batch_request.batch from batch_request join batch on batch.id = batch_request.batch",
            "where batch_request.request = ? and batch.state <> 'undone'", {request.id},
            [](Transaction&, const Row& row) { return Result<BatchId>(row.id<BatchId>(0)); }));
  if (!batch) return {};
  JIUM_CHECK(take_out_of_batch(tx, *batch, request.id));
  return note_left_out(tx, *batch, {request.sighting, why});
}

Result<std::vector<RemovalRequest>> requests_of_batch(Transaction& tx, BatchId batch) {
  return load_all(tx,
                  "select removal_request.id from removal_request join batch_request"
                  " on batch_request.request = removal_request.id where batch_request.batch = ?"
                  " order by drafted_at, removal_request.id",
                  {batch});
}

Result<void> note_left_out(Transaction& tx, BatchId batch, const LeftOut& left_out) {
  return tx.database().run(
      "insert into batch_left_out (batch, sighting, reason) values (?, ?, ?)"
      " on conflict (batch, sighting) do update set reason = excluded.reason",
      {batch, left_out.sighting, to_text(left_out.reason)});
}

Result<std::vector<LeftOut>> left_out_of(Transaction& tx, BatchId batch) {
  return all(tx, "select sighting, reason from batch_left_out", "where batch = ? order by reason, sighting",
             {batch}, [](Transaction&, const Row& row) -> Result<LeftOut> {
               Fields in(row);
               return in.finish(LeftOut{.sighting = in.id<registry::SightingId>(),
                                        .reason = in.word<removal::LeftOutReason>()});
             });
}

Result<std::vector<UnaskedSighting>> unasked_sightings(Transaction& tx, OrganisationId organisation,
                                                       const ListPage& page) {
  const auto read = [](Transaction&, const Row& row) -> Result<UnaskedSighting> {
    Fields in(row);
    return in.finish(UnaskedSighting{.sighting = in.id<registry::SightingId>(), .first_seen = in.instant()});
  };
  constexpr std::string_view kWhat =
      "select sighting.id, sighting.first_seen from sighting join footage on footage.id = sighting.footage";
  const std::string mine = page.person ? std::string(" and footage.the_case in ") + kAssignedCases : "";
  const std::string rest =
      "where sighting.organisation = ? and sighting.state = 'live' and (sighting.first_seen > ? or"
      " (sighting.first_seen = ? and sighting.id > ?)) and not exists"
      " (select 1 from removal_request where removal_request.sighting = sighting.id)" +
      mine + " order by sighting.first_seen, sighting.id limit ?";
  const auto& [at, id] = page.after;
  if (!page.person) return all(tx, kWhat, rest, {organisation, at, at, id, page.limit}, read);
  return all(tx, kWhat, rest,
             {organisation, at, at, id, organisation, *page.person, page.now, page.now, page.limit}, read);
}

Result<std::vector<RemovalRequest>> drafts_of(Transaction& tx, OrganisationId organisation,
                                              const ListPage& page) {
  const std::string mine = page.person ? std::string(" and the_case in ") + kAssignedCases : "";
  const std::string sql =
      "select id from removal_request where organisation = ? and state = 'drafted'"
      " and (drafted_at > ? or (drafted_at = ? and id > ?))" +
      mine + " order by drafted_at, id limit ?";
  const auto& [at, id] = page.after;
  if (!page.person) return load_all(tx, sql.c_str(), {organisation, at, at, id, page.limit});
  return load_all(tx, sql.c_str(),
                  {organisation, at, at, id, organisation, *page.person, page.now, page.now, page.limit});
}

Result<BatchLetterCounts> count_letters(Transaction& tx, BatchId batch) {
  BatchLetterCounts counts;
  JIUM_CHECK(tx.database().query(
      ("select count(*), count(*) filter (where state <> 'queued' or attempt > 0) from letter where id in " +
       std::string(kLettersOf))
          .c_str(),
      {batch}, [&](const Row& row) -> Result<void> {
        counts.letters = static_cast<int>(row.integer(0));
        counts.begun = static_cast<int>(row.integer(1));
        return {};
      }));
  JIUM_CHECK(
      tx.database().query("select count(*) from removal_request where state = 'confirmed' and id in"
                          " (select request from batch_request where batch = ?)",
                          {batch}, [&](const Row& row) -> Result<void> {
                            counts.waiting = static_cast<int>(row.integer(0));
                            return {};
                          }));
  return counts;
}

Result<void> delete_letters_of(Transaction& tx, BatchId batch) {
  const std::string waiting =
      "(select letter.id from letter join batch_request on batch_request.request = letter.request"
      " where batch_request.batch = ? and letter.state = 'queued' and letter.attempt = 0)";
  for (const std::string& sql :
       {"delete from job where kind = 'send_letter' and subject in " + waiting,
        "delete from letter_item where letter in " + waiting, "delete from letter where id in " + waiting}) {
    JIUM_CHECK(tx.database().run(sql.c_str(), {batch}));
  }
  return {};
}

Result<LetterSettings> letter_settings(Transaction& tx, OrganisationId organisation) {
  JIUM_TRY(auto found,
           first(tx, "select data_key, signatory_sealed, undo_ms, trusted_flagger from letter_setting",
                 "where organisation = ?", {organisation},
                 [&](Transaction& inner, const Row& row) -> Result<LetterSettings> {
                   Fields in(row);
                   JIUM_TRY(const DataKey key, inner.data_key(in.id<DataKeyId>()));
                   LetterSettings settings;
                   JIUM_TRY(settings.signatory,
                            in.open({key, "letter_setting", organisation.value()}, "signatory_sealed"));
                   settings.undo_window = Duration{in.integer()};
                   settings.trusted_flagger = in.flag();
                   return in.finish(std::move(settings));
                 }));
  return found.value_or(LetterSettings{});
}

Result<void> set_letter_settings(Transaction& tx, OrganisationId organisation,
                                 const LetterSettings& settings) {
  JIUM_TRY(const DataKey key, tx.organisation_key(organisation));
  const SealedRow sealed{key, "letter_setting", organisation.value()};
  return tx.database().run(
      "insert into letter_setting (organisation, data_key, signatory_sealed, undo_ms, trusted_flagger)"
      " values (?, ?, ?, ?, ?) on conflict (organisation) do update set data_key = excluded.data_key,"
      " signatory_sealed = excluded.signatory_sealed, undo_ms = excluded.undo_ms,"
      " trusted_flagger = excluded.trusted_flagger",
      {organisation, key.id, sealed.seal_unless_empty("signatory_sealed", settings.signatory),
       settings.undo_window.count(), settings.trusted_flagger});
}

Result<std::optional<Duration>> undo_window_of(Transaction& tx, registry::PersonId person) {
  return first(tx, "select undo_ms from undo_window", "where person = ?", {person},
               [](Transaction&, const Row& row) { return Result<Duration>(Duration{row.integer(0)}); });
}

Result<void> set_undo_window(Transaction& tx, registry::PersonId person, std::optional<Duration> window) {
  if (!window) return tx.database().run("delete from undo_window where person = ?", {person});
  return tx.database().run(
      "insert into undo_window (person, undo_ms) values (?, ?)"
      " on conflict (person) do update set undo_ms = excluded.undo_ms",
      {person, window->count()});
}

Result<std::string> investigation_of(Transaction& tx, casework::CaseId the_case) {
  JIUM_TRY(auto found, first(tx, "select data_key, number_sealed from investigation", "where the_case = ?",
                             {the_case}, [&](Transaction& inner, const Row& row) -> Result<std::string> {
                               Fields in(row);
                               JIUM_TRY(const DataKey key, inner.data_key(in.id<DataKeyId>()));
                               return in.open({key, "investigation", the_case.value()}, "number_sealed");
                             }));
  return found.value_or(std::string());
}

Result<void> set_investigation(Transaction& tx, const casework::Case& the_case, const std::string& number,
                               const std::string& by, Instant at) {
  if (number.empty()) return tx.database().run("delete from investigation where the_case = ?", {the_case.id});
  JIUM_TRY(const DataKey key, case_key(tx, the_case.id));
  const SealedRow sealed{key, "investigation", the_case.id.value()};
  return tx.database().run(
      "insert into investigation (the_case, organisation, data_key, number_sealed, noted_by, noted_at)"
      " values (?, ?, ?, ?, ?, ?) on conflict (the_case) do update set number_sealed = "
      "excluded.number_sealed,"
      " noted_by = excluded.noted_by, noted_at = excluded.noted_at",
      {the_case.id, the_case.organisation, key.id, sealed.seal("number_sealed", number), by, at});
}

}  // namespace jium::store
