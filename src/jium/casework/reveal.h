// A Reveal: the full address of a sighting was shown to somebody, for a task. The reason is never a text that
// somebody types (an audit of 2025 found half of the sampled look-ups with invented reasons): it is one of a
// few tasks, and each is possible only where the case has such a task.
#pragma once

#include <string>

#include "jium/base/clock.h"
#include "jium/base/enum_text.h"
#include "jium/base/id.h"
#include "jium/base/result.h"
#include "jium/casework/case.h"
#include "jium/registry/sighting.h"

namespace jium::casework {

struct RevealTag {
  static constexpr char letter = 'V';
  static constexpr std::string_view noun = "reveal";
};
using RevealId = Id<RevealTag>;

enum class RevealTask {
  send_request,     // the operator is asked by a way that jium does not go itself (a web form, a telephone)
  check_place,      // a machine's look was not enough
  answer_operator,  // the operator asked back about a request
  police_referral,  // it is told to the police
  court,            // a court or a prosecutor asked for it
  committee_review  // a reviewer decides about a block request
};
BOOST_DESCRIBE_ENUM(RevealTask, send_request, check_place, answer_operator, police_referral, court,
                    committee_review)

struct Reveal {
  RevealId id;
  registry::OrganisationId organisation;
  CaseId the_case;
  registry::SightingId sighting;
  RevealTask task = RevealTask::send_request;
  std::string actor;  // an actor's text
  Instant at{};
};

// Conflict, in words for an officer, when the case has no such task:
//   send_request     the survivor agreed to removal, the case is open and the sighting is live
//   check_place      the survivor agreed to removal
//   answer_operator  there is a removal request about the sighting
//   police_referral  the survivor agreed that the police is told
//   committee_review never here: it is the committee's own, about what it was asked
//   court            always: neither consent nor the end of a case stands above a court's order
[[nodiscard]] Result<void> may_reveal(RevealTask task, const Case& the_case,
                                      const registry::Sighting& sighting, bool has_request);

// How many addresses a person or key may see in a day.
struct RevealPolicy {
  int per_day = 30;
};

// "2026-11-22": the calendar day in Korea, where it is nine hours later than UTC all the year.
[[nodiscard]] std::string korean_day(Instant now);
// When the next one begins, in Korean words and hours: "2026-11-23 00:00 (Korean time)".
[[nodiscard]] std::string next_korean_day(Instant now);

}  // namespace jium::casework
