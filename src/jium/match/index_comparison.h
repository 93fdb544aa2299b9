// The index beside the registry's list, both by rising key.
#pragma once

#include "jium/match/hamming_index.h"
#include "jium/match/index_order.h"

namespace jium::match {

struct Correction {
  std::vector<std::uint64_t> remove;
  std::vector<KeyedBits> add;  // bits as the registry has them
};

// Fills `correction`, when there is one, with what makes the index equal. Malformed when the keys do not
// rise.
[[nodiscard]] Result<Comparison> compare(KeyOrder& index, const RegistrySource& registry,
                                         Correction* correction);

}  // namespace jium::match
