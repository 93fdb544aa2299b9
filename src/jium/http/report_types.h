// Alarms and counts.
#pragma once

#include "jium/http/wire.h"
#include "jium/store/alarms.h"

namespace jium::http::wire {

struct Alarm {
  store::AlarmId id;
  std::optional<casework::CaseId> the_case;  // none: about no case
  store::AlarmKind kind{};
  std::string subject;
  Instant raised_at{};
  std::optional<Instant> seen_at;
  std::vector<std::string> abilities;
};
JIUM_WIRE_VIEW(Alarm, (id, the_case, kind, subject, raised_at, seen_at, abilities))

struct Alarms {
  std::vector<Alarm> alarms;
};
JIUM_WIRE_VIEW(Alarms, (alarms))

struct Report {
  std::int64_t cases = 0, footage = 0, sightings = 0, recurrences = 0, requests = 0, sent = 0, removed = 0,
               gone_by_word = 0, awaiting_proof = 0, refused = 0, overdue = 0, false_claims = 0;
  std::optional<double> median_hours_to_removal, longest_hours_to_removal;
};
JIUM_WIRE_VIEW(Report,
               (cases, footage, sightings, recurrences, requests, sent, removed, gone_by_word, awaiting_proof,
                refused, overdue, false_claims, median_hours_to_removal, longest_hours_to_removal))

}  // namespace jium::http::wire
