// A Sighting: one place and time where matching media was seen. A return is a new one that names the one
// it follows.
//
//   live --checks agree that it is gone--> gone
#pragma once

#include <optional>

#include "jium/base/clock.h"
#include "jium/base/enum_text.h"
#include "jium/base/id.h"
#include "jium/fingerprint/fingerprint.h"
#include "jium/registry/fetcher.h"
#include "jium/registry/footage.h"
#include "jium/registry/web_address.h"

namespace jium::registry {

struct SightingTag {
  static constexpr char letter = 'S';
  static constexpr std::string_view noun = "sighting";
};
using SightingId = Id<SightingTag>;

struct SiteTag {
  static constexpr char letter = 'W';
  static constexpr std::string_view noun = "site";
};
using SiteId = Id<SiteTag>;

enum class SightingState { live, gone };
BOOST_DESCRIBE_ENUM(SightingState, live, gone)

// How the footage was recognised.
struct Recognition {
  fingerprint::Algorithm algorithm = fingerprint::Algorithm::pdq;
  int distance = 0;  // bits for PDQ, 0 for equal digests
};

struct Sighting {
  SightingId id;
  OrganisationId organisation;
  FootageId footage;
  SiteId site;
  WebAddress address;
  SightingState state = SightingState::live;
  Recognition recognition;
  std::optional<SightingId> recurrence_of;  // the earlier, gone sighting on the same site that this follows
  Instant first_seen{};
  Instant last_seen{};
  std::optional<Instant> gone_at;
  std::optional<FetchEvidence> evidence;  // of the look that recognised it; none when reported by hand
};

}  // namespace jium::registry
