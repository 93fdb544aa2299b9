// A Case: one person's matter at one centre. It holds what is needed to act and nothing to look at.
//
//   opened --a request is made--> active --rest--> resting --wake--> active
//   opened, active, resting --close--> closed;   any --forget--> forgotten (its key is destroyed)
//
// Who may ask: Act on Prevention of Sexual Violence and Protection of Victims, article 7-3: the victim, a
// spouse, lineal kin, a sibling, or an agent whose papers an officer has checked (the check is recorded,
// the papers are not).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jium/base/clock.h"
#include "jium/base/enum_text.h"
#include "jium/base/id.h"
#include "jium/base/secret.h"
#include "jium/registry/organisation.h"

namespace jium::casework {

struct CaseTag {
  static constexpr char letter = 'C';
  static constexpr std::string_view noun = "case";
};
using CaseId = Id<CaseTag>;

enum class AgeBand { unknown, under_14, teens, twenties, thirties, forties, fifties_and_over };
BOOST_DESCRIBE_ENUM(AgeBand, unknown, under_14, teens, twenties, thirties, forties, fifties_and_over)

// One survivor has about 1.6 of these; the largest group is fear.
enum class HarmType {
  illegal_filming,
  dissemination,
  fear_of_dissemination,
  threat_to_disseminate,
  synthetic,
  child_exploitation,
  identity_leak,
  other
};
BOOST_DESCRIBE_ENUM(HarmType, illegal_filming, dissemination, fear_of_dissemination, threat_to_disseminate,
                    synthetic, child_exploitation, identity_leak, other)

enum class Relation { victim, spouse, lineal_kin, sibling, agent };
BOOST_DESCRIBE_ENUM(Relation, victim, spouse, lineal_kin, sibling, agent)

enum class CaseState { opened, active, resting, closed, forgotten };
BOOST_DESCRIBE_ENUM(CaseState, opened, active, resting, closed, forgotten)

// Each purpose by itself; nothing is implied by another.
struct Consent {
  bool removal = false;        // ask operators to remove, and check that they did
  bool police = false;         // tell the police where it was found
  bool other_centres = false;  // let other centres know that a related case exists
};

struct Case {
  CaseId id;
  registry::OrganisationId organisation;
  Secret<std::string> pseudonym;  // what the centre calls the person; never a name
  AgeBand age_band = AgeBand::unknown;
  std::vector<HarmType> harm_types;
  Relation requester = Relation::victim;
  std::optional<Instant> papers_checked_at;
  Consent consent;
  CaseState state = CaseState::opened;
  Instant opened_at{};
};

// Malformed, in words for an officer: no pseudonym or over 80 bytes, something like a resident
// registration number in it, no harm type, a harm type twice, an agent without checked papers.
[[nodiscard]] Result<void> check(const Case& the_case);

// Conflict unless the survivor agreed to removal and the case is not closed or forgotten.
[[nodiscard]] Result<void> may_request_removal(const Case& the_case);

// A first removal request makes an opened or resting case active; others are as they were.
void note_request(Case& the_case);

}  // namespace jium::casework
