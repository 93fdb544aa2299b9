// How often strangers may try. Whoever has no key yet comes by one of a few routes (signing in, joining, a
// challenge for a passkey), and each of them costs work; so each address has tries in hand, which come back
// with time. An address that has used its own up is told when to come again, and is served then: many honest
// people behind one address sign in slowly, and nobody is shut out.
//
// The generic cell rate algorithm (ITU-T I.371, section 5.4.1): of an address one moment is kept, the one at
// which its next try would be due at an even pace; a try is taken while that moment is not further ahead than
// the tries in hand reach.
//
// What is kept says nothing of who was there: the moments stand in a table of fixed size, at a place that a
// hash keyed anew in each process gives. No address is kept or logged, nothing grows, and two addresses that
// meet at one place share its tries.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

namespace jium::http {

struct StrangerLimit {
  int at_once = 60;     // tries that an address has in hand; 0: no limit
  int per_minute = 60;  // that come back; at least 1
};

class StrangerTurns {
 public:
  using Moment = std::chrono::steady_clock::time_point;

  explicit StrangerTurns(StrangerLimit limit);

  // Nothing: the try is taken. Else after how long to come again, at least a second; such a try costs
  // nothing. Thread-safe.
  [[nodiscard]] std::optional<std::chrono::seconds> take(std::string_view address, Moment now);
  // What take() would say, and nothing is taken. Thread-safe.
  [[nodiscard]] std::optional<std::chrono::seconds> wait_of(std::string_view address, Moment now);

 private:
  // `due`: when its next try would be due.
  [[nodiscard]] std::optional<std::chrono::seconds> wait_until(Moment due, Moment now) const;
  [[nodiscard]] std::size_t place_of(std::string_view address) const;

  const StrangerLimit limit_;
  const std::chrono::nanoseconds pace_, reach_;
  const std::array<std::uint8_t, 16> key_;
  std::mutex mutex_;
  std::vector<Moment> due_;
};

}  // namespace jium::http
