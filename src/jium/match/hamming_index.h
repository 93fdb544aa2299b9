// Near search among 256-bit values: everything within a radius of Hamming distance, exactly (recall 1.0).
// The plain scan behind it compares with every value; an index that skips most of them fits behind the same
// three verbs.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace jium::match {

using Bits256 = std::array<std::uint64_t, 4>;

struct Hit {
  std::uint64_t key = 0;  // as given to add()
  int distance = 0;       // bits, 0..256
};

class HammingIndex {
 public:
  // Several values may have one key. On failure to allocate the index is as it was.
  void add(std::uint64_t key, const Bits256& bits);
  // Every value of this key; nothing when there is none.
  void remove(std::uint64_t key);
  // Every value at most `radius` bits away, nearest first, at equal distance the smaller key first.
  [[nodiscard]] std::vector<Hit> search(const Bits256& bits, int radius) const;
  [[nodiscard]] std::size_t size() const { return keys_.size(); }

 private:
  // Parallel arrays, so that the scan reads nothing but values.
  std::vector<Bits256> values_;
  std::vector<std::uint64_t> keys_;
};

}  // namespace jium::match
