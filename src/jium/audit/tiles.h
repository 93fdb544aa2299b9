// Proofs from tiles, so that a log of many millions of leaves need not be in memory: a proof reads a few
// tiles of 256 hashes each. Tiles as C2SP tlog-tiles has them: number `index` of tile level L holds the
// hashes of complete subtrees of 256^L leaves each, from position 256 * index on; the last tile of a level
// may be partial. Proofs as RFC 6962 sections 2.1.1 (inclusion, leaf to root) and 2.1.2 (consistency).
#pragma once

#include <map>
#include <string>

#include "jium/audit/merkle.h"

namespace jium::audit {

struct TileId {
  unsigned level = 0;
  std::uint64_t index = 0;
  std::uint64_t width = kTileWidth;  // 1 to 256 hashes
  friend auto operator<=>(const TileId&, const TileId&) = default;
};

// "tile/0/x001/x234/067" or "tile/1/000.p/17": where C2SP tlog-tiles serves it.
[[nodiscard]] std::string path_of(const TileId& tile);

// Where tiles come from: the store, a folder, a server.
class Tiles {
 public:
  Tiles() = default;
  Tiles(const Tiles&) = delete;
  Tiles& operator=(const Tiles&) = delete;
  virtual ~Tiles() = default;
  // At least `width` hashes; more are ignored, so that a tile that has grown since may be served.
  [[nodiscard]] virtual Result<std::vector<Hash>> tile(const TileId& tile) const = 0;
};

// A tree of one size, read through its tiles. Every answer may hand on a fault of the tiles; internal when
// there are fewer hashes than the size asks for. Keeps some tiles for the next question: one reader, one
// thread, and not for longer than a request.
class TreeReader {
 public:
  TreeReader(const Tiles& tiles, std::uint64_t size) : tiles_(tiles), size_(size) {}

  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] Result<Hash> root();
  [[nodiscard]] Result<Hash> leaf(std::uint64_t index);
  // To go on appending where the tree ends.
  [[nodiscard]] Result<Frontier> frontier();
  // The root of the complete subtree of 2^level leaves that begins at leaf index * 2^level.
  [[nodiscard]] Result<Hash> subtree(unsigned level, std::uint64_t index);
  // Malformed when the index or the old size is not within this tree.
  [[nodiscard]] Result<std::vector<Hash>> inclusion_proof(std::uint64_t index);
  [[nodiscard]] Result<std::vector<Hash>> consistency_proof(std::uint64_t old_size);

 private:
  struct Range {
    std::uint64_t from;
    std::uint64_t to;
    [[nodiscard]] std::uint64_t split() const;
  };
  [[nodiscard]] Result<std::vector<Hash>> peaks_of(Range range);
  [[nodiscard]] Result<Hash> root_of(Range range);
  [[nodiscard]] Result<const std::vector<Hash>*> tile_at(unsigned level, std::uint64_t index);

  const Tiles& tiles_;
  std::uint64_t size_;
  std::map<std::pair<unsigned, std::uint64_t>, std::vector<Hash>> kept_;
};

}  // namespace jium::audit
