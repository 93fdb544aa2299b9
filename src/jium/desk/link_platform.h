// A centre says that an operator of its directory is a platform of this installation, and the platform (or
// the system administrator for it) agrees: from then on requests to that operator lie in the platform's
// inbox.
#pragma once

#include <vector>

#include "jium/desk/desk.h"
#include "jium/removal/platform_request.h"

namespace jium::desk {

// Conflict when the operator is linked, or named, already; Malformed when that organisation is no platform.
[[nodiscard]] Result<removal::PlatformLink> name_platform(const Desk& desk, store::Transaction& tx,
                                                          const Actor& actor,
                                                          removal::OperatorId site_operator,
                                                          registry::OrganisationId platform);
// A platform's own, a centre's own, and for the system administrator all; oldest first. With the names of
// both organisations, and nothing of the centre's directory.
struct ShownLink {
  removal::PlatformLink link;
  std::string centre, platform;
};
[[nodiscard]] Result<std::vector<ShownLink>> list_links(store::Transaction& tx, const Actor& actor);
// Missing unless it is named so.
[[nodiscard]] Result<ShownLink> accept_link(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                            removal::LinkId id);
// By either side. What was served stays with the platform; nothing more is offered.
[[nodiscard]] Result<ShownLink> end_link(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                         removal::LinkId id);

}  // namespace jium::desk
