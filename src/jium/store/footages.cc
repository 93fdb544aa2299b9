#include "jium/store/footages.h"

#include <algorithm>

#include "jium/store/cases.h"
#include "jium/store/fields.h"
#include "jium/store/fingerprint_text.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

using casework::CaseId;
using registry::Footage;
using registry::FootageId;
using registry::OrganisationId;

constexpr std::string_view kTable = "footage";
constexpr std::string_view kFingerprints = "fingerprints_sealed";
constexpr std::string_view kColumns =
    "select id, data_key, fingerprints_sealed, organisation, the_case, kind, source, state, registered_at, "
    "decided_at,"
    " withdrawn_at from footage";

Result<StoredFootage> read_footage(Transaction& tx, const Row& row) {
  Fields in(row);
  const auto id = in.id<FootageId>();
  JIUM_TRY(const DataKey key, tx.data_key(in.id<DataKeyId>()));
  JIUM_TRY(const std::string text, in.open({key, kTable, id.value()}, kFingerprints));
  JIUM_TRY(auto fingerprints, read_fingerprints(text));
  const auto organisation = in.id<OrganisationId>();
  const auto the_case = in.id<CaseId>();
  Footage footage{.id = id,
                  .organisation = organisation,
                  .kind = in.word<registry::FootageKind>(),
                  .source = in.word<registry::FootageSource>(),
                  .state = in.word<registry::FootageState>(),
                  .fingerprints = std::move(fingerprints),
                  .registered_at = in.instant(),
                  .decided_at = in.maybe_instant(),
                  .withdrawn_at = in.maybe_instant()};
  return in.finish(StoredFootage{std::move(footage), the_case});
}

// A follower that knew footage of a forgotten case must learn that it is to match nothing any more.
Footage forgotten(FootageId id) {
  Footage footage;
  footage.id = id;
  footage.state = registry::FootageState::withdrawn;
  return footage;
}

bool is_print(const fingerprint::Fingerprint& one) {
  return !fingerprint::is_digest(one.algorithm()) && !fingerprint::is_perceptual(one.algorithm());
}

// Nothing is matched without it: better no answer than "new" for what is known.
Fault unreadable(Fault fault, const Row& row) {
  return std::move(fault).within("footage " + row.id<FootageId>(0).text() +
                                 " cannot be read (jium fsck says what else cannot)");
}

Result<void> note_change(Transaction& tx, FootageId id) {
  return tx.database().run("insert into footage_change (footage) values (?)", {id});
}

}  // namespace

Result<void> insert(Transaction& tx, const Footage& footage, CaseId the_case) {
  JIUM_TRY(const DataKey key, case_key(tx, the_case));
  const SealedRow sealed{key, kTable, footage.id.value()};
  JIUM_CHECK(tx.database().run(
      "insert into footage (id, data_key, fingerprints_sealed, organisation, the_case, kind, source, state, "
      "registered_at,"
      " decided_at, withdrawn_at, has_prints) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {footage.id, key.id, sealed.seal(kFingerprints, write_fingerprints(footage.fingerprints)),
       footage.organisation, the_case, to_text(footage.kind), to_text(footage.source), to_text(footage.state),
       footage.registered_at, footage.decided_at, footage.withdrawn_at,
       std::ranges::any_of(footage.fingerprints, is_print)}));
  return note_change(tx, footage.id);
}

Result<StoredFootage> load_footage(Transaction& tx, OrganisationId organisation, FootageId id) {
  return one(tx, kColumns, "where id = ? and organisation = ?", {id, organisation}, "no such footage",
             read_footage);
}

Result<StoredFootage> load_any_footage(Transaction& tx, FootageId id) {
  return one(tx, kColumns, "where id = ?", {id}, "no such footage", read_footage);
}

Result<DataKeyId> data_key_of(Transaction& tx, FootageId id) {
  return one(tx, "select data_key from footage", "where id = ?", {id}, "no such footage",
             [](Transaction&, const Row& row) -> Result<DataKeyId> { return row.id<DataKeyId>(0); });
}

Result<std::vector<StoredFootage>> footages_of(Transaction& tx, CaseId the_case) {
  return all(tx, kColumns, "where the_case = ? order by registered_at, id", {the_case}, read_footage);
}

Result<void> update(Transaction& tx, const Footage& footage) {
  JIUM_CHECK(change_one(
      tx, "update footage set state = ?, decided_at = ?, withdrawn_at = ? where id = ? and organisation = ?",
      {to_text(footage.state), footage.decided_at, footage.withdrawn_at, footage.id, footage.organisation},
      "no such footage"));
  return note_change(tx, footage.id);
}

Result<void> each_known_footage(Transaction& tx, const std::function<void(FootageId)>& visit) {
  return tx.database().query(
      "select footage.id, state from footage join data_key on data_key.id = footage.data_key"
      " where wrapped is not null",
      {}, [&](const Row& row) -> Result<void> {
        Fields in(row);
        const auto id = in.id<FootageId>();
        const auto state = in.word<registry::FootageState>();
        JIUM_CHECK(in.finish(0));
        if (registry::may_match(state)) visit(id);
        return {};
      });
}

Result<void> read_known_footage(Transaction& tx, Reading reading,
                                const std::function<void(const Footage&)>& visit) {
  const std::string sql =
      std::string(kColumns) + (reading == Reading::with_prints ? " where has_prints = 1" : "");
  return tx.database().long_query(sql.c_str(), {}, [&](const Row& row) -> Result<void> {
    auto stored = read_footage(tx, row);
    if (!stored && stored.fault().kind == FaultKind::missing) return {};  // forgotten
    if (!stored) return unreadable(std::move(stored).fault(), row);
    if (registry::may_match(stored->footage.state)) visit(stored->footage);
    return {};
  });
}

Result<std::optional<FootageId>> footage_changed_at(Transaction& tx, std::int64_t seq) {
  std::optional<FootageId> changed;
  JIUM_CHECK(tx.database().query("select footage from footage_change where seq = ?", {seq},
                                 [&](const Row& row) -> Result<void> {
                                   changed = row.id<FootageId>(0);
                                   return {};
                                 }));
  return changed;
}

Result<std::int64_t> last_footage_change(Transaction& tx) {
  std::int64_t seq = 0;
  JIUM_CHECK(
      tx.database().query("select max(seq) from footage_change", {}, [&](const Row& row) -> Result<void> {
        seq = row.integer(0);
        return {};
      }));
  return seq;
}

Result<std::int64_t> footage_changed_since(Transaction& tx, std::int64_t seq,
                                           const std::function<void(const Footage&)>& visit) {
  const std::string sql =
      std::string(kColumns) +
      " join (select footage, max(seq) as seq from footage_change where seq > ? group by footage)"
      " as changed on changed.footage = id order by seq";
  JIUM_CHECK(tx.database().query(sql.c_str(), {seq}, [&](const Row& row) -> Result<void> {
    auto stored = read_footage(tx, row);
    if (!stored && stored.fault().kind != FaultKind::missing)
      return unreadable(std::move(stored).fault(), row);
    visit(stored ? stored->footage : forgotten(row.id<FootageId>(0)));
    return {};
  }));
  JIUM_TRY(const std::int64_t last, last_footage_change(tx));
  return std::max(seq, last);
}

}  // namespace jium::store
