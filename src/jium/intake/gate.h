// How the doors narrow under attack. In calm times everybody passes: nobody who comes alone, or with a
// hundred others in an hour, ever meets this. When more forms come in a minute than all the people of a
// centre would send, each address has a few turns that come back with time (http/stranger_turns.h, which says
// what is kept of an address: nothing that could be read back).
#pragma once

#include <optional>
#include <string_view>

#include "jium/http/stranger_turns.h"

namespace jium::intake {

struct GateLimits {
  http::StrangerLimit everyone{60, 60};  // forms of all together; below this it is calm
  http::StrangerLimit each{3, 2};        // of one address, when it is not
};

class Gate {
 public:
  using Moment = http::StrangerTurns::Moment;

  explicit Gate(GateLimits limits) : everyone_(limits.everyone), each_(limits.each) {}

  // Nothing: go in. Else after how long to come again. Thread-safe.
  [[nodiscard]] std::optional<std::chrono::seconds> take(std::string_view asker, Moment now) {
    if (!everyone_.take("everyone", now)) return std::nullopt;
    return each_.take(asker, now);
  }

 private:
  http::StrangerTurns everyone_, each_;
};

}  // namespace jium::intake
