#include "jium/store/access_keys.h"

#include "jium/store/fields.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

using registry::OrganisationId;

constexpr std::string_view kColumns =
    "select id, organisation, kind, role, label, created_at, expires_at, last_used_at, revoked_at, person, "
    "stepped_up_at, may_reveal, signing_key from access_key";
constexpr const char* kMissing = "no such key";

Result<AccessKey> read_access_key(Transaction&, const Row& row) {
  Fields in(row);
  return in.finish(AccessKey{.id = in.id<AccessKeyId>(),
                             .organisation = in.id<OrganisationId>(),
                             .kind = in.word<AccessKind>(),
                             .role = in.text(),
                             .label = in.text(),
                             .created_at = in.instant(),
                             .expires_at = in.maybe_instant(),
                             .last_used_at = in.maybe_instant(),
                             .revoked_at = in.maybe_instant(),
                             .person = in.maybe_id<registry::PersonId>(),
                             .stepped_up_at = in.maybe_instant(),
                             .may_reveal = in.flag(),
                             .signing_key = row.blob(12)});
}

Bytes digest_of(Transaction& tx, std::string_view secret) {
  return tx.vault().blind_index(IndexPurpose::access_secret, secret);
}

}  // namespace

Result<void> insert(Transaction& tx, const AccessKey& key, std::string_view secret) {
  return tx.database().run(
      "insert into access_key (id, organisation, kind, role, label, secret_digest, created_at, expires_at, "
      "last_used_at, revoked_at, person, stepped_up_at, may_reveal, signing_key)"
      " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {key.id, key.organisation, to_text(key.kind), key.role, key.label, digest_of(tx, secret),
       key.created_at, key.expires_at, key.last_used_at, key.revoked_at, key.person, key.stepped_up_at,
       key.may_reveal, key.signing_key.empty() ? std::optional<Bytes>() : key.signing_key});
}

Result<AccessKey> find_by_secret(Transaction& tx, std::string_view secret) {
  return one(tx, kColumns, "where secret_digest = ?", {digest_of(tx, secret)}, kMissing, read_access_key);
}

Result<AccessKey> load_access_key(Transaction& tx, OrganisationId organisation, AccessKeyId id) {
  return one(tx, kColumns, "where id = ? and organisation = ?", {id, organisation}, kMissing,
             read_access_key);
}

Result<std::vector<AccessKey>> api_keys_of(Transaction& tx, OrganisationId organisation) {
  return all(tx, kColumns, "where organisation = ? and kind = ? order by created_at, id",
             {organisation, to_text(AccessKind::api_key)}, read_access_key);
}

Result<std::vector<AccessKey>> sessions_of(Transaction& tx, registry::PersonId person) {
  return all(tx, kColumns, "where person = ? and kind = ? order by created_at desc, id",
             {person, to_text(AccessKind::session)}, read_access_key);
}

Result<void> note_used(Transaction& tx, AccessKeyId id, Instant at) {
  return change_one(tx, "update access_key set last_used_at = ? where id = ?", {at, id}, kMissing);
}

Result<void> revoke(Transaction& tx, AccessKeyId id, Instant at) {
  // The first time counts: it is when the key stopped opening anything.
  return change_one(tx, "update access_key set revoked_at = coalesce(revoked_at, ?) where id = ?", {at, id},
                    kMissing);
}

Result<void> note_stepped_up(Transaction& tx, AccessKeyId id, Instant at) {
  return change_one(tx, "update access_key set stepped_up_at = ? where id = ?", {at, id}, kMissing);
}

Result<void> revoke_all(Transaction& tx, registry::PersonId person, AccessKind kind, Instant at) {
  return tx.database().run(
      "update access_key set revoked_at = ? where person = ? and kind = ? and revoked_at is null",
      {at, person, to_text(kind)});
}

Result<void> revoke_all(Transaction& tx, OrganisationId organisation, AccessKind kind, Instant at) {
  return tx.database().run(
      "update access_key set revoked_at = ? where organisation = ? and kind = ? and revoked_at is null",
      {at, organisation, to_text(kind)});
}

Result<bool> any_access_key(Transaction& tx, std::string_view role) {
  bool any = false;
  JIUM_CHECK(tx.database().query("select exists (select 1 from access_key where role = ? and kind in (?, ?))",
                                 {role, to_text(AccessKind::api_key), to_text(AccessKind::session)},
                                 [&](const Row& row) -> Result<void> {
                                   any = row.integer(0) != 0;
                                   return {};
                                 }));
  return any;
}

}  // namespace jium::store
