#include "jium/store/organisation_signers.h"

#include "jium/store/fields.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

constexpr std::string_view kTable = "organisation_signer";
constexpr std::string_view kSeed = "seed_sealed";

}  // namespace

Result<void> insert_signer(Transaction& tx, registry::OrganisationId organisation, const Secret<Bytes>& seed,
                           ByteView public_key, Instant at) {
  JIUM_TRY(const DataKey key, tx.organisation_key(organisation));
  const SealedRow sealed{key, kTable, organisation.value()};
  return tx.database().run(
      "insert into organisation_signer (organisation, data_key, seed_sealed, public_key, made_at)"
      " values (?, ?, ?, ?, ?)",
      {organisation, key.id, sealed.seal(kSeed, text_of(seed.reveal())),
       Bytes(public_key.begin(), public_key.end()), at});
}

Result<std::optional<Secret<Bytes>>> signer_seed(Transaction& tx, registry::OrganisationId organisation) {
  return first(tx, "select data_key, seed_sealed from organisation_signer", "where organisation = ?",
               {organisation}, [&](Transaction& inner, const Row& row) -> Result<Secret<Bytes>> {
                 Fields in(row);
                 JIUM_TRY(const DataKey key, inner.data_key(in.id<DataKeyId>()));
                 JIUM_TRY(const std::string seed, in.open({key, kTable, organisation.value()}, kSeed));
                 return Secret<Bytes>(Bytes(seed.begin(), seed.end()));
               });
}

}  // namespace jium::store
