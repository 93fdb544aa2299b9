#include "jium/match/hamming_index.h"

#include <algorithm>
#include <bit>

namespace jium::match {
namespace {

int distance(const Bits256& a, const Bits256& b) {
  return std::popcount(a[0] ^ b[0]) + std::popcount(a[1] ^ b[1]) + std::popcount(a[2] ^ b[2]) +
         std::popcount(a[3] ^ b[3]);
}

}  // namespace

void HammingIndex::add(std::uint64_t key, const Bits256& bits) {
  // Room in both arrays before either grows, so that a failure leaves them of one length.
  if (keys_.size() == keys_.capacity()) keys_.reserve(keys_.size() * 2 + 64);
  values_.push_back(bits);
  keys_.push_back(key);
}

void HammingIndex::remove(std::uint64_t key) {
  for (std::size_t i = keys_.size(); i-- > 0;) {
    if (keys_[i] != key) continue;
    keys_[i] = keys_.back();
    values_[i] = values_.back();
    keys_.pop_back();
    values_.pop_back();
  }
}

std::vector<Hit> HammingIndex::search(const Bits256& bits, int radius) const {
  std::vector<Hit> hits;
  for (std::size_t i = 0; i < values_.size(); ++i) {
    const int apart = distance(values_[i], bits);
    if (apart <= radius) hits.push_back({keys_[i], apart});
  }
  std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) {
    return a.distance != b.distance ? a.distance < b.distance : a.key < b.key;
  });
  return hits;
}

}  // namespace jium::match
