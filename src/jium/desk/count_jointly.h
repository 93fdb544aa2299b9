// Counting together within a series group (linkage/joint_count.h): how many different people its centres
// support, by tokens that each centre's machine made, and how many different places they had removed. Whoever
// is in the group reads every number; whoever is not reads only what is large enough to show nobody.
//
// The tokens' key is of this group alone: tokens of two groups, or of a trace, have nothing in common.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jium/desk/desk.h"
#include "jium/linkage/joint_count.h"
#include "jium/linkage/oblivious.h"
#include "jium/linkage/series_group.h"

namespace jium::desk {

// The installation's part for blinded words about people; counts as words of the day (record_trace.h).
[[nodiscard]] Result<std::vector<linkage::Element>> make_people_tokens(
    const Desk& desk, store::Transaction& tx, const Actor& actor, linkage::SeriesGroupId id,
    const std::vector<linkage::Element>& blinded);

inline constexpr std::size_t kMostPeople = 2000;
struct PersonGiven {
  casework::CaseId the_case;  // of one's own, in the group
  std::vector<linkage::Token> tokens;
};
// In place of what the centre gave before; how many different people of its own it gave. Malformed for more
// than kMostPeople, for a person without a token or with more than four; Conflict for a case that is not in
// the group.
[[nodiscard]] Result<std::int64_t> give_people(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                               linkage::SeriesGroupId id,
                                               const std::vector<PersonGiven>& people);

struct JointCount {
  struct Centre {
    registry::OrganisationId organisation;
    std::string name;
    bool has_given = false;      // its people; until then the joint count is of the others
    std::int64_t people = 0;     // different ones that it supports
    std::int64_t requested = 0;  // places whose removal it asked for
    std::int64_t deletions = 0;  // of these, the ones that it asked for first
    std::int64_t verified = 0;   // of these, known to be gone
  };
  linkage::PeopleCount people;
  linkage::DeletionCount deletions, verified;
  std::vector<Centre> centres;      // by name
  std::optional<double> miss_rate;  // that the reader gave, 0 to below 1
};
// Malformed for a rate that is none.
[[nodiscard]] Result<JointCount> count_jointly(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                               linkage::SeriesGroupId id,
                                               std::optional<double> miss_rate = std::nullopt);

// Of every group, for whoever is in none: small cells are not shown, nor what would give them away.
struct OutsideCount {
  std::int64_t groups = 0;
  struct Group {
    std::int64_t centres = 0;
    linkage::Cell people, deletions;
    std::vector<linkage::Cell> deletions_by_centre;  // in no order that says whose
  };
  std::vector<Group> counts;
};
[[nodiscard]] Result<OutsideCount> count_for_outsiders(const Desk& desk, store::Transaction& tx);

}  // namespace jium::desk
