#include "jium/store/store.h"

#include <sys/stat.h>

#include <chrono>
#include <filesystem>

#include "jium/store/failed_sync.h"
#include "jium/store/key_rotation.h"
#include "jium/store/migrations.h"
#include "jium/store/postgres.h"
#include "jium/store/sqlite.h"

namespace jium::store {
namespace {

constexpr std::size_t kConnections = 8;
constexpr std::chrono::seconds kPatience{10};

Result<void> make_folder(const std::string& folder) {
  std::error_code failed;
  if (std::filesystem::create_directories(folder, failed)) ::chmod(folder.c_str(), 0700);
  if (failed)
    return fault(FaultKind::outside, "the data folder cannot be made: check the path and its owner");
  return {};
}

// The program applies nothing to a database that others share: `jium migrate` does, as the owner's role.
Result<void> must_be_ready(Database& database) {
  JIUM_TRY(const std::string why, too_powerful(database));
  if (!why.empty()) {
    return fault(FaultKind::forbidden, "the role of store.postgres may more than it should: " + why +
                                           ". Give jium a role of its own (docs/operating/postgresql.md)");
  }
  JIUM_TRY(const auto ahead, migrations_ahead(database));
  if (ahead.empty()) return {};
  return fault(FaultKind::conflict,
               "the database's schema is older than this jium: run `jium migrate --to` as the owner's role");
}

}  // namespace

Result<DataKey> Transaction::make_data_key(registry::OrganisationId organisation, DataKeyId id) {
  DataKey key = Vault::new_data_key(id, organisation);
  JIUM_TRY(const Generation generation, this->generation());
  JIUM_TRY(const KeyBytes* master, master_key(generation));
  JIUM_CHECK(database_.run("insert into data_key (id, organisation, wrapped, generation) values (?, ?, ?, ?)",
                           {key.id, organisation, Vault::wrap(*master, key), generation}));
  keys_.emplace(key.id, key);
  return key;
}

Result<DataKey> Transaction::data_key(DataKeyId id) {
  if (const auto known = keys_.find(id); known != keys_.end()) return known->second;
  Result<DataKey> key = fault(FaultKind::missing, "what this record sealed has been erased");
  JIUM_CHECK(database_.query("select organisation, wrapped, generation from data_key where id = ?", {id},
                             [&](const Row& row) -> Result<void> {
                               if (row.is_null(1)) return {};
                               JIUM_TRY(const KeyBytes* master, master_key(row.integer(2)));
                               key = Vault::unwrap(*master, id, row.id<registry::OrganisationId>(0),
                                                   row.blob(1));
                               return {};
                             }));
  if (key) keys_.emplace(id, *key);
  return key;
}

Result<void> Transaction::destroy_data_key(DataKeyId id) {
  keys_.erase(id);
  return database_.run("update data_key set wrapped = null where id = ?", {id});
}

Result<DataKey> Transaction::organisation_key(registry::OrganisationId organisation) {
  // It is made together with the organisation and has the same number.
  return data_key(DataKeyId(organisation.value()));
}

Result<const KeyBytes*> Transaction::master_key(Generation generation) {
  if (const KeyBytes* key = master_keys_->find(generation)) return key;
  if (!newer_master_keys_ || newer_master_keys_->find(generation) == nullptr)
    newer_master_keys_ = vault_.ring_now();
  if (const KeyBytes* key = newer_master_keys_->find(generation)) return key;
  return fault(FaultKind::outside, "the key file does not have generation " + std::to_string(generation) +
                                       ", which wraps what is asked for: put the newest copy of it back");
}

Result<Generation> Transaction::generation() {
  Result<Generation> generation = fault(FaultKind::internal, "the vault was never settled");
  JIUM_CHECK(database_.query("select generation from vault_state where id = 1", {},
                             [&](const Row& row) -> Result<void> {
                               generation = row.integer(0);
                               return {};
                             }));
  return generation;
}

Result<std::unique_ptr<Store>> Store::open(const std::string& folder, const std::string& key_file) {
  JIUM_CHECK(make_folder(folder));
  std::error_code failed;
  const std::string path = folder + "/jium.db";
  const bool database_exists = std::filesystem::exists(path, failed);
  if (failed) return fault(FaultKind::outside, "the data folder cannot be read: check its owner and mode");
  JIUM_TRY(auto vault, Vault::open(key_file.empty() ? folder + "/jium.key" : key_file, database_exists));
  std::unique_ptr<Store> store(
      new Store([path] { return open_sqlite(path); }, std::move(vault), kConnections));
  JIUM_CHECK(store->settle());
  // The database and its log have their names by now, and keep them while a connection is open.
  JIUM_CHECK(sync_folder(folder));
  return store;
}

Result<std::unique_ptr<Store>> Store::open_postgres(const std::string& folder, const std::string& conninfo,
                                                    const std::string& key_file) {
  JIUM_CHECK(make_folder(folder));
  JIUM_TRY(auto database, jium::store::open_postgres(conninfo));
  JIUM_CHECK(must_be_ready(*database));
  // A key of its own for a database that has seen another would open nothing: only the very first is made.
  bool sealed_before = false;
  JIUM_CHECK(database->query("select 1 from vault_state", {}, [&](const Row&) -> Result<void> {
    sealed_before = true;
    return {};
  }));
  JIUM_TRY(auto vault, Vault::open(key_file.empty() ? folder + "/jium.key" : key_file, sealed_before));
  return on([conninfo] { return jium::store::open_postgres(conninfo); }, std::move(vault), kConnections);
}

Result<std::unique_ptr<Store>> Store::on(Connect connect, std::unique_ptr<Vault> vault,
                                         std::size_t connections) {
  std::unique_ptr<Store> store(new Store(std::move(connect), std::move(vault), connections));
  JIUM_CHECK(store->settle_keys());
  return store;
}

Result<std::unique_ptr<Store>> Store::in_memory() {
  // One connection: every connection to ":memory:" would be a database of its own.
  std::unique_ptr<Store> store(new Store([] { return open_sqlite(":memory:"); }, Vault::for_tests(), 1));
  JIUM_CHECK(store->settle());
  return store;
}

Result<void> Store::settle() {
  JIUM_TRY(auto database, take());
  const Result<void> migrated = migrate(*database);
  give_back(std::move(database));
  JIUM_CHECK(migrated);
  return settle_keys();
}

Result<void> Store::settle_keys() {
  JIUM_TRY(const bool settled, read([&](Transaction& tx) { return take_settled(tx, *vault_); }));
  if (settled) return {};
  return write([&](Transaction& tx) { return settle_vault(tx, *vault_); });
}

Result<std::unique_ptr<Database>> Store::take() {
  std::unique_lock lock(mutex_);
  const bool got = freed_.wait_for(lock, kPatience, [&] { return !idle_.empty() || open_ < limit_; });
  if (!got) return fault(FaultKind::busy, "too much at once: try again in a moment");
  if (!idle_.empty()) {
    auto database = std::move(idle_.back());
    idle_.pop_back();
    return database;
  }
  ++open_;
  lock.unlock();
  auto opened = connect_();
  if (!opened) {
    lock.lock();
    --open_;
    freed_.notify_one();
  }
  return opened;
}

Result<std::unique_ptr<Database>> Store::begin(Access access, const Acting& acting) {
  for (std::size_t tried = 0;; ++tried) {
    JIUM_TRY(auto database, take());
    Result<void> begun = database->begin(access, acting);
    if (begun) return database;
    // Nothing was done yet, so that another connection may do it; at most every idle one is lost, and a new
    // one once.
    const bool lost = !database->usable();
    give_back(std::move(database));
    if (!lost || tried > limit_) return Fault(std::move(begun).fault());
  }
}

void Store::give_back(std::unique_ptr<Database> database) {
  // Only when the work was left by an exception.
  if (database->in_transaction()) database->rollback();
  const std::lock_guard lock(mutex_);
  if (database->usable()) {
    idle_.push_back(std::move(database));
  } else {
    --open_;
  }
  freed_.notify_one();
}

Result<void> Store::sweep() {
  JIUM_TRY(auto database, take());
  Lease lease(*this, std::move(database));
  return (*lease).sweep();
}

Result<std::string> Store::dump_schema() {
  return read([](Transaction& tx) { return tx.database().dump_schema(); });
}

}  // namespace jium::store
