#include "jium/registry/sharing.h"

#include <algorithm>

#include "jium/registry/mail_address.h"

namespace jium::registry {
namespace {

bool is_agency(OrganisationKind kind) {
  return kind == OrganisationKind::centre || kind == OrganisationKind::police ||
         kind == OrganisationKind::committee || kind == OrganisationKind::monitor;
}

}  // namespace

Sharing narrower(const Sharing& parent, const Sharing& child) {
  Sharing both{std::min(parent.level, child.level), std::nullopt, parent.agencies && child.agencies};
  if (both.level != SharingLevel::group) return both;
  if (parent.level == SharingLevel::group && child.level == SharingLevel::group &&
      parent.group != child.group) {
    both.level = SharingLevel::own_centre;
    return both;
  }
  both.group = parent.level == SharingLevel::group ? parent.group : child.group;
  return both;
}

bool may_see(const Sharing& sharing, OrganisationId owner, const Viewer& viewer) {
  if (viewer.organisation == owner) return true;
  if (!sharing.agencies || !is_agency(viewer.kind)) return false;
  switch (sharing.level) {
    case SharingLevel::own_centre:
      return false;
    case SharingLevel::group:
      return sharing.group && viewer.groups.contains(*sharing.group);
    case SharingLevel::all_agencies:
    case SharingLevel::platforms:
      return true;
  }
  return false;
}

bool reaches_platforms(const Sharing& sharing) {
  return sharing.level == SharingLevel::platforms;
}

Result<void> check(const Sharing& wanted) {
  if ((wanted.level == SharingLevel::group) == wanted.group.has_value()) return {};
  return fault(FaultKind::malformed, "a group is named for the level `group` and for no other");
}

Result<void> may_set(const Sharing& now, const Sharing& wanted, const RaiseTerms& terms) {
  JIUM_CHECK(check(wanted));
  if (wanted.level == SharingLevel::own_centre || narrower(now, wanted) == wanted) return {};
  if (!terms.has_legal_basis) {
    return fault(FaultKind::conflict,
                 "nothing leaves the centre without a legal basis: submit the footage with one first");
  }
  if (wanted.level == SharingLevel::platforms) {
    if (!terms.decided) {
      return fault(FaultKind::conflict,
                   "platforms compare only with what has been decided: submit it for decision first");
    }
    if (terms.basis_needs_consent && !terms.consent_removal) {
      return fault(FaultKind::conflict,
                   "the survivor has not agreed to removal: record the consent in the case first");
    }
    return {};
  }
  if (terms.basis_needs_consent && !terms.consent_other_centres) {
    return fault(FaultKind::conflict,
                 "the survivor has not agreed that other centres know: record the consent in the case first");
  }
  return {};
}

Result<void> check(const Group& group) {
  if (!is_mail_name(group.name))
    return fault(FaultKind::malformed, "a group's name is 1 to 120 characters in one line");
  return {};
}

}  // namespace jium::registry
