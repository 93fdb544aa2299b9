#include "jium/audit/merkle.h"

#include <bit>

namespace jium::audit {
namespace {

constexpr std::array<std::uint8_t, 1> kLeafMark{0x00};
constexpr std::array<std::uint8_t, 1> kNodeMark{0x01};

bool odd(std::uint64_t number) {
  return (number & 1U) != 0;
}

// The way from a leaf to the root, as RFC 9162 walks it: where we are, and where the last leaf is.
struct Climb {
  std::uint64_t at;
  std::uint64_t last;

  void up() {
    at >>= 1U;
    last >>= 1U;
  }
  [[nodiscard]] bool sibling_is_left() const { return odd(at) || at == last; }
  // Levels at which the right edge has no sibling add nothing to the proof.
  void skip_bare_edge() {
    while (!odd(at) && at != 0) up();
  }
};

}  // namespace

Hash empty_root() {
  return sha256({});
}

Hash leaf_hash(ByteView data) {
  return sha256({kLeafMark, data});
}

Hash node_hash(const Hash& left, const Hash& right) {
  return sha256({kNodeMark, left, right});
}

Result<Frontier> Frontier::restore(std::uint64_t size, std::vector<Hash> peaks) {
  if (size > kLargestTree || static_cast<std::size_t>(std::popcount(size)) != peaks.size())
    return fault(FaultKind::malformed, "the frontier of a tree has one hash for each 1 bit of its size");
  Frontier frontier;
  frontier.size_ = size;
  frontier.peaks_ = std::move(peaks);
  return frontier;
}

Hash Frontier::root() const {
  if (peaks_.empty()) return empty_root();
  Hash root = peaks_.back();
  for (std::size_t i = peaks_.size() - 1; i > 0; --i) root = node_hash(peaks_[i - 1], root);
  return root;
}

void Frontier::merge(unsigned level, Hash hash, std::vector<TileCell>* grown) {
  const unsigned first = level;
  for (;; ++level) {
    const std::uint64_t position = size_ >> level;
    if (grown != nullptr && level % kTileHeight == 0) grown->push_back({level / kTileHeight, position, hash});
    if (!odd(position)) break;
    hash = node_hash(peaks_.back(), hash);
    peaks_.pop_back();
  }
  peaks_.push_back(hash);
  size_ += std::uint64_t{1} << first;
}

void Frontier::append(const Hash& leaf, std::vector<TileCell>* grown) {
  merge(0, leaf, grown);
}

Result<void> Frontier::append_subtree(unsigned level, const Hash& root) {
  const std::uint64_t count = level < 63 ? std::uint64_t{1} << level : 0;
  if (count == 0 || size_ % count != 0 || count > kLargestTree - size_)
    return fault(FaultKind::malformed, "a subtree begins at a multiple of its own size");
  merge(level, root, nullptr);
  return {};
}

bool verify_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size, std::span<const Hash> proof,
                      const Hash& root) {
  if (index >= size) return false;
  Climb climb{index, size - 1};
  Hash computed = leaf;
  for (const Hash& sibling : proof) {
    if (climb.last == 0) return false;
    if (climb.sibling_is_left()) {
      computed = node_hash(sibling, computed);
      climb.skip_bare_edge();
    } else {
      computed = node_hash(computed, sibling);
    }
    climb.up();
  }
  return climb.last == 0 && computed == root;
}

bool verify_consistency(std::uint64_t old_size, const Hash& old_root, std::uint64_t new_size,
                        const Hash& new_root, std::span<const Hash> proof) {
  if (old_size > new_size) return false;
  if (old_size == new_size) return proof.empty() && old_root == new_root;
  if (old_size == 0) return proof.empty() && old_root == empty_root();
  Climb climb{old_size - 1, new_size - 1};
  while (odd(climb.at)) climb.up();
  // Where the old tree is one complete subtree, its root is the start and not in the proof.
  const bool complete = std::has_single_bit(old_size);
  if (!complete && proof.empty()) return false;
  Hash from_old = complete ? old_root : proof.front();
  Hash from_new = from_old;
  for (const Hash& sibling : proof.subspan(complete ? 0 : 1)) {
    if (climb.last == 0) return false;
    if (climb.sibling_is_left()) {
      from_old = node_hash(sibling, from_old);
      from_new = node_hash(sibling, from_new);
      climb.skip_bare_edge();
    } else {
      from_new = node_hash(from_new, sibling);
    }
    climb.up();
  }
  return climb.last == 0 && from_old == old_root && from_new == new_root;
}

}  // namespace jium::audit
