// The store: one SQLite database and its vault. Nouns have a file each beside this one, with free functions
// that take a Transaction; nothing outside this room writes SQL.
#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <type_traits>
#include <vector>

#include "jium/base/result.h"
#include "jium/store/sqlite.h"
#include "jium/store/vault.h"

namespace jium::store {

// A transaction: all of it happens or nothing. Writing ones are alone (BEGIN IMMEDIATE); reading ones see one
// state of the database throughout.
class Transaction {
 public:
  Transaction(Database& database, const Vault& vault) : database_(database), vault_(vault) {}
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  [[nodiscard]] Database& database() { return database_; }
  [[nodiscard]] const Vault& vault() const { return vault_; }

  // Data keys, unwrapped once a transaction.
  [[nodiscard]] Result<DataKey> make_data_key(registry::OrganisationId organisation,
                                              DataKeyId id = DataKeyId::random());
  [[nodiscard]] Result<DataKey> data_key(DataKeyId id);
  // Erases for ever what it sealed: such a record is Missing when it is loaded and left out of every list.
  [[nodiscard]] Result<void> destroy_data_key(DataKeyId id);
  // The organisation's own key, for what belongs to no case (operators, sites, inspections).
  [[nodiscard]] Result<DataKey> organisation_key(registry::OrganisationId organisation);

 private:
  Database& database_;
  const Vault& vault_;
  std::map<DataKeyId, DataKey> keys_;
};

class Store {
 public:
  // Opens or makes `folder`/jium.db and `folder`/jium.key and brings the schema up to date.
  [[nodiscard]] static Result<std::unique_ptr<Store>> open(const std::string& folder);
  // A database in memory with a key of its own.
  [[nodiscard]] static Result<std::unique_ptr<Store>> in_memory();

  // `work(Transaction&)` returns a Result; a fault rolls back and is handed on.
  template <class Work>
  [[nodiscard]] std::invoke_result_t<Work, Transaction&> write(Work&& work) {
    return in_transaction("begin immediate", std::forward<Work>(work));
  }
  template <class Work>
  [[nodiscard]] std::invoke_result_t<Work, Transaction&> read(Work&& work) {
    return in_transaction("begin deferred", std::forward<Work>(work));
  }

  [[nodiscard]] const Vault& vault() const { return *vault_; }
  // The schema as the database has it, for the test that compares it with schema.sql.
  [[nodiscard]] Result<std::string> dump_schema();

 private:
  // A connection from the pool, given back at the end of the scope.
  class Lease {
   public:
    Lease(Store& store, std::unique_ptr<Database> database) : store_(store), database_(std::move(database)) {}
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease() { store_.give_back(std::move(database_)); }
    Database& operator*() { return *database_; }

   private:
    Store& store_;
    std::unique_ptr<Database> database_;
  };

  Store(std::string path, std::unique_ptr<Vault> vault, std::size_t connections)
      : path_(std::move(path)), vault_(std::move(vault)), limit_(connections) {}
  [[nodiscard]] Result<std::unique_ptr<Database>> take();
  void give_back(std::unique_ptr<Database> database);

  template <class Work>
  std::invoke_result_t<Work, Transaction&> in_transaction(const char* begin, Work&& work) {
    JIUM_TRY(auto database, take());
    Lease lease(*this, std::move(database));
    JIUM_CHECK((*lease).script(begin));
    Transaction transaction(*lease, *vault_);
    auto result = std::forward<Work>(work)(transaction);
    if (!result) {
      (void)(*lease).script("rollback");
      return result;
    }
    if (auto committed = (*lease).script("commit"); !committed) {
      (void)(*lease).script("rollback");
      return Fault(std::move(committed).fault());
    }
    return result;
  }

  std::string path_;
  std::unique_ptr<Vault> vault_;
  std::size_t limit_;
  std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<std::unique_ptr<Database>> idle_;
  std::size_t open_ = 0;
};

}  // namespace jium::store
