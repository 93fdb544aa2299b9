// A fingerprint that suddenly matches far more than it used to is more likely wrong than everywhere at once:
// a plain picture that slipped through, or somebody's own picture registered to have it taken down. It is
// held, so that its matches wait for a person, until that person lets it go.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "jium/base/clock.h"

namespace jium::match {

struct FloodRule {
  Duration window = std::chrono::hours{1};
  // A window is a flood when it has more matches than this ...
  double least = 100;
  // ... and more than this many times what a window had until now.
  double times = 20;
  // How much of what is known about the past is carried from one window to the next.
  double memory = 0.98;
};

// Pure: time is passed in. Not thread-safe.
class FloodWatch {
 public:
  explicit FloodWatch(const FloodRule& rule = {}) : rule_(rule) {}

  // One match of the fingerprint `key`. True when it is held, from the match on that made it a flood. Time
  // that goes backwards counts as no time at all.
  bool record(std::uint64_t key, Instant now);
  [[nodiscard]] bool is_held(std::uint64_t key) const;
  // Looked at by a person and found right: what it matches now is its baseline from here on.
  void release(std::uint64_t key);
  // Withdrawn.
  void forget(std::uint64_t key) { known_.erase(key); }
  // What waits for a person, by rising key.
  [[nodiscard]] std::vector<std::uint64_t> held() const;

 private:
  struct Past {
    Instant window{};     // when the present window began
    double matches = 0;   // in it
    double baseline = 0;  // of a window before it
    bool held = false;
  };
  void move_on(Past& past, Instant now) const;
  FloodRule rule_;
  std::unordered_map<std::uint64_t, Past> known_;
};

}  // namespace jium::match
