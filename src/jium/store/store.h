// The store: one database (SQLite, or PostgreSQL 15 where several share one) and its vault. Nouns have a file
// each beside this one, with free functions that take a Transaction; nothing outside this room writes SQL.
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <type_traits>
#include <vector>

#include "jium/base/result.h"
#include "jium/store/database.h"
#include "jium/store/vault.h"

namespace jium::store {

// A transaction: all of it happens or nothing. Writing ones are alone, whichever process they are in (BEGIN
// IMMEDIATE; on PostgreSQL an advisory lock, postgres.h says why); reading ones see one state of the database
// throughout. A statement that failed ends a transaction: PostgreSQL takes no further ones.
class Transaction {
 public:
  // `keys` were taken from the vault before the transaction began (vault.h says why).
  Transaction(Database& database, const Vault& vault, Acting acting, std::shared_ptr<const KeyRing> keys)
      : database_(database), vault_(vault), acting_(std::move(acting)), master_keys_(std::move(keys)) {}
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  [[nodiscard]] Database& database() { return database_; }
  [[nodiscard]] const Vault& vault() const { return vault_; }

  // What has to see more than the organisation that asked (the match catalogue that catches up, footage that
  // is shared) does so here, in the house's own name, and nowhere else. `work()` returns a Result.
  template <class Work>
  [[nodiscard]] std::invoke_result_t<Work> for_the_house(Work&& work) {
    return acting_as(Acting::for_the_house(), std::forward<Work>(work));
  }
  // For an organisation, within a transaction of the house.
  template <class Work>
  [[nodiscard]] std::invoke_result_t<Work> for_organisation(registry::OrganisationId organisation,
                                                            Work&& work) {
    return acting_as(Acting::for_organisation(organisation), std::forward<Work>(work));
  }

  // Data keys, unwrapped once a transaction.
  [[nodiscard]] Result<DataKey> make_data_key(registry::OrganisationId organisation,
                                              DataKeyId id = DataKeyId::random());
  [[nodiscard]] Result<DataKey> data_key(DataKeyId id);
  // Erases for ever what it sealed: such a record is Missing when it is loaded and left out of every list.
  [[nodiscard]] Result<void> destroy_data_key(DataKeyId id);
  // The organisation's own key, for what belongs to no case (operators, sites, inspections).
  [[nodiscard]] Result<DataKey> organisation_key(registry::OrganisationId organisation);

  // The master key of a generation; Outside when the key file does not have it. Valid as long as this.
  [[nodiscard]] Result<const KeyBytes*> master_key(Generation generation);
  // That wraps what is new.
  [[nodiscard]] Result<Generation> generation();

 private:
  template <class Work>
  std::invoke_result_t<Work> acting_as(Acting acting, Work&& work) {
    const Acting before = std::exchange(acting_, std::move(acting));
    Result<void> changed = database_.act(acting_);
    if (!changed) {
      acting_ = before;
      return Fault(std::move(changed).fault());
    }
    auto result = std::forward<Work>(work)();
    acting_ = before;
    // After a statement that failed nothing more is taken, and the fault is already in the result.
    if (auto back = database_.act(acting_); !back && result) return Fault(std::move(back).fault());
    return result;
  }

  Database& database_;
  const Vault& vault_;
  Acting acting_;
  std::shared_ptr<const KeyRing> master_keys_, newer_master_keys_;
  std::map<DataKeyId, DataKey> keys_;
};

class Store {
 public:
  // Opens or makes `folder`/jium.db and the key file (empty: `folder`/jium.key) and brings the schema up to
  // date.
  [[nodiscard]] static Result<std::unique_ptr<Store>> open(const std::string& folder,
                                                           const std::string& key_file = {});
  // The key file (empty: `folder`/jium.key) beside the PostgreSQL database that `conninfo` names, which is
  // reached as the program's own role. Conflict when its schema is not the one of this program (`jium
  // migrate`), Forbidden when the role may more than it should (row_security.h), Outside when the key file is
  // not there.
  [[nodiscard]] static Result<std::unique_ptr<Store>> open_postgres(const std::string& folder,
                                                                    const std::string& conninfo,
                                                                    const std::string& key_file = {});
  using Connect = std::function<Result<std::unique_ptr<Database>>()>;
  // On up to `connections` that `connect` makes, to a database whose schema is up to date.
  [[nodiscard]] static Result<std::unique_ptr<Store>> on(Connect connect, std::unique_ptr<Vault> vault,
                                                         std::size_t connections);
  // A database in memory with a key of its own.
  [[nodiscard]] static Result<std::unique_ptr<Store>> in_memory();

  // `work(Transaction&)` returns a Result; a fault rolls back and is handed on. Without a word for whom, the
  // house itself acts.
  template <class Work>
  [[nodiscard]] std::invoke_result_t<Work, Transaction&> write(const Acting& acting, Work&& work) {
    return in_transaction(Access::write, acting, std::forward<Work>(work));
  }
  template <class Work>
  [[nodiscard]] std::invoke_result_t<Work, Transaction&> write(Work&& work) {
    return write(Acting::for_the_house(), std::forward<Work>(work));
  }
  template <class Work>
  [[nodiscard]] std::invoke_result_t<Work, Transaction&> read(const Acting& acting, Work&& work) {
    return in_transaction(Access::read, acting, std::forward<Work>(work));
  }
  template <class Work>
  [[nodiscard]] std::invoke_result_t<Work, Transaction&> read(Work&& work) {
    return read(Acting::for_the_house(), std::forward<Work>(work));
  }

  // After something was destroyed: leaves no trace of it in the database's files. Busy when it must be tried
  // again.
  [[nodiscard]] Result<void> sweep();

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
    Database* operator->() { return database_.get(); }

   private:
    Store& store_;
    std::unique_ptr<Database> database_;
  };

  Store(Connect connect, std::unique_ptr<Vault> vault, std::size_t connections)
      : connect_(std::move(connect)), vault_(std::move(vault)), limit_(connections) {}
  [[nodiscard]] Result<void> settle();  // the schema, then the vault
  [[nodiscard]] Result<void> settle_keys();
  [[nodiscard]] Result<std::unique_ptr<Database>> take();
  // A connection whose transaction has begun. One that was lost while it lay idle is replaced.
  [[nodiscard]] Result<std::unique_ptr<Database>> begin(Access access, const Acting& acting);
  void give_back(std::unique_ptr<Database> database);

  template <class Work>
  std::invoke_result_t<Work, Transaction&> in_transaction(Access access, const Acting& acting, Work&& work) {
    auto keys = vault_->ring();
    JIUM_TRY(auto database, begin(access, acting));
    Lease lease(*this, std::move(database));
    Transaction transaction(*lease, *vault_, acting, std::move(keys));
    auto result = std::forward<Work>(work)(transaction);
    if (!result) {
      lease->rollback();
      return result;
    }
    if (auto committed = lease->commit(); !committed) {
      if (lease->in_transaction()) lease->rollback();
      return Fault(std::move(committed).fault());
    }
    return result;
  }

  Connect connect_;
  std::unique_ptr<Vault> vault_;
  std::size_t limit_;
  std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<std::unique_ptr<Database>> idle_;
  std::size_t open_ = 0;
};

}  // namespace jium::store
