// Footage: one image or video that somebody wants gone, known by its Fingerprints and nothing else.
//
//   registered --decide--> decided --withdraw--> withdrawn
//   registered --withdraw--> withdrawn
//
// Only decided footage may go to platforms (Telecommunications Business Act enforcement rules: operators
// compare with what the committee has decided); withdrawn footage matches nothing, for ever.
#pragma once

#include <optional>
#include <vector>

#include "jium/base/clock.h"
#include "jium/base/enum_text.h"
#include "jium/base/id.h"
#include "jium/fingerprint/fingerprint.h"
#include "jium/registry/organisation.h"

namespace jium::registry {

struct FootageTag {
  static constexpr char letter = 'F';
  static constexpr std::string_view noun = "footage";
};
using FootageId = Id<FootageTag>;

enum class FootageKind { image, video };
BOOST_DESCRIBE_ENUM(FootageKind, image, video)

// Where the fingerprints came from (provenance).
enum class FootageSource { survivor_device, officer, police, monitor, foreign_list };
BOOST_DESCRIBE_ENUM(FootageSource, survivor_device, officer, police, monitor, foreign_list)

enum class FootageState { registered, decided, withdrawn };
BOOST_DESCRIBE_ENUM(FootageState, registered, decided, withdrawn)

struct Footage {
  FootageId id;
  OrganisationId organisation;
  FootageKind kind = FootageKind::image;
  FootageSource source = FootageSource::officer;
  FootageState state = FootageState::registered;
  std::vector<fingerprint::Fingerprint> fingerprints;
  Instant registered_at{};
  std::optional<Instant> decided_at;
  std::optional<Instant> withdrawn_at;
};

// A footage needs at least one fingerprint by which it can ever be recognised: a PDQ of quality 50 or more,
// a digest of the file, or a print. Malformed: none, two of one algorithm, a query, or more than 64.
[[nodiscard]] Result<void> check_fingerprints(const std::vector<fingerprint::Fingerprint>& fingerprints);

// Conflict when the state does not allow it; the footage is as it was then.
[[nodiscard]] Result<void> decide(Footage& footage, Instant at);
[[nodiscard]] Result<void> withdraw(Footage& footage, Instant at);

[[nodiscard]] constexpr bool may_match(FootageState state) {
  return state != FootageState::withdrawn;
}
[[nodiscard]] constexpr bool may_reach_platforms(FootageState state) {
  return state == FootageState::decided;
}

}  // namespace jium::registry
