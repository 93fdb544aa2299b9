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

// What said that it is the footage. Of pictures: an equal file, the picture as it is, turned or mirrored,
// without its frame, a part of it, a picture in a picture, a part of a collage, inverted colours, spots that
// agree in place. Of videos: frames, sound, or both.
enum class Witness {
  digest,
  pdq,
  pdq_turned,
  canonical,
  region,
  inner_frame,
  cell,
  complement,
  local_features,
  frames,
  sound,
  both
};
BOOST_DESCRIBE_ENUM(Witness, digest, pdq, pdq_turned, canonical, region, inner_frame, cell, complement,
                    local_features, frames, sound, both)

// How the footage was recognised.
struct Recognition {
  fingerprint::Algorithm algorithm = fingerprint::Algorithm::pdq;
  int distance = 0;  // bits of two hashes; 0 where not bits decided
  Witness witness = Witness::pdq;
  int sureness = 100;  // per cent; for sorting, not a probability

  friend bool operator==(const Recognition&, const Recognition&) = default;
};

// As match/catalogue.h names them.
[[nodiscard]] Witness witness_of(std::string_view name);

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
