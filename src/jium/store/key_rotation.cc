#include "jium/store/key_rotation.h"

namespace jium::store {
namespace {

struct VaultRow {
  Generation generation = 0;
  Bytes index_secret;
};

Result<std::optional<VaultRow>> vault_row(Database& database) {
  std::optional<VaultRow> found;
  JIUM_CHECK(database.query("select generation, index_secret from vault_state where id = 1", {},
                            [&](const Row& row) -> Result<void> {
                              found = VaultRow{row.integer(0), row.blob(1)};
                              return {};
                            }));
  return found;
}

Result<std::int64_t> count(Database& database, const char* sql, std::initializer_list<Value> values) {
  std::int64_t number = 0;
  JIUM_CHECK(database.query(sql, values, [&](const Row& row) -> Result<void> {
    number = row.integer(0);
    return {};
  }));
  return number;
}

struct WrappedKey {
  DataKeyId id;
  registry::OrganisationId organisation;
  Bytes wrapped;
  Generation generation = 0;
};

// The keys of the audit log belong to no organisation.
Result<void> rewrap_log_keys(Transaction& tx, Generation generation) {
  std::vector<WrappedKey> keys;
  JIUM_CHECK(tx.database().query("select id, wrapped, generation from audit_key", {},
                                 [&](const Row& row) -> Result<void> {
                                   keys.push_back({row.id<DataKeyId>(0), {}, row.blob(1), row.integer(2)});
                                   return {};
                                 }));
  JIUM_TRY(const KeyBytes* newer, tx.master_key(generation));
  for (const WrappedKey& key : keys) {
    JIUM_TRY(const KeyBytes* older, tx.master_key(key.generation));
    JIUM_TRY(const DataKey opened, Vault::unwrap(*older, key.id, {}, key.wrapped));
    JIUM_CHECK(tx.database().run("update audit_key set wrapped = ?, generation = ? where id = ?",
                                 {Vault::wrap(*newer, opened), generation, key.id}));
  }
  return {};
}

Result<std::vector<WrappedKey>> keys_left(Database& database, Generation newest, int most) {
  std::vector<WrappedKey> keys;
  JIUM_CHECK(
      database.query("select id, organisation, wrapped, generation from data_key"
                     " where generation < ? and wrapped is not null limit ?",
                     {newest, most}, [&](const Row& row) -> Result<void> {
                       keys.push_back({row.id<DataKeyId>(0), row.id<registry::OrganisationId>(1), row.blob(2),
                                       row.integer(3)});
                       return {};
                     }));
  return keys;
}

// Of a database that does not name its key yet: one of its data keys tells whether this is it.
Result<void> must_open(Database& database, const KeyBytes& master) {
  JIUM_TRY(const auto keys, keys_left(database, 2, 1));
  if (keys.empty()) return {};
  if (Vault::unwrap(master, keys.front().id, keys.front().organisation, keys.front().wrapped)) return {};
  return fault(FaultKind::outside,
               "the key file belongs to another database: put the right jium.key beside this one");
}

}  // namespace

Result<bool> take_settled(Transaction& tx, Vault& vault) {
  JIUM_TRY(const auto row, vault_row(tx.database()));
  if (!row) return false;
  JIUM_TRY(const KeyBytes* master, tx.master_key(row->generation));
  if (vault.take_index_secret(*master, row->index_secret)) return true;
  return fault(FaultKind::outside,
               "the key file belongs to another database than this one: put the right copy back");
}

Result<void> settle_vault(Transaction& tx, Vault& vault) {
  JIUM_TRY(const bool settled, take_settled(tx, vault));
  if (settled) return {};
  constexpr Generation kFirst = 1;
  JIUM_TRY(const KeyBytes* master, tx.master_key(kFirst));
  JIUM_TRY(const std::int64_t older, count(tx.database(), "select count(*) from data_key", {}));
  if (older > 0) {
    JIUM_CHECK(must_open(tx.database(), *master));
    vault.take_index_secret(*master);
  }
  return tx.database().run("insert into vault_state (id, generation, index_secret) values (1, ?, ?)",
                           {kFirst, vault.wrap_index_secret(*master)});
}

Result<RotationState> rotation_state(Transaction& tx) {
  JIUM_TRY(const Generation generation, tx.generation());
  JIUM_TRY(const std::int64_t left,
           count(tx.database(), "select count(*) from data_key where generation < ? and wrapped is not null",
                 {generation}));
  return RotationState{generation, left};
}

Result<void> name_generation(Transaction& tx, Generation generation) {
  JIUM_TRY(const KeyBytes* master, tx.master_key(generation));
  JIUM_CHECK(rewrap_log_keys(tx, generation));
  return tx.database().run("update vault_state set generation = ?, index_secret = ? where id = 1",
                           {generation, tx.vault().wrap_index_secret(*master)});
}

Result<int> rewrap_some(Transaction& tx, int most) {
  JIUM_TRY(const Generation generation, tx.generation());
  JIUM_TRY(const KeyBytes* newer, tx.master_key(generation));
  JIUM_TRY(const auto keys, keys_left(tx.database(), generation, most));
  for (const WrappedKey& key : keys) {
    JIUM_TRY(const KeyBytes* older, tx.master_key(key.generation));
    JIUM_TRY(const DataKey opened, Vault::unwrap(*older, key.id, key.organisation, key.wrapped));
    JIUM_CHECK(tx.database().run("update data_key set wrapped = ?, generation = ? where id = ?",
                                 {Vault::wrap(*newer, opened), generation, key.id}));
  }
  return static_cast<int>(keys.size());
}

}  // namespace jium::store
