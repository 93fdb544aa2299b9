// The level of its own that a sighting or a label has. Nothing is kept while it is its footage's; what
// reaches others is always registry::narrower() of both.
#pragma once

#include <vector>

#include "jium/registry/sharing.h"
#include "jium/registry/sighting.h"
#include "jium/store/store.h"

namespace jium::store {

enum class ChildKind { sighting, label };
BOOST_DESCRIBE_ENUM(ChildKind, sighting, label)

[[nodiscard]] Result<void> set_sharing(Transaction& tx, ChildKind kind, std::uint64_t child,
                                       registry::FootageId footage, const registry::Sharing& sharing);
// As far as its footage (SharingLevel::platforms) where nothing else was said.
[[nodiscard]] Result<registry::Sharing> sharing_of(Transaction& tx, ChildKind kind, std::uint64_t child);

// What there is to tell others of a sighting; its address stays sealed.
struct SightingPlace {
  registry::SightingId id;
  registry::SiteId site;
  registry::SightingState state = registry::SightingState::live;
  Instant first_seen{};
};
[[nodiscard]] Result<std::vector<SightingPlace>> places_of(Transaction& tx,
                                                           registry::FootageId footage);  // oldest first

}  // namespace jium::store
