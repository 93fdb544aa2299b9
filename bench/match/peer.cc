#include "match/peer.h"

#include <faiss/IndexBinaryFlat.h>
#include <faiss/IndexBinaryHash.h>
#include <faiss/impl/AuxIndexStructures.h>
#include <omp.h>

namespace jium::bench {

struct Peer::Indexes {
  std::unique_ptr<faiss::IndexBinary> one;
};

Peer::Peer(Kind kind, std::span<const match::Bits256> values) : indexes_(std::make_unique<Indexes>()) {
  omp_set_num_threads(1);
  if (kind == Kind::flat) {
    indexes_->one = std::make_unique<faiss::IndexBinaryFlat>(256);
  } else {
    auto hash = std::make_unique<faiss::IndexBinaryMultiHash>(256, 16, 16);
    hash->nflip = 1;
    indexes_->one = std::move(hash);
  }
  indexes_->one->add(static_cast<faiss::IndexBinary::idx_t>(values.size()),
                     reinterpret_cast<const std::uint8_t*>(values.data()));
}

Peer::~Peer() = default;

std::vector<std::size_t> Peer::count_within(std::span<const match::Bits256> asked, int radius) const {
  faiss::RangeSearchResult result(asked.size());
  // Its radius is the first distance that does not count.
  indexes_->one->range_search(static_cast<faiss::IndexBinary::idx_t>(asked.size()),
                              reinterpret_cast<const std::uint8_t*>(asked.data()), radius + 1, &result);
  std::vector<std::size_t> counts(asked.size());
  for (std::size_t i = 0; i < asked.size(); ++i) counts[i] = result.lims[i + 1] - result.lims[i];
  return counts;
}

}  // namespace jium::bench
