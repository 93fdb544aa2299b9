// An officer has jium ask public registers and the site itself whom to write to about a site. Asking is quick
// and lasting; a worker asks (removal/contact_source.h) and keeps what was found as suggestions. Nobody is
// written to, and nothing comes into the directory, before an officer has accepted it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jium/desk/desk.h"
#include "jium/removal/contact_suggestion.h"

namespace jium::desk {

[[nodiscard]] Result<removal::Site> ask_discovery(const Desk& desk, store::Transaction& tx,
                                                  const Actor& actor, registry::SiteId id);

// What the sources are asked about: the site's name, and the address that answered for it last.
struct DiscoverySubject {
  std::string name;
  std::optional<std::string> peer;
};
[[nodiscard]] Result<DiscoverySubject> discovery_subject(store::Transaction& tx, registry::SiteId id);

// What the sources said; one that said nothing, or nonsense, is left out.
struct Discovered {
  removal::SourceKind source{};
  removal::Published published;
};
// Asks every source, one after the other: for a worker, outside of any transaction.
[[nodiscard]] std::vector<Discovered> ask_sources(removal::ContactSource& sources,
                                                  const DiscoverySubject& subject, Instant now);

// Keeps what is new as suggestions: what the directory has already, and what was suggested before, is not
// suggested again. A network that has another holder than before is a change of host (notice_host.h).
[[nodiscard]] Result<void> record_discovery(const Desk& desk, store::Transaction& tx, registry::SiteId id,
                                            const std::vector<Discovered>& discovered);

// Accepted: becomes a channel of the operator that is named, or that stands as this party of the site
// already; where there is none, of a new operator, which becomes this party.
struct DecideSuggestion {
  removal::SuggestionId id;
  bool accept = false;
  std::optional<removal::OperatorId> site_operator{};
  std::optional<std::string> name{};  // of a new operator, where the source gave none
};
[[nodiscard]] Result<removal::ContactSuggestion> decide_suggestion(const Desk& desk, store::Transaction& tx,
                                                                   const Actor& actor,
                                                                   const DecideSuggestion& ask);

}  // namespace jium::desk
