// A Case: one person's matter at one centre. It holds what is needed to act and nothing to look at.
//
//   opened --a request is made--> active --rest--> resting --wake, or a request--> active
//   opened, active, resting --close--> closed --reopen--> active
//   any --forget--> forgotten (its key is destroyed, see erasure.h)
//
// Nothing new is asked of anybody in a closed case, and a letter that waits there stays; what was sent before
// goes on being looked at, so that the counts come out true. Retention counts from the day of closing
// (retention.h).
//
// Consent is the survivor's to give and to take back, for each purpose by itself and at any time (Personal
// Information Protection Act, articles 22 and 37); what counts is what stands now, and the history keeps each
// turn.
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

enum class Purpose { removal, police, other_centres };
BOOST_DESCRIBE_ENUM(Purpose, removal, police, other_centres)

// Each purpose by itself; nothing is implied by another.
struct Consent {
  bool removal = false;        // ask operators to remove, and check that they did
  bool police = false;         // tell the police where it was found
  bool other_centres = false;  // let other centres know that a related case exists

  [[nodiscard]] bool to(Purpose purpose) const;
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
  std::optional<Instant> closed_at{};  // of a closed case
};

// Malformed, in words for an officer: no pseudonym or over 80 bytes, something like a resident
// registration number in it, no harm type, a harm type twice, an agent without checked papers.
[[nodiscard]] Result<void> check(const Case& the_case);

// Conflict unless the survivor agreed to removal and the case is not closed or forgotten.
[[nodiscard]] Result<void> may_request_removal(const Case& the_case);

// A first removal request makes an opened or resting case active; others are as they were.
void note_request(Case& the_case);

// Consent for one purpose, given or taken back. False: it stood so already, and nothing changes. In a closed
// case it can be taken back, not given. Conflict when the case is forgotten.
[[nodiscard]] Result<bool> change_consent(Case& the_case, Purpose purpose, bool given);

// Conflict, with what the case is, when its state does not allow it; it is as it was then.
[[nodiscard]] Result<void> rest(Case& the_case);
[[nodiscard]] Result<void> wake(Case& the_case);
[[nodiscard]] Result<void> close(Case& the_case, Instant at);
[[nodiscard]] Result<void> reopen(Case& the_case);

}  // namespace jium::casework
