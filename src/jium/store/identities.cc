#include "jium/store/identities.h"

#include <algorithm>

#include "jium/store/cases.h"
#include "jium/store/fields.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

using casework::PublishedIdentityKey;
using casework::SealedIdentity;

constexpr std::string_view kTable = "survivor_identity";
constexpr std::string_view kBox = "box_sealed";

Result<PublishedIdentityKey> read_key(Transaction&, const Row& row) {
  PublishedIdentityKey key{.id = row.id<casework::IdentityKeyId>(0),
                           .organisation = row.id<registry::OrganisationId>(1),
                           .key = {},
                           .published_by = row.text(3),
                           .published_at = row.instant(4)};
  const Bytes bytes = row.blob(2);
  if (bytes.size() != key.key.size()) return fault(FaultKind::internal, "a public key has a wrong size");
  std::copy(bytes.begin(), bytes.end(), key.key.begin());
  return key;
}

Result<SealedIdentity> read_identity(Transaction& tx, const Row& row) {
  Fields in(row);
  const auto the_case = in.id<casework::CaseId>();
  JIUM_TRY(const DataKey key, tx.data_key(in.id<DataKeyId>()));
  JIUM_TRY(const std::string box, in.open({key, kTable, the_case.value()}, kBox));
  return in.finish(SealedIdentity{.the_case = the_case,
                                  .organisation = in.id<registry::OrganisationId>(),
                                  .key = in.id<casework::IdentityKeyId>(),
                                  .box = Bytes(box.begin(), box.end()),
                                  .sealed_by = in.text(),
                                  .sealed_at = in.instant()});
}

}  // namespace

Result<void> insert(Transaction& tx, const PublishedIdentityKey& key) {
  return tx.database().run(
      "insert into identity_key (id, organisation, public_key, published_by, published_at)"
      " values (?, ?, ?, ?, ?)",
      {key.id, key.organisation, Bytes(key.key.begin(), key.key.end()), key.published_by, key.published_at});
}

Result<std::vector<PublishedIdentityKey>> identity_keys_of(Transaction& tx,
                                                           registry::OrganisationId organisation) {
  return all(tx, "select id, organisation, public_key, published_by, published_at from identity_key",
             "where organisation = ? order by published_at desc, id desc", {organisation}, read_key);
}

Result<void> keep(Transaction& tx, const SealedIdentity& identity) {
  JIUM_TRY(const DataKey key, case_key(tx, identity.the_case));
  const SealedRow sealed{key, kTable, identity.the_case.value()};
  return tx.database().run(
      "insert into survivor_identity (the_case, data_key, box_sealed, organisation, identity_key, sealed_by,"
      " sealed_at) values (?, ?, ?, ?, ?, ?, ?)"
      " on conflict (the_case) do update set box_sealed = excluded.box_sealed,"
      " identity_key = excluded.identity_key, sealed_by = excluded.sealed_by, sealed_at = excluded.sealed_at",
      {identity.the_case, key.id, sealed.seal(kBox, text_of(identity.box)), identity.organisation,
       identity.key, identity.sealed_by, identity.sealed_at});
}

Result<std::optional<SealedIdentity>> identity_of(Transaction& tx, casework::CaseId the_case) {
  return first(tx,
               "select the_case, data_key, box_sealed, organisation, identity_key, sealed_by, sealed_at"
               " from survivor_identity",
               "where the_case = ?", {the_case}, read_identity);
}

}  // namespace jium::store
