#include "jium/http/caller_turns.h"

namespace jium::http {
namespace {

StrangerLimit a_minutes(int turns) {
  return {.at_once = turns, .per_minute = turns};
}

}  // namespace

CallerTurns::CallerTurns(CallerLimit limit)
    : looks_(a_minutes(limit.looks_per_minute)),
      changes_(a_minutes(limit.changes_per_minute)),
      costly_(a_minutes(limit.costly_per_minute)) {}

StrangerTurns& CallerTurns::of(TurnKind kind) {
  switch (kind) {
    case TurnKind::look:
      return looks_;
    case TurnKind::change:
      return changes_;
    case TurnKind::costly:
      return costly_;
  }
  return costly_;
}

std::optional<std::chrono::seconds> CallerTurns::take(const desk::Actor& caller, TurnKind kind,
                                                      StrangerTurns::Moment now) {
  return of(kind).take(caller.text(), now);
}

std::optional<std::chrono::seconds> CallerTurns::wait_of(const desk::Actor& caller, TurnKind kind,
                                                         StrangerTurns::Moment now) {
  return of(kind).wait_of(caller.text(), now);
}

}  // namespace jium::http
