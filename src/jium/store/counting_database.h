// Test-only: a database that writes down what it is asked, for tests of what must be the same work: each
// statement, with the kinds and sizes of its values and the number of rows that it found. What the values are
// is not written down.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "jium/store/migrations.h"
#include "jium/store/sqlite.h"
#include "jium/store/store.h"

namespace jium::store {

using WorkDone = std::vector<std::string>;

class CountingDatabase final : public Database {
 public:
  CountingDatabase(std::unique_ptr<Database> inside, WorkDone& done)
      : inside_(std::move(inside)), done_(done) {}

  Driver driver() const override { return inside_->driver(); }
  Result<void> script(const char* sql) override {
    done_.emplace_back(sql);
    return inside_->script(sql);
  }
  Result<void> query(const char* sql, std::initializer_list<Value> values,
                     const std::function<Result<void>(const Row&)>& visit) override {
    return counted(sql, values, visit, [&](const auto& count) { return inside_->query(sql, values, count); });
  }
  Result<void> long_query(const char* sql, std::initializer_list<Value> values,
                          const std::function<Result<void>(const Row&)>& visit) override {
    return counted(sql, values, visit,
                   [&](const auto& count) { return inside_->long_query(sql, values, count); });
  }
  int changed_rows() const override { return inside_->changed_rows(); }
  Result<void> begin(Access access, const Acting& acting) override {
    done_.emplace_back(access == Access::write ? "begin write" : "begin read");
    return inside_->begin(access, acting);
  }
  Result<void> commit() override {
    done_.emplace_back("commit");
    return inside_->commit();
  }
  void rollback() override {
    done_.emplace_back("rollback");
    inside_->rollback();
  }
  bool in_transaction() const override { return inside_->in_transaction(); }
  Result<void> act(const Acting& acting) override { return inside_->act(acting); }
  bool usable() const override { return inside_->usable(); }
  Result<std::int64_t> schema_number() override { return inside_->schema_number(); }
  Result<void> apply_migration(std::string_view sql, std::int64_t number) override {
    return inside_->apply_migration(sql, number);
  }
  Result<std::vector<TableShape>> tables() override { return inside_->tables(); }
  Result<std::vector<std::string>> own_faults() override { return inside_->own_faults(); }
  Result<std::string> dump_schema() override { return inside_->dump_schema(); }
  Result<void> sweep() override { return inside_->sweep(); }

 private:
  static std::string size_of(const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value.held()))
      return "text " + std::to_string(text->size());
    if (const auto* blob = std::get_if<Bytes>(&value.held())) return "blob " + std::to_string(blob->size());
    return "value " + std::to_string(value.held().index());
  }

  template <class Ask>
  Result<void> counted(const char* sql, std::initializer_list<Value> values,
                       const std::function<Result<void>(const Row&)>& visit, Ask ask) {
    std::string line = sql;
    for (const Value& value : values) line += " | " + size_of(value);
    // Before what its rows ask in their turn.
    const std::size_t place = done_.size();
    done_.push_back(line);
    int rows = 0;
    const std::function<Result<void>(const Row&)> count = [&](const Row& row) {
      ++rows;
      return visit(row);
    };
    auto result = ask(count);
    done_[place] += " -> " + std::to_string(rows);
    return result;
  }

  std::unique_ptr<Database> inside_;
  WorkDone& done_;
};

// In memory; `done` outlives it.
[[nodiscard]] inline Result<std::unique_ptr<Store>> counting_store(WorkDone& done) {
  const auto connect = [&done]() -> Result<std::unique_ptr<Database>> {
    JIUM_TRY(auto database, open_sqlite(":memory:"));
    JIUM_CHECK(migrate(*database));
    return std::unique_ptr<Database>(std::make_unique<CountingDatabase>(std::move(database), done));
  };
  return Store::on(connect, Vault::for_tests(), 1);
}

}  // namespace jium::store
