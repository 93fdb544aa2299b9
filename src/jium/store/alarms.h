// Alarms: what an officer must know without having asked.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jium/casework/case.h"
#include "jium/store/store.h"

namespace jium::store {

struct AlarmTag {
  static constexpr char letter = 'A';
  static constexpr std::string_view noun = "alarm";
};
using AlarmId = Id<AlarmTag>;

enum class AlarmKind {
  recurrence,
  claim_disproved,
  letter_refused,
  letter_unconfirmed,
  letter_postponed,
  request_overdue,
  retention_due,
  decoy_touched,
  host_changed,
  place_cloaked,    // one vantage was shown the footage, another was not
  vigil_broken,     // a match during a calm watch
  ladder_waits,     // a draft, or a ladder that stands still, lies in front of an officer
  case_related,     // another centre holds a related case, or its side of a link has changed
  letter_withheld,  // confirmed, and not sent: its ground was gone by then
  webhook_dead      // given up: nobody is told there any more; of no case
};
BOOST_DESCRIBE_ENUM(AlarmKind, recurrence, claim_disproved, letter_refused, letter_unconfirmed,
                    letter_postponed, request_overdue, retention_due, decoy_touched, host_changed,
                    place_cloaked, vigil_broken, ladder_waits, case_related, letter_withheld, webhook_dead)

struct Alarm {
  AlarmId id;
  registry::OrganisationId organisation;
  std::optional<casework::CaseId> the_case;  // none: about no case, and for administrators
  AlarmKind kind = AlarmKind::recurrence;
  std::string subject;  // the id of the sighting, request or site it is about
  Instant raised_at{};
  std::optional<Instant> seen_at;
};

[[nodiscard]] Result<void> insert(Transaction& tx, const Alarm& alarm);
[[nodiscard]] Result<std::vector<Alarm>> alarms_of(Transaction& tx, registry::OrganisationId organisation,
                                                   bool unseen_only);  // newest first
// Is there one of this kind about the same record that nobody has seen yet?
[[nodiscard]] Result<bool> has_unseen(Transaction& tx, registry::OrganisationId organisation, AlarmKind kind,
                                      std::string_view subject);
[[nodiscard]] Result<void> note_seen(Transaction& tx, registry::OrganisationId organisation, AlarmId id,
                                     Instant at);  // Missing when not there

}  // namespace jium::store
