// Footage enters the registry by its fingerprints; the file stays where it is.
#pragma once

#include <vector>

#include "jium/desk/desk.h"

namespace jium::desk {

struct RegisterFootage {
  casework::CaseId the_case;
  registry::FootageKind kind = registry::FootageKind::image;
  registry::FootageSource source = registry::FootageSource::officer;
  // Queries among them ask whether it is known already, and are not kept.
  std::vector<fingerprint::Fingerprint> fingerprints;
};

struct RegisteredFootage {
  registry::Footage footage;
  // What the organisation already had that matches, best first: "same as your F-12".
  std::vector<KnownMatch> same_as;
  // The very same file was registered in this case before: that one is returned and nothing was added.
  bool was_known = false;
  // The same as footage that another organisation shares with this one; never whose.
  std::vector<KnownElsewhere> elsewhere{};
};

[[nodiscard]] Result<RegisteredFootage> register_footage(const Desk& desk, store::Transaction& tx,
                                                         const Actor& actor, const RegisterFootage& ask);

// Withdrawn footage matches nothing, for ever.
[[nodiscard]] Result<registry::Footage> withdraw_footage(const Desk& desk, store::Transaction& tx,
                                                         const Actor& actor, registry::FootageId id);

}  // namespace jium::desk
