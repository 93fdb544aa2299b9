// The ladder of a sighting.
#pragma once

#include "jium/http/request_types.h"
#include "jium/removal/block_request.h"
#include "jium/removal/ladder.h"

namespace jium::http::wire {

struct LadderStep {
  removal::Rung rung{};
  removal::StepState state{};
  std::optional<removal::SkipReason> skipped_for;
  std::optional<removal::StepEnd> ended_by;
  std::optional<Instant> drafted_at, due_at, done_at;
  std::vector<removal::RequestId> requests;
};
JIUM_WIRE_VIEW(LadderStep, (rung, state, skipped_for, ended_by, drafted_at, due_at, done_at, requests))

struct NextAction {
  removal::NextWhat what{};
  Instant at{};
  std::optional<removal::Rung> rung;
};
JIUM_WIRE_VIEW(NextAction, (what, at, rung))

struct Ladder {
  registry::SightingId sighting;
  casework::CaseId the_case;
  std::string plan;
  removal::LadderState state{};
  std::optional<removal::HoldReason> held_for;
  std::optional<Instant> until;
  std::optional<removal::LadderEnd> ended_for;
  std::optional<Instant> confirmed_until;
  std::optional<NextAction> next;
  Instant begun_at{};
  std::optional<Instant> ended_at;
  std::vector<LadderStep> steps;
  std::optional<removal::BlockRequestId> block_request;
  std::vector<std::string> abilities;
};
JIUM_WIRE_VIEW(Ladder, (sighting, the_case, plan, state, held_for, until, ended_for, confirmed_until, next,
                        begun_at, ended_at, steps, block_request, abilities))

struct LadderLine {
  registry::SightingId sighting;
  casework::CaseId the_case;
  removal::LadderState state{};
  std::optional<NextAction> next;
};
JIUM_WIRE_VIEW(LadderLine, (sighting, the_case, state, next))

struct Ladders {
  std::vector<LadderLine> ladders;
  std::optional<std::string> next;  // the cursor of the page that follows
};
JIUM_WIRE_VIEW(Ladders, (ladders, next))

struct HoldLadder {
  removal::HoldReason reason{};
  Instant until{};
};
JIUM_WIRE_ASK(HoldLadder, (reason, until))

struct SkipStep {
  removal::Rung rung{};
  removal::SkipReason reason{};
};
JIUM_WIRE_ASK(SkipStep, (rung, reason))

struct ConfirmAhead {
  std::optional<Instant> until;  // none: the word is taken back
};
JIUM_WIRE_ASK(ConfirmAhead, (until))

}  // namespace jium::http::wire
