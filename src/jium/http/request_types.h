// Removal requests and their letters.
#pragma once

#include "jium/http/directory_types.h"
#include "jium/http/sighting_types.h"
#include "jium/removal/letter_delivery.h"
#include "jium/removal/removal_request.h"

namespace jium::http::wire {

struct DraftRequest {
  registry::SightingId sighting;
};
JIUM_WIRE_ASK(DraftRequest, (sighting))

struct RemovalRequest {
  removal::RequestId id;
  casework::CaseId the_case;
  registry::SightingId sighting;
  removal::OperatorId site_operator;
  removal::Rung rung{};  // of the sighting's ladder
  removal::Language language{};
  std::string rule;
  removal::RequestChannel channel{};
  removal::RequestState state{};
  std::optional<removal::RequestId> recurrence_of;
  int false_claims = 0;
  Instant drafted_at{};
  std::optional<Instant> confirmed_at, sent_at, due_at, acknowledged_at, claimed_at, removed_at, verified_at,
      refused_at;
  std::optional<Instant> gone_by_word_at{};
  std::vector<std::string> abilities;
};
JIUM_WIRE_VIEW(RemovalRequest,
               (id, the_case, sighting, site_operator, rung, language, rule, channel, state, recurrence_of,
                false_claims, drafted_at, confirmed_at, sent_at, due_at, acknowledged_at, claimed_at,
                removed_at, verified_at, refused_at, gone_by_word_at, abilities))

struct RemovalRequests {
  std::vector<RemovalRequest> requests;
  std::optional<std::string> next;  // the cursor of the page that follows
};
JIUM_WIRE_VIEW(RemovalRequests, (requests, next))

struct Check {
  Instant at{};
  removal::CheckOutcome outcome{};
  std::optional<int> distance;
  std::optional<int> status;
  removal::CheckReason reason{};
  std::string vantage;
  std::optional<int> page_media,
      page_compared;  // of the page's own: how many it names, how many were compared
};
JIUM_WIRE_VIEW(Check, (at, outcome, distance, status, reason, vantage, page_media, page_compared))

// What was kept of a check, and how the audit log proves it (docs/operating/watching.md).
struct CheckEvidence {
  Check check;
  Exact record;  // the text as it was kept; empty of checks from before
  std::string key, digest;
  std::optional<std::int64_t> log_entry;
};
JIUM_WIRE_VIEW(CheckEvidence, (check, record, key, digest, log_entry))

struct RequestView {
  RemovalRequest request;
  Sighting sighting;
  std::vector<Check> checks;
  std::optional<removal::LetterState> letter;
};
JIUM_WIRE_VIEW(RequestView, (request, sighting, checks, letter))

struct Letter {
  std::string to;
  std::string from;
  std::string subject;
  std::string body;
  std::string reference;
  bool needs_native_reader = false;  // nobody whose language it is has read the wording
};
JIUM_WIRE_VIEW(Letter, (to, from, subject, body, reference, needs_native_reader))

struct RecordAnswer {
  removal::Answer answer{};
  std::optional<std::string> words;
};
JIUM_WIRE_ASK(RecordAnswer, (answer, words))

struct SettleLetter {
  bool delivered = false;
};
JIUM_WIRE_ASK(SettleLetter, (delivered))

}  // namespace jium::http::wire
