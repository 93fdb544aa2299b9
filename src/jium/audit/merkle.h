// The Merkle tree of the log: hashes as RFC 6962 section 2.1 and RFC 9162 section 2.1 have them (a leaf is
// SHA-256(0x00 || data), a node SHA-256(0x01 || left || right), the empty tree SHA-256 of nothing), and both
// proofs checked by the algorithms of RFC 9162 sections 2.1.3.2 and 2.1.4.2. Sizes count leaves; the first
// leaf has index 0. Making proofs needs the hashes of the whole tree: tiles.h.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "jium/audit/sha256.h"

namespace jium::audit {

// A size that fits a signed 64-bit column, as C2SP's formats ask for.
inline constexpr std::uint64_t kLargestTree = (std::uint64_t{1} << 63U) - 1;
// Tiles hold the hashes of every eighth level, 256 in a full one (C2SP tlog-tiles).
inline constexpr unsigned kTileHeight = 8;
inline constexpr std::uint64_t kTileWidth = 1U << kTileHeight;

[[nodiscard]] Hash empty_root();
[[nodiscard]] Hash leaf_hash(ByteView data);
[[nodiscard]] Hash node_hash(const Hash& left, const Hash& right);

// One hash that a tile gains: number `position` among all hashes of tile level `level`. Once written it never
// changes, so that a table (level, position, hash) needs no right but INSERT.
struct TileCell {
  unsigned level = 0;
  std::uint64_t position = 0;
  Hash hash{};
  friend bool operator==(const TileCell&, const TileCell&) = default;
};

// What appending needs to know of all that was appended before: the roots of the complete subtrees on the
// right edge, at most 63 of them.
class Frontier {
 public:
  Frontier() = default;
  // `peaks`: one for each 1 bit of `size`, the largest subtree first. Malformed when their number differs.
  [[nodiscard]] static Result<Frontier> restore(std::uint64_t size, std::vector<Hash> peaks);

  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] const std::vector<Hash>& peaks() const { return peaks_; }
  [[nodiscard]] Hash root() const;

  // The cells that this leaf completes are appended to `grown`, if given: one of level 0, and one more of
  // each tile level whose tile below became full.
  void append(const Hash& leaf, std::vector<TileCell>* grown = nullptr);
  // 2^level leaves at once, of which only the root is known. Malformed unless the size is a multiple of
  // 2^level and stays within kLargestTree.
  [[nodiscard]] Result<void> append_subtree(unsigned level, const Hash& root);

 private:
  void merge(unsigned level, Hash hash, std::vector<TileCell>* grown);

  std::uint64_t size_ = 0;
  std::vector<Hash> peaks_;
};

// Is the leaf the index-th of the tree of this size and root?
[[nodiscard]] bool verify_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size,
                                    std::span<const Hash> proof, const Hash& root);

// Is the old tree the beginning of the new one? The proof is empty when the sizes are equal, or the old size
// is 0.
[[nodiscard]] bool verify_consistency(std::uint64_t old_size, const Hash& old_root, std::uint64_t new_size,
                                      const Hash& new_root, std::span<const Hash> proof);

}  // namespace jium::audit
