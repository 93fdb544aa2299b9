// The history of a case: what happened, when, by whom. Entries are added and never changed. An entry names
// records by id and things by fixed words; what an entry must say in free text is sealed.
#pragma once

#include <string>

#include "jium/base/clock.h"
#include "jium/base/enum_text.h"
#include "jium/base/secret.h"
#include "jium/casework/case.h"

namespace jium::casework {

// A closed list: the words are in the database. A new one is added at the end of its group.
enum class Event {
  case_opened,
  footage_registered,
  footage_withdrawn,
  sighting_recorded,
  recurrence_recorded,
  sighting_gone,
  request_drafted,
  request_confirmed,
  letter_handed_over,
  letter_sent,
  letter_refused,
  letter_unconfirmed,
  letter_postponed,
  letter_withheld,
  letter_settled,
  request_acknowledged,
  removal_claimed,
  claim_disproved,
  removal_seen,
  removal_verified,
  request_refused,
  request_overdue,
  footage_submitted,
  footage_decided,
  footage_shared,
  footage_labelled,
  appeal_filed,
  appeal_decided,
  consent_given,
  consent_withdrawn,
  case_rested,
  case_woken,
  case_closed,
  case_reopened,
  hold_asked,
  hold_placed,
  hold_release_asked,
  hold_lifted,
  erasure_asked,
  erasure_proposed,
  keeping_proposed,
  erasure_refused,
  case_assigned,
  case_handed_over,
  case_released,
  address_revealed,
  identity_sealed,
  identity_opened,
};
BOOST_DESCRIBE_ENUM(Event, case_opened, footage_registered, footage_withdrawn, sighting_recorded,
                    recurrence_recorded, sighting_gone, request_drafted, request_confirmed,
                    letter_handed_over, letter_sent, letter_refused, letter_unconfirmed, letter_postponed,
                    letter_withheld, letter_settled, request_acknowledged, removal_claimed, claim_disproved,
                    removal_seen, removal_verified, request_refused, request_overdue, footage_submitted,
                    footage_decided, footage_shared, footage_labelled, appeal_filed, appeal_decided,
                    consent_given, consent_withdrawn, case_rested, case_woken, case_closed, case_reopened,
                    hold_asked, hold_placed, hold_release_asked, hold_lifted, erasure_asked, erasure_proposed,
                    keeping_proposed, erasure_refused, case_assigned, case_handed_over, case_released,
                    address_revealed, identity_sealed, identity_opened)

struct HistoryEntry {
  CaseId the_case;
  Instant at{};
  std::string
      actor;  // the id of a person ("U-...") or of a program's key ("K-..."), or "jium" for its own work
  Event event = Event::case_opened;
  std::string subject;       // the id of the record it is about
  Secret<std::string> note;  // one line for the officer, may be empty
};

}  // namespace jium::casework
