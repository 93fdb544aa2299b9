#include "jium/store/sightings.h"

#include "jium/store/evidence_text.h"
#include "jium/store/fields.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

using registry::FootageId;
using registry::OrganisationId;
using registry::Sighting;
using registry::SightingId;
using registry::SiteId;
using registry::WebAddress;

constexpr std::string_view kTable = "sighting";
constexpr std::string_view kAddress = "address_sealed";
constexpr std::string_view kEvidence = "evidence_sealed";
constexpr std::string_view kColumns =
    "select id, data_key, address_sealed, evidence_sealed, algorithm, organisation, footage, site, state, "
    "distance, witness, sureness,"
    " recurrence_of, first_seen, last_seen, gone_at from sighting";

Result<Sighting> read_sighting(Transaction& tx, const Row& row) {
  Fields in(row);
  const auto id = in.id<SightingId>();
  JIUM_TRY(const DataKey key, tx.data_key(in.id<DataKeyId>()));
  const SealedRow sealed{key, kTable, id.value()};
  JIUM_TRY(const std::string address_text, in.open(sealed, kAddress));
  JIUM_TRY(WebAddress address, stored(WebAddress::parse(address_text)));
  JIUM_TRY(const std::string evidence_text, in.open(sealed, kEvidence));
  JIUM_TRY(auto evidence, read_evidence(evidence_text));
  JIUM_TRY(const auto algorithm, stored(fingerprint::parse_algorithm(in.text())));
  return in.finish(Sighting{.id = id,
                            .organisation = in.id<OrganisationId>(),
                            .footage = in.id<FootageId>(),
                            .site = in.id<SiteId>(),
                            .address = std::move(address),
                            .state = in.word<registry::SightingState>(),
                            .recognition = {.algorithm = algorithm,
                                            .distance = in.number(),
                                            .witness = in.word<registry::Witness>(),
                                            .sureness = in.number()},
                            .recurrence_of = in.maybe_id<SightingId>(),
                            .first_seen = in.instant(),
                            .last_seen = in.instant(),
                            .gone_at = in.maybe_instant(),
                            .evidence = std::move(evidence)});
}

Result<DataKey> footage_key(Transaction& tx, FootageId footage) {
  JIUM_TRY(const DataKeyId id,
           one(tx, "select data_key from footage", "where id = ?", {footage}, "no such footage",
               [](Transaction&, const Row& row) { return Result<DataKeyId>(row.id<DataKeyId>(0)); }));
  return tx.data_key(id);
}

Bytes index_of(Transaction& tx, const WebAddress& address) {
  return tx.vault().blind_index(IndexPurpose::address, address.canonical().reveal());
}

}  // namespace

Result<void> insert(Transaction& tx, const Sighting& sighting) {
  JIUM_TRY(const DataKey key, footage_key(tx, sighting.footage));
  const SealedRow sealed{key, kTable, sighting.id.value()};
  return tx.database().run(
      "insert into sighting (id, data_key, address_sealed, address_index, evidence_sealed, algorithm, "
      "organisation, footage, site,"
      " state, distance, witness, sureness, recurrence_of, first_seen, last_seen, gone_at)"
      " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {sighting.id, key.id, sealed.seal(kAddress, sighting.address.canonical().reveal()),
       index_of(tx, sighting.address), sealed.seal_unless_empty(kEvidence, write_evidence(sighting.evidence)),
       fingerprint::name_of(sighting.recognition.algorithm), sighting.organisation, sighting.footage,
       sighting.site, to_text(sighting.state), sighting.recognition.distance,
       to_text(sighting.recognition.witness), sighting.recognition.sureness, sighting.recurrence_of,
       sighting.first_seen, sighting.last_seen, sighting.gone_at});
}

Result<Sighting> load_sighting(Transaction& tx, OrganisationId organisation, SightingId id) {
  return one(tx, kColumns, "where id = ? and organisation = ?", {id, organisation}, "no such sighting",
             read_sighting);
}

Result<std::vector<Sighting>> sightings_of_case(Transaction& tx, casework::CaseId the_case) {
  return all(tx, kColumns,
             "where footage in (select id from footage where the_case = ?) order by first_seen, id",
             {the_case}, read_sighting);
}

Result<std::optional<Sighting>> find_live(Transaction& tx, FootageId footage, const WebAddress& address) {
  return first(tx, kColumns, "where footage = ? and address_index = ? and state = 'live'",
               {footage, index_of(tx, address)}, read_sighting);
}

Result<std::vector<Sighting>> sightings_at(Transaction& tx, OrganisationId organisation,
                                           const WebAddress& address) {
  return all(tx, kColumns, "where organisation = ? and address_index = ? order by first_seen, id",
             {organisation, index_of(tx, address)}, read_sighting);
}

Result<std::optional<Sighting>> latest_at(Transaction& tx, OrganisationId organisation, SiteId site) {
  return first(tx, kColumns, "where organisation = ? and site = ? order by last_seen desc, id desc limit 1",
               {organisation, site}, read_sighting);
}

Result<std::optional<Sighting>> latest_gone(Transaction& tx, FootageId footage, SiteId site) {
  return first(tx, kColumns,
               "where footage = ? and site = ? and state = 'gone' order by gone_at desc, id limit 1",
               {footage, site}, read_sighting);
}

Result<void> update(Transaction& tx, const Sighting& sighting) {
  return change_one(
      tx, "update sighting set state = ?, last_seen = ?, gone_at = ? where id = ? and organisation = ?",
      {to_text(sighting.state), sighting.last_seen, sighting.gone_at, sighting.id, sighting.organisation},
      "no such sighting");
}

Result<void> keep_evidence(Transaction& tx, const Sighting& sighting) {
  JIUM_TRY(const DataKeyId id,
           one(tx, "select data_key from sighting", "where id = ? and organisation = ?",
               {sighting.id, sighting.organisation}, "no such sighting",
               [](Transaction&, const Row& row) { return Result<DataKeyId>(row.id<DataKeyId>(0)); }));
  JIUM_TRY(const DataKey key, tx.data_key(id));
  const SealedRow sealed{key, kTable, sighting.id.value()};
  return change_one(tx, "update sighting set evidence_sealed = ? where id = ? and organisation = ?",
                    {sealed.seal_unless_empty(kEvidence, write_evidence(sighting.evidence)), sighting.id,
                     sighting.organisation},
                    "no such sighting");
}

}  // namespace jium::store
