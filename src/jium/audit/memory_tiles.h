// Tiles in memory: the fake beside the port, for tests and for logs that fit.
#pragma once

#include <algorithm>
#include <map>

#include "jium/audit/tiles.h"

namespace jium::audit {

class MemoryTiles final : public Tiles {
 public:
  // As a store does with what Frontier::append says has grown. Cells of a level come in order.
  void keep(const std::vector<TileCell>& grown) {
    for (const TileCell& cell : grown) levels_[cell.level].push_back(cell.hash);
  }

  [[nodiscard]] Result<std::vector<Hash>> tile(const TileId& tile) const override {
    const auto level = levels_.find(tile.level);
    const std::uint64_t first = tile.index * kTileWidth;
    if (level == levels_.end() || first >= level->second.size())
      return fault(FaultKind::missing, "no such tile");
    const auto from = level->second.begin() + static_cast<std::ptrdiff_t>(first);
    const auto count = std::min(tile.width, level->second.size() - first);
    return std::vector<Hash>(from, from + static_cast<std::ptrdiff_t>(count));
  }

 private:
  std::map<unsigned, std::vector<Hash>> levels_;
};

}  // namespace jium::audit
