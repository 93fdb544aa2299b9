// What an actor reaches of the cases of their organisation. Every verb that shows or changes something of a
// case comes in through here.
//
// A person reaches a case, and all that belongs to it (footage, sightings, requests, letters, history), only
// while they are assigned to it. A program (an API key, no person) acts for its whole organisation, as its
// organisation answers for what it does. Whatever is not reached is Missing, in the words of a record that is
// not there.
//
// A decoy is reached like any other case, and then the administrators of the centre know it at once.
#pragma once

#include <algorithm>
#include <vector>

#include "jium/desk/desk.h"
#include "jium/registry/sighting.h"
#include "jium/removal/removal_request.h"
#include "jium/store/footages.h"

namespace jium::desk {

[[nodiscard]] Result<casework::Case> reach_case(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                                casework::CaseId id);
// The same, for what the centre's administrator decides about a case without seeing what it is about.
[[nodiscard]] Result<casework::Case> reach_case_to_decide(const Desk& desk, store::Transaction& tx,
                                                          const Actor& actor, casework::CaseId id);
[[nodiscard]] Result<store::StoredFootage> reach_footage(const Desk& desk, store::Transaction& tx,
                                                         const Actor& actor, registry::FootageId id);
// As reach_case_to_decide.
[[nodiscard]] Result<store::StoredFootage> reach_footage_to_decide(const Desk& desk, store::Transaction& tx,
                                                                   const Actor& actor,
                                                                   registry::FootageId id);
struct ReachedSighting {
  registry::Sighting sighting;
  casework::CaseId the_case;
};
[[nodiscard]] Result<ReachedSighting> reach_sighting(const Desk& desk, store::Transaction& tx,
                                                     const Actor& actor, registry::SightingId id);
[[nodiscard]] Result<removal::RemovalRequest> reach_request(const Desk& desk, store::Transaction& tx,
                                                            const Actor& actor, removal::RequestId id);

// For lists: everything of the organisation for a program, the assigned cases for a person. Being in a list
// touches no decoy.
class Reach {
 public:
  [[nodiscard]] static Result<Reach> of(const Desk& desk, store::Transaction& tx, const Actor& actor);
  [[nodiscard]] bool has(casework::CaseId id) const;

  // `case_of(element)` names an element's case; what is not reached is taken out.
  // For lists of what is about several cases: an administrator and an auditor see that there is such a thing,
  // without its cases; an officer sees it when all of them are theirs.
  template <class List>
  void narrow_by_cases(List& list, Role role) const {
    const bool oversees = role == Role::centre_administrator || role == Role::auditor;
    std::erase_if(list, [&](auto& one) {
      const bool all = std::all_of(one.cases.begin(), one.cases.end(), [&](auto id) { return has(id); });
      if (!all && oversees) std::erase_if(one.cases, [&](auto id) { return !has(id); });
      return !all && !oversees;
    });
  }

  template <class List, class CaseOf>
  void narrow(List& list, CaseOf case_of) const {
    std::erase_if(list, [&](const auto& one) { return !has(case_of(one)); });
  }

 private:
  bool everything_ = false;
  std::vector<casework::CaseId> cases_;  // in order
};

}  // namespace jium::desk
