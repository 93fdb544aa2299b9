// What the API takes and gives about the rest of a case's life.
#pragma once

#include "jium/casework/retention.h"
#include "jium/desk/apply_retention.h"
#include "jium/http/wire_types.h"

namespace jium::http::wire {

struct ChangeConsent {
  casework::Purpose purpose{};
};
JIUM_WIRE_ASK(ChangeConsent, (purpose))

struct HoldOrder {
  std::string order;  // the order's number, as it stands on the paper
};
JIUM_WIRE_ASK(HoldOrder, (order))

// A rule of law as it was in force or will be (data/rules/retention.toml).
struct RetentionRule {
  std::string id;
  casework::RecordClass record{};
  Instant in_force_from{};
  std::optional<Instant> in_force_until;
  std::optional<int> years;  // null: permanent
  casework::OnRequest on_request{};
  casework::WhenOver when_over{};
  bool shortens_running = false;
  std::string article, source, checked_on;
};
JIUM_WIRE_VIEW(RetentionRule, (id, record, in_force_from, in_force_until, years, on_request, when_over,
                               shortens_running, article, source, checked_on))

struct RetentionRules {
  std::vector<RetentionRule> rules;
};
JIUM_WIRE_VIEW(RetentionRules, (rules))

struct Signature {
  std::string key;
  std::string role;
  std::optional<registry::PersonId> person;
  Instant at{};
};
JIUM_WIRE_VIEW(Signature, (key, role, person, at))

// Without the order's number: the second person types it from the paper.
struct LegalHold {
  casework::HoldId id;
  casework::CaseId the_case;
  casework::HoldState state{};
  Signature asked;
  std::optional<Signature> placed, release_asked, lifted;
};
JIUM_WIRE_VIEW(LegalHold, (id, the_case, state, asked, placed, release_asked, lifted))

struct AskErasure {
  bool survivor_asks = false;
};
JIUM_WIRE_ASK(AskErasure, (survivor_asks))

struct DecideErasure {
  std::optional<std::string> ground, told;
};
JIUM_WIRE_ASK(DecideErasure, (ground, told))

struct Erasure {
  casework::ErasureId id;
  casework::CaseId the_case;
  casework::ErasureReason reason{};
  casework::ErasureState state{};
  std::vector<std::string> hindered_by;
  Signature asked;
  std::optional<casework::Choice> choice;
  std::optional<Signature> proposed, decided;
  std::string ground, told;
  std::optional<Instant> done_at, swept_at;
};
JIUM_WIRE_VIEW(Erasure, (id, the_case, reason, state, hindered_by, asked, choice, proposed, decided, ground,
                         told, done_at, swept_at))

struct Erasures {
  std::vector<Erasure> erasures;
};
JIUM_WIRE_VIEW(Erasures, (erasures))

struct Keeping {
  casework::CaseId the_case;
  std::vector<casework::RecordClass> classes;
  std::vector<std::string> rules;  // that demand it now, the longest first
  std::optional<Instant> until;
  bool over = false;
  std::vector<std::string> hindrances;  // to destroying it at the survivor's word
  std::vector<LegalHold> holds;
};
JIUM_WIRE_VIEW(Keeping, (the_case, classes, rules, until, over, hindrances, holds))

struct DueCase {
  casework::CaseId the_case;
  casework::ErasureReason reason{};
  desk::DueFor due_for{};
  std::optional<Instant> since;
  std::vector<std::string> hindered_by;
};
JIUM_WIRE_VIEW(DueCase, (the_case, reason, due_for, since, hindered_by))

struct DueCases {
  std::vector<DueCase> due;
};
JIUM_WIRE_VIEW(DueCases, (due))

}  // namespace jium::http::wire
