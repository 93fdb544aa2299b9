// A centre of another installation whose requests a platform takes: known by the Ed25519 key with which it
// signs (docs/formats/platform_requests.md). The platform names it, having learned the key by another way.
#pragma once

#include <optional>
#include <string>

#include "jium/base/bytes.h"
#include "jium/base/clock.h"
#include "jium/base/id.h"
#include "jium/base/result.h"
#include "jium/registry/organisation.h"
#include "jium/removal/platform_request.h"

namespace jium::removal {

struct PartnerTag {
  static constexpr char letter = 'M';
  static constexpr std::string_view noun = "platform link";
};
using PartnerId = Id<PartnerTag>;

struct Partner {
  PartnerId id;
  registry::OrganisationId platform;
  std::string name;
  Bytes public_key;  // 32 bytes
  std::string named_by;
  Instant named_at{};
  std::string ended_by;  // empty: it has not ended
  std::optional<Instant> ended_at;
};

// A request that came from a partner stands in the inbox as one of this installation does, without a centre
// and a link of ours.
struct ReceivedRequest {
  PlatformRequest offered;
  PartnerId partner;
};

}  // namespace jium::removal
