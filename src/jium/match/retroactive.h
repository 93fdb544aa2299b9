// What was asked lately, so that a fingerprint that is registered today also finds the upload of yesterday.
//
// Only for platforms that opted in, only for as long as they agreed to, and only the fingerprint, the
// platform's own word for its lookup and the time. What is past its time is overwritten and given back, not
// marked: values lie in slices of time, and a slice goes as a whole.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <vector>

#include "jium/base/clock.h"
#include "jium/match/bit_order.h"

namespace jium::match {

struct PastLookup {
  std::uint64_t platform = 0;
  std::uint64_t lookup = 0;  // the platform's own number
  Instant at{};
  int distance = 0;
  friend bool operator==(const PastLookup&, const PastLookup&) = default;
};

// Pure: time is passed in and does not go backwards. Not thread-safe.
class RecentLookups {
 public:
  // At most `most` lookups a platform; beyond that the oldest slice goes first.
  explicit RecentLookups(Duration slice = std::chrono::hours{1}, std::size_t most = 20'000'000)
      : slice_(slice), most_(most) {}
  ~RecentLookups();
  RecentLookups(const RecentLookups&) = delete;
  RecentLookups& operator=(const RecentLookups&) = delete;

  // From now on its lookups are kept for that long; a shorter time than before holds for what is there
  // already.
  void opt_in(std::uint64_t platform, Duration keep, Instant now);
  // Everything of this platform is forgotten at once.
  void opt_out(std::uint64_t platform);

  // Kept, if the platform opted in; else nothing happens.
  void record(std::uint64_t platform, std::uint64_t lookup, const Bits256& bits, Instant now);
  // Lookups within `radius` that are not past their time, nearest first.
  [[nodiscard]] std::vector<PastLookup> matches(const Bits256& bits, int radius, Instant now);
  // Forgets what is past its time; record() and matches() do so too.
  void expire(Instant now);
  [[nodiscard]] std::size_t size() const;

 private:
  struct Slice {
    Instant from{};
    std::vector<Bits256> values;
    std::vector<std::uint64_t> lookups;
    std::vector<Instant> times;
  };
  struct Platform {
    Duration keep{};
    std::deque<Slice> slices;  // oldest first
    std::size_t count = 0;
  };
  static void wipe(Platform& platform, Slice& slice);
  static void drop_oldest(Platform& platform);
  void expire(Platform& platform, Instant now) const;

  Duration slice_;
  std::size_t most_;
  std::map<std::uint64_t, Platform> platforms_;
};

}  // namespace jium::match
