// Debian's libfaiss beside us: its two exact ways of answering "everything within a radius", one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "jium/match/bit_order.h"

namespace jium::bench {

class Peer {
 public:
  enum class Kind { flat, multi_hash };  // multi_hash: 16 tables of 16 bits, one flip, as HMA configures it
  Peer(Kind kind, std::span<const match::Bits256> values);
  ~Peer();
  // How many values are within the radius, for each query.
  [[nodiscard]] std::vector<std::size_t> count_within(std::span<const match::Bits256> asked,
                                                      int radius) const;

 private:
  struct Indexes;
  std::unique_ptr<Indexes> indexes_;
};

}  // namespace jium::bench
