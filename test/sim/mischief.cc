#include "sim/mischief.h"

#include <algorithm>

namespace jium::sim {
namespace {

class MischievousDatabase final : public store::Database {
 public:
  MischievousDatabase(store::Database& inner, Mischief& mischief) : inner_(inner), mischief_(mischief) {}

  [[nodiscard]] store::Driver driver() const override { return inner_.driver(); }
  [[nodiscard]] Result<void> script(const char* sql) override { return inner_.script(sql); }
  [[nodiscard]] Result<void> query(const char* sql, std::initializer_list<store::Value> values,
                                   const std::function<Result<void>(const store::Row&)>& visit) override {
    return inner_.query(sql, values, visit);
  }
  [[nodiscard]] Result<void> long_query(
      const char* sql, std::initializer_list<store::Value> values,
      const std::function<Result<void>(const store::Row&)>& visit) override {
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
      case Blow::none:
        return inner_.commit();
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
  store::Access access_ = store::Access::read;
};

}  // namespace

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

std::unique_ptr<store::Database> make_mischievous(store::Database& inner, Mischief& mischief) {
  return std::make_unique<MischievousDatabase>(inner, mischief);
}

}  // namespace jium::sim
