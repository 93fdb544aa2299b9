// One look at a place: fetched, fingerprinted in memory, dropped. If the place is a page, its own media are
// fetched as well, within limits, compared and dropped the same way. No link is followed, nothing is sent but
// GETs, and nothing is fetched but the reported place and what that page itself shows.
#pragma once

#include <functional>

#include "jium/desk/look.h"
#include "jium/fingerprint/fingerprinter.h"
#include "jium/registry/fetcher.h"
#include "jium/work/host_turns.h"

namespace jium::work {

// Of one look at one page. What lies beyond is left out, and then nothing that is missing proves anything.
struct LookLimits {
  int page_media = 24;
  std::size_t page_bytes = std::size_t{256} << 20;   // of all its media together
  Duration page_time = std::chrono::minutes{2};      // for all its media together
  Duration longest_wait = std::chrono::seconds{10};  // for another host's turn
};

// `asked` becomes how long the host asked to be left alone, if it did.
[[nodiscard]] desk::Look look_at(const registry::Vantage& vantage, fingerprint::Fingerprinter& fingerprinter,
                                 const registry::WebAddress& address, HostTurns& turns,
                                 const LookLimits& limits, std::optional<Duration>* asked = nullptr);

// From the first vantage, and unless it was shown the footage, from all the others too. `shows_footage`
// judges.
[[nodiscard]] std::vector<desk::Look> look_around(const std::vector<registry::Vantage>& vantages,
                                                  fingerprint::Fingerprinter& fingerprinter,
                                                  const registry::WebAddress& address, HostTurns& turns,
                                                  const LookLimits& limits,
                                                  const std::function<bool(const desk::Look&)>& shows_footage,
                                                  std::optional<Duration>* asked = nullptr);

}  // namespace jium::work
