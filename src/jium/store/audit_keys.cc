#include "jium/store/audit_keys.h"

#include <algorithm>

#include "jium/store/rows.h"

namespace jium::store {
namespace {

constexpr std::string_view kSign = "sign";
constexpr std::string_view kSubject = "subject";

struct AuditKey {
  std::string name;
  Secret<KeyBytes> bytes;
};

constexpr std::string_view kColumns = "select id, name, wrapped, generation from audit_key";

// As a data key of no organisation.
Result<AuditKey> read_key(Transaction& tx, const Row& row) {
  JIUM_TRY(const KeyBytes* master, tx.master_key(row.integer(3)));
  JIUM_TRY(const DataKey key, Vault::unwrap(*master, row.id<DataKeyId>(0), {}, row.blob(2)));
  return AuditKey{row.text(1), key.key};
}

Result<audit::NoteSigner> read_signer(Transaction& tx, const Row& row) {
  JIUM_TRY(const AuditKey key, read_key(tx, row));
  return audit::NoteSigner::make(key.name, audit::KeyUse::sign, key.bytes);
}

// The newest that is in use.
Result<AuditKey> key_for(Transaction& tx, std::string_view purpose) {
  return one(tx, kColumns, "where purpose = ? and retired_at is null order by made_at desc, id limit 1",
             {purpose}, "the audit log has not begun: it does with the first thing that happens here",
             read_key);
}

Result<void> insert_key(Transaction& tx, std::string_view purpose, const std::string& name, Instant now) {
  const DataKey key = Vault::new_data_key(DataKeyId::random(), {});
  JIUM_TRY(const Generation generation, tx.generation());
  JIUM_TRY(const KeyBytes* master, tx.master_key(generation));
  return tx.database().run(
      "insert into audit_key (id, purpose, name, wrapped, made_at, generation) values (?, ?, ?, ?, ?, ?)",
      {key.id, purpose, name, Vault::wrap(*master, key), now, generation});
}

}  // namespace

Result<audit::NoteSigner> log_signer(Transaction& tx) {
  static_assert(std::is_same_v<audit::NoteSigner::Seed, KeyBytes>);
  JIUM_TRY(const AuditKey key, key_for(tx, kSign));
  return audit::NoteSigner::make(key.name, audit::KeyUse::sign, key.bytes);
}

Result<std::vector<audit::NoteSigner>> log_signers(Transaction& tx, Instant now) {
  return all(tx, kColumns,
             "where purpose = ? and (retired_at is null or retired_at > ?) order by made_at desc, id",
             {kSign, now}, read_signer);
}

Result<std::vector<audit::NoteSigner>> all_log_signers(Transaction& tx) {
  return all(tx, kColumns, "where purpose = ? order by made_at desc, id", {kSign}, read_signer);
}

Result<audit::NoteSigner> make_next_log_signer(Transaction& tx, Instant now, Instant retired_at) {
  JIUM_TRY(const audit::NoteSigner before, log_signer(tx));
  // Later than every other one, whatever the clock says: the newest is known by it.
  Instant made_at = now;
  JIUM_CHECK(tx.database().query("select max(made_at) from audit_key where purpose = ?", {kSign},
                                 [&](const Row& row) -> Result<void> {
                                   made_at = std::max(made_at, row.instant(0) + Duration{1});
                                   return {};
                                 }));
  JIUM_CHECK(tx.database().run(
      "update audit_key set retired_at = ? where purpose = ? and (retired_at is null or retired_at > ?)",
      {retired_at, kSign, retired_at}));
  JIUM_CHECK(insert_key(tx, kSign, before.key().name(), made_at));
  return log_signer(tx);
}

Result<std::vector<audit::NoteKey>> log_public_keys(Transaction& tx) {
  JIUM_TRY(const auto signers, all_log_signers(tx));
  std::vector<audit::NoteKey> keys;
  for (const audit::NoteSigner& signer : signers) keys.push_back(signer.key());
  return keys;
}

Result<Secret<KeyBytes>> log_subject_key(Transaction& tx) {
  JIUM_TRY(AuditKey key, key_for(tx, kSubject));
  return std::move(key.bytes);
}

Result<bool> make_log_keys(Transaction& tx, Instant now) {
  const auto made = log_subject_key(tx);
  if (made) return false;
  if (made.fault().kind != FaultKind::missing) return made.fault();
  JIUM_CHECK(insert_key(tx, kSign, "jium-" + to_hex(random_bytes(8)) + "/audit", now));
  JIUM_CHECK(insert_key(tx, kSubject, "", now));
  return true;
}

}  // namespace jium::store
