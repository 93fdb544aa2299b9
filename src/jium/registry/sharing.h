// How far a record is shared. A child record (a label, a decision, a sighting) never reaches further than the
// record it hangs on: narrower() of both, everywhere, and nothing else compares levels. MISP's access faults
// of 2026 (CVE-2026-56424 and eight more) were one rule written down anew in each place.
//
//   own_centre    the organisation that registered it
//   group         and the members of one named group
//   all_agencies  and every centre, police body, committee and monitor here
//   platforms     and, once decided, the platforms' feeds
//
// The owning centre sets the level. Agencies see only while the survivor's consent to other centres stands
// (or the law asks for none): consent is looked at when a record is read, not only when its level was raised.
#pragma once

#include <optional>
#include <set>

#include "jium/base/enum_text.h"
#include "jium/registry/organisation.h"

namespace jium::registry {

struct GroupTag {
  static constexpr char letter = 'G';
  static constexpr std::string_view noun = "group";
};
using GroupId = Id<GroupTag>;

enum class SharingLevel { own_centre, group, all_agencies, platforms };
BOOST_DESCRIBE_ENUM(SharingLevel, own_centre, group, all_agencies, platforms)

struct Sharing {
  SharingLevel level = SharingLevel::own_centre;
  std::optional<GroupId> group;  // of the level `group` alone
  bool agencies = true;          // false: other agencies may not see it, whatever the level

  friend bool operator==(const Sharing&, const Sharing&) = default;
};

// Who looks: an organisation, what it is, and the groups that it has joined.
struct Viewer {
  OrganisationId organisation;
  OrganisationKind kind = OrganisationKind::centre;
  std::set<GroupId> groups{};
};

// What both allow, and no more: groups that differ have nobody in common but the owner.
[[nodiscard]] Sharing narrower(const Sharing& parent, const Sharing& child);

// A platform never looks at records, it follows a feed; an auditor reads the log.
[[nodiscard]] bool may_see(const Sharing& sharing, OrganisationId owner, const Viewer& viewer);
[[nodiscard]] bool reaches_platforms(const Sharing& sharing);

struct RaiseTerms {
  bool consent_removal = false;  // as the case has them now
  bool consent_other_centres = false;
  bool has_legal_basis = false;
  bool basis_needs_consent = true;
  bool decided = false;
};

// May the owner set this level? Lowering always. Malformed: a group without its name or a name without a
// group. Conflict, in words that say what is missing: no legal basis, no consent, not decided.
[[nodiscard]] Result<void> may_set(const Sharing& now, const Sharing& wanted, const RaiseTerms& terms);

// The level of a child record alone, which nobody needs terms for: it never reaches further than its parent.
// Malformed as above.
[[nodiscard]] Result<void> check(const Sharing& wanted);

// A small circle of organisations with a name of its own.
struct Group {
  GroupId id;
  std::string name;
  OrganisationId made_by;
  Instant made_at{};
};
struct GroupMember {
  OrganisationId organisation;
  Instant invited_at{};
  std::optional<Instant> joined_at;  // an invitation shows nothing until it is accepted
};

// Malformed unless the name is 1 to 120 characters in one line.
[[nodiscard]] Result<void> check(const Group& group);

}  // namespace jium::registry
