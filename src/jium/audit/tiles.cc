#include "jium/audit/tiles.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

namespace jium::audit {
namespace {

constexpr std::size_t kKeptTiles = 64;

Hash root_of_complete(std::span<const Hash> hashes) {
  std::vector<Hash> row(hashes.begin(), hashes.end());
  while (row.size() > 1) {
    for (std::size_t i = 0; i < row.size() / 2; ++i) row[i] = node_hash(row[2 * i], row[2 * i + 1]);
    row.resize(row.size() / 2);
  }
  return row.front();
}

}  // namespace

std::string path_of(const TileId& tile) {
  std::string digits = fmt::format("{:03}", tile.index % 1000);
  for (std::uint64_t rest = tile.index / 1000; rest != 0; rest /= 1000)
    digits = fmt::format("x{:03}/", rest % 1000) + digits;
  const std::string part = tile.width == kTileWidth ? "" : fmt::format(".p/{}", tile.width);
  return fmt::format("tile/{}/{}{}", tile.level, digits, part);
}

// The largest power of two below the number of leaves (RFC 6962's k).
std::uint64_t TreeReader::Range::split() const {
  return from + std::bit_floor(to - from - 1);
}

Result<const std::vector<Hash>*> TreeReader::tile_at(unsigned level, std::uint64_t index) {
  const auto found = kept_.find({level, index});
  if (found != kept_.end()) return &found->second;
  const std::uint64_t hashes = size_ >> (kTileHeight * level);
  const std::uint64_t width = std::min(kTileWidth, hashes - index * kTileWidth);
  JIUM_TRY(std::vector<Hash> tile, tiles_.tile({level, index, width}));
  if (tile.size() < width) return fault(FaultKind::internal, "the log has lost hashes of its own tree");
  if (kept_.size() >= kKeptTiles) kept_.clear();
  return &kept_.insert_or_assign({level, index}, std::move(tile)).first->second;
}

Result<Hash> TreeReader::subtree(unsigned level, std::uint64_t index) {
  if (level > 62 || index >= (size_ >> level))
    return fault(FaultKind::malformed, "no such subtree in a tree of this size");
  const unsigned inside = level % kTileHeight;
  const std::uint64_t slot = (index << inside) % kTileWidth;
  JIUM_TRY(const std::vector<Hash>* tile, tile_at(level / kTileHeight, (index << inside) / kTileWidth));
  return root_of_complete(std::span(*tile).subspan(slot, std::size_t{1} << inside));
}

Result<Hash> TreeReader::leaf(std::uint64_t index) {
  return subtree(0, index);
}

// Ranges come from splitting the whole tree, so that each begins at a multiple of its largest power of two.
Result<std::vector<Hash>> TreeReader::peaks_of(Range range) {
  std::vector<Hash> peaks;
  while (range.from < range.to) {
    const std::uint64_t count = std::bit_floor(range.to - range.from);
    JIUM_TRY(const Hash peak, subtree(static_cast<unsigned>(std::countr_zero(count)), range.from / count));
    peaks.push_back(peak);
    range.from += count;
  }
  return peaks;
}

Result<Hash> TreeReader::root_of(Range range) {
  JIUM_TRY(std::vector<Hash> peaks, peaks_of(range));
  JIUM_TRY(const Frontier frontier, Frontier::restore(range.to - range.from, std::move(peaks)));
  return frontier.root();
}

Result<Hash> TreeReader::root() {
  return root_of({0, size_});
}

Result<Frontier> TreeReader::frontier() {
  JIUM_TRY(std::vector<Hash> peaks, peaks_of({0, size_}));
  return Frontier::restore(size_, std::move(peaks));
}

Result<std::vector<Hash>> TreeReader::inclusion_proof(std::uint64_t index) {
  if (index >= size_) return fault(FaultKind::malformed, "the tree has no leaf of this index");
  std::vector<Hash> proof;
  for (Range at{0, size_}; at.to - at.from > 1;) {
    const std::uint64_t middle = at.split();
    const Range left{at.from, middle}, right{middle, at.to};
    const bool in_left = index < middle;
    JIUM_TRY(const Hash sibling, root_of(in_left ? right : left));
    proof.push_back(sibling);
    at = in_left ? left : right;
  }
  std::ranges::reverse(proof);
  return proof;
}

Result<std::vector<Hash>> TreeReader::consistency_proof(std::uint64_t old_size) {
  if (old_size > size_) return fault(FaultKind::malformed, "the old tree is larger than this one");
  std::vector<Hash> proof;
  if (old_size == 0) return proof;
  Range at{0, size_};
  // While only left parts were taken, the old tree is this whole subtree, and the verifier has its root.
  while (at.to != old_size) {
    const std::uint64_t middle = at.split();
    const Range left{at.from, middle}, right{middle, at.to};
    const bool in_left = old_size <= middle;
    JIUM_TRY(const Hash sibling, root_of(in_left ? right : left));
    proof.push_back(sibling);
    at = in_left ? left : right;
  }
  if (at.from != 0) {
    JIUM_TRY(const Hash known, root_of(at));
    proof.push_back(known);
  }
  std::ranges::reverse(proof);
  return proof;
}

}  // namespace jium::audit
