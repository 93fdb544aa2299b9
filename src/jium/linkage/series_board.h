// The board of a series group: of each centre counts and dates, of each site who has what there and who asks
// its operator next. Values alone; a site is called by its registrable domain, never by an address.
//
// Who asks next, in this order: nobody where nothing is live; nobody while a request of any of them is out
// there and its answer awaited, as a second letter about the same matter slows the first; otherwise, of those
// who have live places there, the one that had the most removed at this site before, then the one with the
// most live places, then the first by name.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "jium/base/clock.h"

namespace jium::linkage {

// What one centre has at one site.
struct AtSite {
  std::int64_t live = 0, gone = 0;
  std::int64_t out = 0;      // requests that were sent and are neither done nor refused
  std::int64_t removed = 0;  // requests that came to their end
  std::optional<Instant> first_seen, last_seen;
};

struct SiteLine {
  std::string site;
  std::map<std::string, AtSite> centres;  // by name
  std::int64_t live = 0;                  // of all
  std::optional<std::string> waits_for;   // whose request is out there
  std::optional<std::string> asks_next;
};
// By site and then centre; the sites with the most live places first.
[[nodiscard]] std::vector<SiteLine> who_asks_next(
    const std::map<std::string, std::map<std::string, AtSite>>& sites);

}  // namespace jium::linkage
