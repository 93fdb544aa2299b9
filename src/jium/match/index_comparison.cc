#include "jium/match/index_comparison.h"

#include <algorithm>

namespace jium::match {
namespace {

// All values of one key, sorted.
struct Group {
  std::uint64_t key = 0;
  std::vector<Bits256> values;
};

// Entries by rising key as groups; `values` are made comparable by `as_kept`.
class Groups {
 public:
  Groups(RegistrySource source, bool spreads)
      : source_(std::move(source)), spreads_(spreads), ahead_(source_()) {}

  [[nodiscard]] Result<std::optional<Group>> next() {
    if (!ahead_) return std::optional<Group>();
    Group group{ahead_->key, {}};
    while (ahead_ && ahead_->key == group.key) {
      group.values.push_back(spreads_ ? spread(ahead_->bits) : ahead_->bits);
      ahead_ = source_();
    }
    if (ahead_ && ahead_->key < group.key)
      return fault(FaultKind::malformed, "the registry's keys do not rise");
    std::ranges::sort(group.values);
    return std::optional(std::move(group));
  }

 private:
  RegistrySource source_;
  bool spreads_;
  std::optional<KeyedBits> ahead_;
};

void put_right(const Group* is, const Group* should, Correction* correction) {
  if (correction == nullptr) return;
  if (is != nullptr) correction->remove.push_back(is->key);
  if (should == nullptr) return;
  for (const Bits256& value : should->values) correction->add.push_back({should->key, unspread(value)});
}

}  // namespace

Result<Comparison> compare(KeyOrder& index, const RegistrySource& registry, Correction* correction) {
  Groups here([&] { return index.next(); }, false);
  Groups there(registry, true);
  Comparison result;
  JIUM_TRY(std::optional<Group> is, here.next());
  JIUM_TRY(std::optional<Group> should, there.next());
  while (is || should) {
    const bool only_here = is && (!should || is->key < should->key);
    const bool only_there = should && (!is || should->key < is->key);
    if (only_here) {
      result.extra.push_back(is->key);
      put_right(&*is, nullptr, correction);
    } else if (only_there) {
      result.missing.push_back(should->key);
      put_right(nullptr, &*should, correction);
    } else if (is->values != should->values) {
      result.different.push_back(is->key);
      put_right(&*is, &*should, correction);
    }
    if (!only_there) {
      JIUM_TRY(is, here.next());
    }
    if (!only_here) {
      JIUM_TRY(should, there.next());
    }
  }
  return result;
}

}  // namespace jium::match
