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
  officer_looked,  // by their own means, where jium cannot see
  gone_by_word,    // two such looks, days apart
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
  task_opened,
  task_done,
  task_declined,
  request_sent_by_hand,
  form_handed_over,
  form_sent,
  form_refused,
  form_unconfirmed,
  form_postponed,
  form_withheld,
  request_offered,  // into the inbox of an operator that runs jium
  request_served,
  question_asked,
  question_answered,
  counter_notice_filed,
  counter_notice_weighed,
  request_taken_back,
  request_withdrawn,  // a draft that nobody is to be sent any more
  reply_received,
  reply_sorted,
  investigation_noted,
  vigil_opened,
  vigil_statement_made,
  vigil_broken,
  vigil_ended,
  ladder_changed,
  block_request_changed,
  trace_recorded,
  trace_withdrawn,
  link_changed,
};
// Entry by entry: BOOST_DESCRIBE_ENUM takes 52 at most.
// clang-format off
BOOST_DESCRIBE_ENUM_BEGIN(Event)
BOOST_DESCRIBE_ENUM_ENTRY(Event, case_opened)
BOOST_DESCRIBE_ENUM_ENTRY(Event, footage_registered)
BOOST_DESCRIBE_ENUM_ENTRY(Event, footage_withdrawn)
BOOST_DESCRIBE_ENUM_ENTRY(Event, sighting_recorded)
BOOST_DESCRIBE_ENUM_ENTRY(Event, recurrence_recorded)
BOOST_DESCRIBE_ENUM_ENTRY(Event, sighting_gone)
BOOST_DESCRIBE_ENUM_ENTRY(Event, request_drafted)
BOOST_DESCRIBE_ENUM_ENTRY(Event, request_confirmed)
BOOST_DESCRIBE_ENUM_ENTRY(Event, letter_handed_over)
BOOST_DESCRIBE_ENUM_ENTRY(Event, letter_sent)
BOOST_DESCRIBE_ENUM_ENTRY(Event, letter_refused)
BOOST_DESCRIBE_ENUM_ENTRY(Event, letter_unconfirmed)
BOOST_DESCRIBE_ENUM_ENTRY(Event, letter_postponed)
BOOST_DESCRIBE_ENUM_ENTRY(Event, letter_withheld)
BOOST_DESCRIBE_ENUM_ENTRY(Event, letter_settled)
BOOST_DESCRIBE_ENUM_ENTRY(Event, request_acknowledged)
BOOST_DESCRIBE_ENUM_ENTRY(Event, removal_claimed)
BOOST_DESCRIBE_ENUM_ENTRY(Event, claim_disproved)
BOOST_DESCRIBE_ENUM_ENTRY(Event, removal_seen)
BOOST_DESCRIBE_ENUM_ENTRY(Event, removal_verified)
BOOST_DESCRIBE_ENUM_ENTRY(Event, officer_looked)
BOOST_DESCRIBE_ENUM_ENTRY(Event, gone_by_word)
BOOST_DESCRIBE_ENUM_ENTRY(Event, request_refused)
BOOST_DESCRIBE_ENUM_ENTRY(Event, request_overdue)
BOOST_DESCRIBE_ENUM_ENTRY(Event, footage_submitted)
BOOST_DESCRIBE_ENUM_ENTRY(Event, footage_decided)
BOOST_DESCRIBE_ENUM_ENTRY(Event, footage_shared)
BOOST_DESCRIBE_ENUM_ENTRY(Event, footage_labelled)
BOOST_DESCRIBE_ENUM_ENTRY(Event, appeal_filed)
BOOST_DESCRIBE_ENUM_ENTRY(Event, appeal_decided)
BOOST_DESCRIBE_ENUM_ENTRY(Event, consent_given)
BOOST_DESCRIBE_ENUM_ENTRY(Event, consent_withdrawn)
BOOST_DESCRIBE_ENUM_ENTRY(Event, case_rested)
BOOST_DESCRIBE_ENUM_ENTRY(Event, case_woken)
BOOST_DESCRIBE_ENUM_ENTRY(Event, case_closed)
BOOST_DESCRIBE_ENUM_ENTRY(Event, case_reopened)
BOOST_DESCRIBE_ENUM_ENTRY(Event, hold_asked)
BOOST_DESCRIBE_ENUM_ENTRY(Event, hold_placed)
BOOST_DESCRIBE_ENUM_ENTRY(Event, hold_release_asked)
BOOST_DESCRIBE_ENUM_ENTRY(Event, hold_lifted)
BOOST_DESCRIBE_ENUM_ENTRY(Event, erasure_asked)
BOOST_DESCRIBE_ENUM_ENTRY(Event, erasure_proposed)
BOOST_DESCRIBE_ENUM_ENTRY(Event, keeping_proposed)
BOOST_DESCRIBE_ENUM_ENTRY(Event, erasure_refused)
BOOST_DESCRIBE_ENUM_ENTRY(Event, case_assigned)
BOOST_DESCRIBE_ENUM_ENTRY(Event, case_handed_over)
BOOST_DESCRIBE_ENUM_ENTRY(Event, case_released)
BOOST_DESCRIBE_ENUM_ENTRY(Event, address_revealed)
BOOST_DESCRIBE_ENUM_ENTRY(Event, identity_sealed)
BOOST_DESCRIBE_ENUM_ENTRY(Event, identity_opened)
BOOST_DESCRIBE_ENUM_ENTRY(Event, task_opened)
BOOST_DESCRIBE_ENUM_ENTRY(Event, task_done)
BOOST_DESCRIBE_ENUM_ENTRY(Event, task_declined)
BOOST_DESCRIBE_ENUM_ENTRY(Event, request_sent_by_hand)
BOOST_DESCRIBE_ENUM_ENTRY(Event, form_handed_over)
BOOST_DESCRIBE_ENUM_ENTRY(Event, form_sent)
BOOST_DESCRIBE_ENUM_ENTRY(Event, form_refused)
BOOST_DESCRIBE_ENUM_ENTRY(Event, form_unconfirmed)
BOOST_DESCRIBE_ENUM_ENTRY(Event, form_postponed)
BOOST_DESCRIBE_ENUM_ENTRY(Event, form_withheld)
BOOST_DESCRIBE_ENUM_ENTRY(Event, request_offered)
BOOST_DESCRIBE_ENUM_ENTRY(Event, request_served)
BOOST_DESCRIBE_ENUM_ENTRY(Event, question_asked)
BOOST_DESCRIBE_ENUM_ENTRY(Event, question_answered)
BOOST_DESCRIBE_ENUM_ENTRY(Event, counter_notice_filed)
BOOST_DESCRIBE_ENUM_ENTRY(Event, counter_notice_weighed)
BOOST_DESCRIBE_ENUM_ENTRY(Event, request_taken_back)
BOOST_DESCRIBE_ENUM_ENTRY(Event, request_withdrawn)
BOOST_DESCRIBE_ENUM_ENTRY(Event, reply_received)
BOOST_DESCRIBE_ENUM_ENTRY(Event, reply_sorted)
BOOST_DESCRIBE_ENUM_ENTRY(Event, investigation_noted)
BOOST_DESCRIBE_ENUM_ENTRY(Event, vigil_opened)
BOOST_DESCRIBE_ENUM_ENTRY(Event, vigil_statement_made)
BOOST_DESCRIBE_ENUM_ENTRY(Event, vigil_broken)
BOOST_DESCRIBE_ENUM_ENTRY(Event, vigil_ended)
BOOST_DESCRIBE_ENUM_ENTRY(Event, ladder_changed)
BOOST_DESCRIBE_ENUM_ENTRY(Event, block_request_changed)
BOOST_DESCRIBE_ENUM_ENTRY(Event, trace_recorded)
BOOST_DESCRIBE_ENUM_ENTRY(Event, trace_withdrawn)
BOOST_DESCRIBE_ENUM_ENTRY(Event, link_changed)
BOOST_DESCRIBE_ENUM_END(Event)
// clang-format on

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
