// Batches of removal requests, and how a centre writes its letters.
#pragma once

#include "jium/http/request_types.h"
#include "jium/removal/batch.h"
#include "jium/removal/rule.h"

namespace jium::http::wire {

struct PrepareBatch {
  std::optional<std::vector<registry::SightingId>> sightings;
  std::optional<bool> everything_due;
};
JIUM_WIRE_ASK(PrepareBatch, (sightings, everything_due))

struct Batch {
  removal::BatchId id;
  removal::BatchState state{};
  std::string prepared_by;
  Instant prepared_at{};
  std::optional<std::string> confirmed_by;
  std::optional<Instant> confirmed_at, leaves_at, undone_at;
};
JIUM_WIRE_VIEW(Batch, (id, state, prepared_by, prepared_at, confirmed_by, confirmed_at, leaves_at, undone_at))

struct Batches {
  std::vector<Batch> batches;
};
JIUM_WIRE_VIEW(Batches, (batches))

// One letter to be.
struct BatchGroup {
  int number = 0;
  removal::RequestChannel channel{};
  removal::OperatorId site_operator;
  removal::Language language{};
  bool needs_native_reader = false;  // nobody whose language it is has read the wording
  std::string rule;
  casework::CaseId the_case;
  std::vector<removal::RequestId> requests;
};
JIUM_WIRE_VIEW(BatchGroup,
               (number, channel, site_operator, language, needs_native_reader, rule, the_case, requests))

struct LeftOut {
  registry::SightingId sighting;
  removal::LeftOutReason reason{};
};
JIUM_WIRE_VIEW(LeftOut, (sighting, reason))

struct BatchView {
  Batch batch;
  int requests = 0;
  std::vector<BatchGroup> groups;
  std::vector<LeftOut> left_out;
  int letters = 0;
  int letters_begun = 0;
  bool more = false;
  std::vector<std::string> abilities;
};
JIUM_WIRE_VIEW(BatchView, (batch, requests, groups, left_out, letters, letters_begun, more, abilities))

// Addresses in it are folded.
struct LetterPreview {
  int number = 0;
  std::string to;
  std::string subject;
  std::string body;
  bool needs_native_reader = false;
};
JIUM_WIRE_VIEW(LetterPreview, (number, to, subject, body, needs_native_reader))

struct LetterPreviews {
  std::vector<LetterPreview> letters;
};
JIUM_WIRE_VIEW(LetterPreviews, (letters))

struct RevealLetter {
  int number = 0;
  casework::RevealTask task{};
};
JIUM_WIRE_ASK(RevealLetter, (number, task))

struct ConfirmBatch {
  std::optional<int> undo_seconds;
};
JIUM_WIRE_ASK(ConfirmBatch, (undo_seconds))

struct LetterSettings {
  std::string signatory;
  int undo_seconds = 0;
  bool trusted_flagger = false;
};
JIUM_WIRE_VIEW(LetterSettings, (signatory, undo_seconds, trusted_flagger))

struct SetLetterSettings {
  std::optional<std::string> signatory;
  std::optional<int> undo_seconds;
  std::optional<bool> trusted_flagger;
};
JIUM_WIRE_ASK(SetLetterSettings, (signatory, undo_seconds, trusted_flagger))

struct SetUndoWindow {
  std::optional<int> seconds;  // none: the centre's
};
JIUM_WIRE_ASK(SetUndoWindow, (seconds))

struct NoteInvestigation {
  std::string number;  // empty: there is none any more
};
JIUM_WIRE_ASK(NoteInvestigation, (number))

struct Rule {
  std::string id;
  std::vector<std::string> jurisdictions;
  removal::RuleVariant variant{};
  bool planned = false;
  std::optional<Instant> in_force_from;
  std::optional<int> hours;
  std::optional<int> working_days;
  std::optional<std::string> calendar;
  bool statutory = false;
  std::vector<removal::Need> needs;
  std::string title;
  std::string source;
  std::string checked_on;
};
JIUM_WIRE_VIEW(Rule, (id, jurisdictions, variant, planned, in_force_from, hours, working_days, calendar,
                      statutory, needs, title, source, checked_on))

struct Rules {
  std::vector<Rule> rules;
};
JIUM_WIRE_VIEW(Rules, (rules))

}  // namespace jium::http::wire
