// A series group: the centres whose cases were found to be of one offender, with a board that all of them
// see. It grows by consent alone. Two centres with an opened link begin one; whoever is in it may propose a
// further case that they have an opened link with, and it is in when that case's centre and every centre in
// the group has said yes. Nothing is merged: two groups that meet stay two until their members propose each
// other.
//
// Whoever is in brings further cases of its own by its own word: no other centre can know of them, and it
// shows nobody more than a count. A case leaves by itself when its survivor takes back consent.
//
// A centre leaves at any moment, without anybody's leave. consequences_of_leaving says what that changes,
// before it is done.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "jium/linkage/handshake.h"

namespace jium::linkage {

struct SeriesGroupTag {
  static constexpr char letter = 'Z';
  static constexpr std::string_view noun = "series";
};
using SeriesGroupId = Id<SeriesGroupTag>;

struct GroupSeat {
  registry::OrganisationId organisation;
  casework::CaseId the_case;
  registry::OrganisationId proposed_by;
  Instant proposed_at{};
  std::set<registry::OrganisationId> agreed;  // the proposer among them
  std::optional<Instant> joined_at{};
  std::optional<Instant> left_at{};

  [[nodiscard]] bool is_in() const { return joined_at.has_value() && !left_at.has_value(); }
  [[nodiscard]] bool waits() const { return !joined_at.has_value() && !left_at.has_value(); }
};

struct SeriesGroup {
  SeriesGroupId id;
  Instant begun_at{};
  std::vector<GroupSeat> seats;  // in the order of being proposed

  [[nodiscard]] std::set<registry::OrganisationId> members() const;  // that are in
};

// By one of the sides of an opened link; the other joins by agreeing. Missing for no side, Conflict when the
// link is not opened.
[[nodiscard]] Result<SeriesGroup> begin_group(const CaseLink& link, registry::OrganisationId by, Instant now);
// Missing for whoever is not in; Conflict when the link is not opened, is not between a case in the group and
// another centre's, or that case has a seat already.
[[nodiscard]] Result<void> propose(SeriesGroup& group, const CaseLink& link, registry::OrganisationId by,
                                   Instant now);
// A yes to the seat of this case, by its own centre or a centre that is in. Missing for anybody else.
[[nodiscard]] Result<void> agree(SeriesGroup& group, casework::CaseId the_case, registry::OrganisationId by,
                                 Instant now);
// A no to a seat that waits; it is gone then. By its own centre or a centre that is in.
[[nodiscard]] Result<void> refuse(SeriesGroup& group, casework::CaseId the_case, registry::OrganisationId by,
                                  Instant now);
// A further case of a centre that is in; it is in at once, also where its seat still waited. Missing for
// whoever is not in, Conflict when it is in already.
[[nodiscard]] Result<void> bring(SeriesGroup& group, casework::CaseId the_case, registry::OrganisationId by,
                                 Instant now);
[[nodiscard]] Result<void> leave(SeriesGroup& group, registry::OrganisationId by, Instant now);
// jium's own taking out: consent was taken back, or the case is erased. Whether there was anything to take.
bool take_out(SeriesGroup& group, casework::CaseId the_case, Instant now);

struct Consequences {
  std::vector<casework::CaseId> own_cases;         // that leave
  std::set<registry::OrganisationId> left_behind;  // who are in afterwards
  bool group_ends = false;                         // fewer than two are left
  bool joint_counts_change = false;                // made with this centre's records: to be made anew
};
[[nodiscard]] Result<Consequences> consequences_of_leaving(const SeriesGroup& group,
                                                           registry::OrganisationId by,
                                                           const std::set<registry::OrganisationId>& counted);

}  // namespace jium::linkage
