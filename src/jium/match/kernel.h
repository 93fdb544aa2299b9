// The inner loops of the index: comparing values in a row, and sifting a bucket by its sketches. Three of a
// kind, for any processor, for AVX2 and for AVX-512 with VPOPCNTDQ and BITALG; best_kernel() chooses once, by
// what the processor says of itself. All three find the same on the same bytes.
//
// A batch is compared by lower bounds first: the bits of x | y are at most those of x and y together, so two
// words are counted at once and a pair is only counted out when the bound lets it pass.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "jium/match/bit_order.h"

namespace jium::match {

struct Found {
  std::uint32_t query;  // which of the batch
  std::uint32_t slot;   // which of the values
  std::uint32_t distance;
};

struct Kernel {
  std::string_view name;  // "plain", "avx2", "avx512"

  // Appends every value within `radius` of `asked`, in the order of their slots, as query `query`.
  void (*scan)(const Bits256* values, std::size_t count, const Bits256& asked, int radius,
               std::uint32_t query, std::vector<Found>& found);

  // The same for many, in any order.
  void (*scan_batch)(const Bits256* values, std::size_t count, std::span<const Bits256> asked, int radius,
                     std::vector<Found>& found);

  // Writes to `out` each position in [from, to) whose sketch differs from `asked` in at most `limit` bits,
  // rising; returns how many. `out` has room for to - from.
  std::size_t (*sift)(const std::uint16_t* sketches, std::uint32_t from, std::uint32_t to,
                      std::uint16_t asked, int limit, std::uint32_t* out);

  // The same with sketches of 64 bits.
  std::size_t (*sift_wide)(const std::uint64_t* sketches, std::uint32_t from, std::uint32_t to,
                           std::uint64_t asked, int limit, std::uint32_t* out);
};

[[nodiscard]] const Kernel& plain_kernel();
// Nothing when this processor (or this build) lacks them.
[[nodiscard]] const Kernel* avx2_kernel();
[[nodiscard]] const Kernel* avx512_kernel();
[[nodiscard]] const Kernel& best_kernel();

}  // namespace jium::match
