#include "jium/match/index_delta.h"

#include <algorithm>

namespace jium::match {

Delta::Place Delta::place(std::size_t slot) {
  const std::size_t block = static_cast<std::size_t>(std::bit_width(slot / kFirst + 1)) - 1;
  return {block, slot - kFirst * ((std::size_t{1} << block) - 1)};
}

void Delta::reserve() {
  const Place next = place(count_.load(std::memory_order_relaxed));
  if (blocks_.at(next.block) == nullptr) blocks_[next.block] = std::make_unique<List>(kFirst << next.block);
}

void Delta::add(const KeyedBits& entry) {
  const std::size_t slot = count_.load(std::memory_order_relaxed);
  const Place next = place(slot);
  blocks_[next.block]->values[next.within] = entry.bits;
  blocks_[next.block]->keys[next.within] = entry.key;
  count_.store(slot + 1, std::memory_order_release);
}

std::size_t Delta::kill(std::uint64_t key) {
  std::size_t killed = 0;
  for (std::size_t slot = 0; slot < count(); ++slot) {
    const Place at = place(slot);
    List& list = *blocks_[at.block];
    if (list.keys[at.within] != key) continue;
    const std::uint64_t bit = std::uint64_t{1} << at.within % 64;
    const std::uint64_t before = list.grave[at.within / 64].fetch_or(bit, std::memory_order_relaxed);
    killed += static_cast<std::size_t>((before & bit) == 0);
  }
  dead_.fetch_add(killed, std::memory_order_relaxed);
  return killed;
}

bool Delta::holds(std::uint64_t key) const {
  for (std::size_t slot = 0; slot < count(); ++slot) {
    const Place at = place(slot);
    if (blocks_[at.block]->keys[at.within] == key && !is_dead(slot)) return true;
  }
  return false;
}

bool Delta::is_dead(std::size_t slot) const {
  const Place at = place(slot);
  return (blocks_[at.block]->grave[at.within / 64].load(std::memory_order_relaxed) >> at.within % 64 & 1) !=
         0;
}

void Delta::search(std::span<const Bits256> asked, int radius, std::vector<Found>& found) const {
  const std::size_t all = count();
  std::size_t first = 0;
  for (std::size_t block = 0; first < all; ++block) {
    const std::size_t here = std::min(kFirst << block, all - first);
    const std::size_t before = found.size();
    if (asked.size() == 1) {
      best_kernel().scan(blocks_[block]->values.data(), here, asked[0], radius, 0, found);
    } else {
      best_kernel().scan_batch(blocks_[block]->values.data(), here, asked, radius, found);
    }
    for (std::size_t i = before; i < found.size(); ++i) found[i].slot += static_cast<std::uint32_t>(first);
    found.erase(std::remove_if(found.begin() + static_cast<std::ptrdiff_t>(before), found.end(),
                               [&](const Found& one) { return is_dead(one.slot); }),
                found.end());
    first += here;
  }
}

std::uint64_t Delta::key(std::size_t slot) const {
  const Place at = place(slot);
  return blocks_[at.block]->keys[at.within];
}

std::vector<KeyedBits> Delta::living() const {
  std::vector<KeyedBits> entries;
  const std::size_t all = count();
  entries.reserve(all);
  for (std::size_t slot = 0; slot < all; ++slot) {
    const Place at = place(slot);
    if (!is_dead(slot))
      entries.push_back({blocks_[at.block]->keys[at.within], blocks_[at.block]->values[at.within]});
  }
  return entries;
}

}  // namespace jium::match
