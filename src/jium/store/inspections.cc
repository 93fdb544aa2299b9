#include "jium/store/inspections.h"

#include "jium/store/fields.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

using registry::OrganisationId;
using registry::WebAddress;

constexpr std::string_view kTable = "inspection";
constexpr std::string_view kAddress = "address_sealed";
constexpr std::string_view kNote = "note_sealed";
constexpr std::string_view kColumns =
    "select id, data_key, address_sealed, note_sealed, organisation, actor, state, finding, sighting, "
    "distance, recurrence,"
    " asked_at, done_at from inspection";
constexpr const char* kMissing = "no such inspection";

Result<Inspection> read_inspection(Transaction& tx, const Row& row) {
  Fields in(row);
  const auto id = in.id<InspectionId>();
  JIUM_TRY(const DataKey key, tx.data_key(in.id<DataKeyId>()));
  const SealedRow sealed{key, kTable, id.value()};
  JIUM_TRY(const std::string address_text, in.open(sealed, kAddress));
  JIUM_TRY(WebAddress address, stored(WebAddress::parse(address_text)));
  JIUM_TRY(std::string note, in.open(sealed, kNote));
  return in.finish(Inspection{.id = id,
                              .organisation = in.id<OrganisationId>(),
                              .actor = in.text(),
                              .address = std::move(address),
                              .state = in.word<InspectionState>(),
                              .finding = in.maybe_word<Finding>(),
                              .sighting = in.maybe_id<registry::SightingId>(),
                              .distance = in.maybe_number(),
                              .recurrence = in.flag(),
                              .note = Secret(std::move(note)),
                              .asked_at = in.instant(),
                              .done_at = in.maybe_instant()});
}

}  // namespace

Result<void> insert(Transaction& tx, const Inspection& inspection) {
  JIUM_TRY(const DataKey key, tx.organisation_key(inspection.organisation));
  const SealedRow sealed{key, kTable, inspection.id.value()};
  return tx.database().run(
      "insert into inspection (id, data_key, address_sealed, note_sealed, organisation, actor, state, "
      "finding, sighting,"
      " distance, recurrence, asked_at, done_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {inspection.id, key.id, sealed.seal(kAddress, inspection.address.canonical().reveal()),
       sealed.seal_unless_empty(kNote, inspection.note.reveal()), inspection.organisation, inspection.actor,
       to_text(inspection.state), maybe_text(inspection.finding), inspection.sighting, inspection.distance,
       inspection.recurrence, inspection.asked_at, inspection.done_at});
}

Result<void> update(Transaction& tx, const Inspection& inspection) {
  JIUM_TRY(const DataKey key, tx.organisation_key(inspection.organisation));
  const SealedRow sealed{key, kTable, inspection.id.value()};
  return change_one(tx,
                    "update inspection set note_sealed = ?, state = ?, finding = ?, sighting = ?, distance = "
                    "?, recurrence = ?,"
                    " done_at = ? where id = ? and organisation = ?",
                    {sealed.seal_unless_empty(kNote, inspection.note.reveal()), to_text(inspection.state),
                     maybe_text(inspection.finding), inspection.sighting, inspection.distance,
                     inspection.recurrence, inspection.done_at, inspection.id, inspection.organisation},
                    kMissing);
}

Result<Inspection> load_inspection(Transaction& tx, OrganisationId organisation, InspectionId id) {
  return one(tx, kColumns, "where id = ? and organisation = ?", {id, organisation}, kMissing,
             read_inspection);
}

Result<Inspection> load_inspection(Transaction& tx, InspectionId id) {
  return one(tx, kColumns, "where id = ?", {id}, kMissing, read_inspection);
}

Result<std::vector<Inspection>> inspections_without_sighting(Transaction& tx, OrganisationId organisation) {
  return all(tx, kColumns, "where organisation = ? and sighting is null order by asked_at, id",
             {organisation}, read_inspection);
}

}  // namespace jium::store
