// The youngest values of an index: a list that only grows, read by anybody while one writer adds to it.
#pragma once

#include <array>
#include <atomic>
#include <memory>
#include <span>
#include <vector>

#include "jium/match/kernel.h"

namespace jium::match {

// A value under its key; `bits` are spread (bit_order.h) wherever an index keeps them.
struct KeyedBits {
  std::uint64_t key = 0;
  Bits256 bits{};
  friend auto operator<=>(const KeyedBits&, const KeyedBits&) = default;
};

class Delta {
 public:
  // Blocks of 64, 128, ... 8,192: a small list is small, and what is written never moves.
  static constexpr std::size_t kBlocks = 8;
  static constexpr std::size_t kFirst = 64;
  static constexpr std::size_t kCapacity = kFirst * ((std::size_t{1} << kBlocks) - 1);

  // For the writer. Makes room for the next entry, so that add() cannot fail; throws std::bad_alloc.
  void reserve();
  void add(const KeyedBits& entry);
  // Marks every value of the key as dead; returns how many that were alive.
  std::size_t kill(std::uint64_t key);

  // For anybody. Dead values are neither found nor alive.
  void search(std::span<const Bits256> asked, int radius, std::vector<Found>& found) const;
  [[nodiscard]] std::size_t count() const { return count_.load(std::memory_order_acquire); }
  [[nodiscard]] std::size_t alive() const { return count() - dead_.load(std::memory_order_relaxed); }
  [[nodiscard]] bool holds(std::uint64_t key) const;
  [[nodiscard]] std::uint64_t key(std::size_t slot) const;
  [[nodiscard]] std::vector<KeyedBits> living() const;

 private:
  struct List {
    explicit List(std::size_t size)
        : values(size), keys(size), grave(std::make_unique<std::atomic<std::uint64_t>[]>(size / 64)) {}
    std::vector<Bits256> values;
    std::vector<std::uint64_t> keys;
    std::unique_ptr<std::atomic<std::uint64_t>[]> grave;
  };
  struct Place {
    std::size_t block, within;
  };
  static Place place(std::size_t slot);
  [[nodiscard]] bool is_dead(std::size_t slot) const;

  // A block is there before count_ speaks of it.
  std::array<std::unique_ptr<List>, kBlocks> blocks_;
  std::atomic<std::size_t> count_{0};
  std::atomic<std::size_t> dead_{0};
};

}  // namespace jium::match
