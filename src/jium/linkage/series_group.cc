#include "jium/linkage/series_group.h"

#include <algorithm>

namespace jium::linkage {

namespace {

Fault no_group() {
  return fault(FaultKind::missing, "no such series group");
}

GroupSeat* waiting_seat(SeriesGroup& group, casework::CaseId the_case) {
  for (GroupSeat& seat : group.seats) {
    if (seat.the_case == the_case && seat.waits()) return &seat;
  }
  return nullptr;
}

bool has_seat(const SeriesGroup& group, casework::CaseId the_case) {
  return std::any_of(group.seats.begin(), group.seats.end(), [&](const GroupSeat& seat) {
    return seat.the_case == the_case && !seat.left_at.has_value();
  });
}

bool is_in(const SeriesGroup& group, const LinkSide& side) {
  return std::any_of(group.seats.begin(), group.seats.end(),
                     [&](const GroupSeat& seat) { return seat.the_case == side.the_case && seat.is_in(); });
}

// All who must have agreed: the candidate and whoever is in at this moment.
void settle(SeriesGroup& group, GroupSeat& seat, Instant now) {
  auto needed = group.members();
  needed.insert(seat.organisation);
  if (std::includes(seat.agreed.begin(), seat.agreed.end(), needed.begin(), needed.end()))
    seat.joined_at = now;
}

Result<GroupSeat*> seat_to_vote_on(SeriesGroup& group, casework::CaseId the_case,
                                   registry::OrganisationId by) {
  GroupSeat* seat = waiting_seat(group, the_case);
  if (seat == nullptr || (seat->organisation != by && !group.members().contains(by))) return no_group();
  return seat;
}

}  // namespace

std::set<registry::OrganisationId> SeriesGroup::members() const {
  std::set<registry::OrganisationId> in;
  for (const GroupSeat& seat : seats) {
    if (seat.is_in()) in.insert(seat.organisation);
  }
  return in;
}

Result<SeriesGroup> begin_group(const CaseLink& link, registry::OrganisationId by, Instant now) {
  JIUM_TRY(const LinkSide* own, side_of(link, by));
  JIUM_TRY(const LinkSide* other, other_side(link, by));
  if (state_at(link, now) != LinkState::opened)
    return fault(FaultKind::conflict, "a series group begins with a link that both centres have opened");
  SeriesGroup group;
  group.id = SeriesGroupId::random();
  group.begun_at = now;
  group.seats.push_back({own->organisation, own->the_case, by, now, {by}, now, std::nullopt});
  group.seats.push_back({other->organisation, other->the_case, by, now, {by}, std::nullopt, std::nullopt});
  return group;
}

Result<void> propose(SeriesGroup& group, const CaseLink& link, registry::OrganisationId by, Instant now) {
  if (!group.members().contains(by)) return no_group();
  JIUM_TRY(const LinkSide* own, side_of(link, by));
  JIUM_TRY(const LinkSide* other, other_side(link, by));
  if (state_at(link, now) != LinkState::opened)
    return fault(FaultKind::conflict, "a case is proposed that your centre has an opened link with");
  if (!is_in(group, *own)) return fault(FaultKind::conflict, "this link is not of a case in the group");
  if (has_seat(group, other->the_case)) return fault(FaultKind::conflict, "that case has its seat already");
  GroupSeat seat{other->organisation, other->the_case, by, now, {by}, std::nullopt, std::nullopt};
  // A centre that is in already has still to say yes to a further case of its own.
  group.seats.push_back(std::move(seat));
  return {};
}

Result<void> agree(SeriesGroup& group, casework::CaseId the_case, registry::OrganisationId by, Instant now) {
  JIUM_TRY(GroupSeat * seat, seat_to_vote_on(group, the_case, by));
  seat->agreed.insert(by);
  settle(group, *seat, now);
  return {};
}

Result<void> refuse(SeriesGroup& group, casework::CaseId the_case, registry::OrganisationId by, Instant now) {
  JIUM_TRY(GroupSeat * seat, seat_to_vote_on(group, the_case, by));
  seat->left_at = now;
  return {};
}

Result<void> leave(SeriesGroup& group, registry::OrganisationId by, Instant now) {
  if (!group.members().contains(by)) return no_group();
  for (GroupSeat& seat : group.seats) {
    // What this centre proposed and nobody has settled goes with it: its link is the ground.
    const bool own = seat.organisation == by || (seat.waits() && seat.proposed_by == by);
    if (own && !seat.left_at) seat.left_at = now;
  }
  for (GroupSeat& seat : group.seats) {
    if (seat.waits()) settle(group, seat, now);
  }
  return {};
}

Result<void> bring(SeriesGroup& group, casework::CaseId the_case, registry::OrganisationId by, Instant now) {
  if (!group.members().contains(by)) return no_group();
  if (GroupSeat* waiting = waiting_seat(group, the_case); waiting != nullptr && waiting->organisation == by) {
    waiting->agreed.insert(by);
    waiting->joined_at = now;
    return {};
  }
  if (has_seat(group, the_case)) return fault(FaultKind::conflict, "that case is in the group already");
  group.seats.push_back({by, the_case, by, now, {by}, now, std::nullopt});
  return {};
}

bool take_out(SeriesGroup& group, casework::CaseId the_case, Instant now) {
  bool was_there = false;
  for (GroupSeat& seat : group.seats) {
    if (seat.the_case != the_case || seat.left_at) continue;
    seat.left_at = now;
    was_there = true;
  }
  for (GroupSeat& seat : group.seats) {
    if (was_there && seat.waits()) settle(group, seat, now);
  }
  return was_there;
}

Result<Consequences> consequences_of_leaving(const SeriesGroup& group, registry::OrganisationId by,
                                             const std::set<registry::OrganisationId>& counted) {
  if (!group.members().contains(by)) return no_group();
  Consequences what;
  for (const GroupSeat& seat : group.seats) {
    if (seat.organisation == by && seat.is_in()) what.own_cases.push_back(seat.the_case);
  }
  what.left_behind = group.members();
  what.left_behind.erase(by);
  what.group_ends = what.left_behind.size() < 2;
  what.joint_counts_change = counted.contains(by);
  return what;
}

}  // namespace jium::linkage
