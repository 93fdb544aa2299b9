// Wide radii, quicker than a scan and nearly complete: a route whose recall is measured, not proved.
//
// Two values 72 bits apart differ in four or five bits of a chunk on average, but in at most three bits of
// some chunk nearly always. So the buckets within two or three bits are visited for each chunk, and of the
// postings there only those are looked at in full whose next four chunks are near too: a second sketch of 64
// bits beside every posting. What is asked of both together is a constant for each radius, chosen by
// measuring (the bench `match` prints recall by distance). This is bit sampling (Indyk and Motwani, 1998)
// with probing of neighbours (Lv and others, "Multi-Probe LSH", VLDB 2007), on tables that the exact index
// has anyway.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "jium/match/segment.h"

namespace jium::match {

class LooseTables {
 public:
  // Nothing for a segment without tables. 128 bytes a value. Throws std::bad_alloc.
  [[nodiscard]] static std::shared_ptr<const LooseTables> of(std::shared_ptr<const Segment> segment);

  // Was this radius measured?
  [[nodiscard]] bool serves(int radius) const { return radius >= kLeast && radius <= kMost; }
  // Appends what it finds within the radius, each once, in any order.
  void search_batch(int radius, std::span<const Bits256> asked, std::vector<Found>& found) const;
  [[nodiscard]] std::size_t bytes() const { return sketches_.size(); }

  static constexpr int kLeast = 48;
  static constexpr int kMost = 72;

 private:
  struct Probe {
    std::uint32_t query;
    std::uint16_t bucket;
    std::uint16_t limit;
  };
  struct Candidate {
    std::uint32_t query;
    std::uint32_t posting;
  };
  struct Scratch;
  explicit LooseTables(std::shared_ptr<const Segment> segment) : segment_(std::move(segment)) {}
  [[nodiscard]] const std::uint64_t* sketches(int of_chunk) const;
  void fill(int of_chunk);
  void search_round(int radius, std::span<const Bits256> asked, std::uint32_t first,
                    std::vector<Found>& found) const;
  void order_probes(int of_chunk, int radius, std::span<const Bits256> asked, Scratch& own) const;
  void sift(int of_chunk, std::span<const Bits256> asked, Scratch& own) const;
  void resolve(int of_chunk, int radius, std::span<const Bits256> asked, Scratch& own,
               std::vector<Found>& found) const;

  std::shared_ptr<const Segment> segment_;
  Block sketches_;  // 64 bits a posting, chunk after chunk
};

}  // namespace jium::match
