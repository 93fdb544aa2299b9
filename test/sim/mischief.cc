#include "sim/mischief.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>

namespace jium::sim {
namespace {

class MischievousDatabase final : public store::Database {
 public:
  MischievousDatabase(store::Database& inner, Mischief& mischief, QueryTimes* times)
      : inner_(inner), mischief_(mischief), times_(times) {}

  [[nodiscard]] store::Driver driver() const override { return inner_.driver(); }
  [[nodiscard]] Result<void> script(const char* sql) override { return inner_.script(sql); }
  [[nodiscard]] Result<void> query(const char* sql, std::initializer_list<store::Value> values,
                                   const std::function<Result<void>(const store::Row&)>& visit) override {
    const QueryTimes::Stopwatch watch(times_, sql);
    return inner_.query(sql, values, visit);
  }
  [[nodiscard]] Result<void> long_query(
      const char* sql, std::initializer_list<store::Value> values,
      const std::function<Result<void>(const store::Row&)>& visit) override {
    const QueryTimes::Stopwatch watch(times_, sql);
    return inner_.long_query(sql, values, visit);
  }
  [[nodiscard]] int changed_rows() const override { return inner_.changed_rows(); }

  [[nodiscard]] Result<void> begin(store::Access access, const store::Acting& acting) override {
    access_ = access;
    return inner_.begin(access, acting);
  }
  [[nodiscard]] Result<void> commit() override {
    if (access_ == store::Access::read) return inner_.commit();
    switch (mischief_.at_commit()) {
      case Blow::none: {
        const QueryTimes::Stopwatch watch(times_, "commit");
        return inner_.commit();
      }
      case Blow::dies_before:
        throw Killed{};  // whoever holds the connection rolls it back
      case Blow::dies_after:
        JIUM_CHECK(inner_.commit());
        throw Killed{};
      case Blow::refused:
        return fault(FaultKind::outside, "the disk is full (so the simulation says)");
      case Blow::word_lost:
        JIUM_CHECK(inner_.commit());
        return fault(FaultKind::outside, "the line broke (so the simulation says)");
    }
    return inner_.commit();
  }
  void rollback() override { inner_.rollback(); }
  [[nodiscard]] bool in_transaction() const override { return inner_.in_transaction(); }
  [[nodiscard]] Result<void> act(const store::Acting& acting) override { return inner_.act(acting); }
  [[nodiscard]] bool usable() const override { return inner_.usable(); }

  [[nodiscard]] Result<std::int64_t> schema_number() override { return inner_.schema_number(); }
  [[nodiscard]] Result<void> apply_migration(std::string_view sql, std::int64_t number) override {
    return inner_.apply_migration(sql, number);
  }
  [[nodiscard]] Result<std::vector<store::TableShape>> tables() override { return inner_.tables(); }
  [[nodiscard]] Result<std::vector<std::string>> own_faults() override { return inner_.own_faults(); }
  [[nodiscard]] Result<std::string> dump_schema() override { return inner_.dump_schema(); }
  [[nodiscard]] Result<void> sweep() override { return inner_.sweep(); }

 private:
  store::Database& inner_;
  Mischief& mischief_;
  QueryTimes* times_;
  store::Access access_ = store::Access::read;
};

}  // namespace

QueryTimes::Stopwatch::Stopwatch(QueryTimes* times, std::string_view sql) : times_(times), sql_(sql) {
  if (times_ == nullptr) return;
  others_before_ = std::exchange(times_->others_, 0);
  began_ = std::chrono::steady_clock::now();
}

QueryTimes::Stopwatch::~Stopwatch() {
  if (times_ == nullptr) return;
  const double taken = std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
  auto there = times_->spent_.find(sql_);
  if (there == times_->spent_.end()) there = times_->spent_.emplace(std::string(sql_), Spent()).first;
  ++there->second.asked;
  there->second.seconds += taken - times_->others_;
  times_->others_ = others_before_ + taken;
}

std::string QueryTimes::table(std::size_t most) const {
  std::vector<std::pair<std::string, Spent>> sorted(spent_.begin(), spent_.end());
  std::ranges::sort(sorted, std::ranges::greater{}, [](const auto& one) { return one.second.seconds; });
  sorted.resize(std::min(most, sorted.size()));
  std::string table = "  seconds      asked  a question\n";
  for (const auto& [sql, spent] : sorted)
    table += fmt::format("{:9.2f} {:10}  {:.160}\n", spent.seconds, spent.asked, sql);
  return table;
}

Blow Mischief::at_commit() {
  if (held_) return Blow::none;
  ++commits_;
  Blow blow = Blow::none;
  if (once_) {
    if (commits_ == once_->commit) blow = once_->blow;
  } else {
    const double drawn = dice_.real();
    const double refused = rates_.dies + rates_.refused;
    if (drawn < rates_.dies) {
      blow = drawn < rates_.dies / 2 ? Blow::dies_before : Blow::dies_after;
    } else if (drawn < refused) {
      blow = Blow::refused;
    } else if (drawn < refused + rates_.word_lost) {
      blow = Blow::word_lost;
    }
  }
  if (blow != Blow::none) note_disturbance();
  return blow;
}

bool Mischief::struck_between(Instant from, Instant to) const {
  const auto first = std::lower_bound(struck_.begin(), struck_.end(), from);
  return first != struck_.end() && *first <= to;
}

std::unique_ptr<store::Database> make_mischievous(store::Database& inner, Mischief& mischief,
                                                  QueryTimes* times) {
  return std::make_unique<MischievousDatabase>(inner, mischief, times);
}

}  // namespace jium::sim
