// How often a caller who is known may ask. A key that a program lost its hold on, or that was stolen to empty
// the registry look by look, must not take the service from the others or go on at full speed until somebody
// notices: OWASP ASVS 5.0, 2.4.1. What honest work needs lies far below; whoever asks more often is told when
// to come again, and is served then.
//
// Each caller has turns of three kinds, by what a request costs and what it could take away:
//   look     what shows something
//   change   what changes something
//   costly   what searches, counts or answers a guess: routes that say so (Route::costly)
// A person's sessions share that person's turns; a program's key has its own. A minute's turns are in hand at
// once. The pace is kept as that of strangers is, in memory and without a list of who asks
// (stranger_turns.h).
#pragma once

#include "jium/base/enum_text.h"
#include "jium/desk/actor.h"
#include "jium/http/stranger_turns.h"

namespace jium::http {

enum class TurnKind { look, change, costly };
BOOST_DESCRIBE_ENUM(TurnKind, look, change, costly)

// Requests a minute; 0: no limit, as in tests.
struct CallerLimit {
  int looks_per_minute = 0;
  int changes_per_minute = 0;
  int costly_per_minute = 0;
};

class CallerTurns {
 public:
  explicit CallerTurns(CallerLimit limit);

  // Nothing: the turn is taken. Else after how long to come again, at least a second; such a request costs
  // nothing. Thread-safe.
  [[nodiscard]] std::optional<std::chrono::seconds> take(const desk::Actor& caller, TurnKind kind,
                                                         StrangerTurns::Moment now);
  // What take() would say, and nothing is taken.
  [[nodiscard]] std::optional<std::chrono::seconds> wait_of(const desk::Actor& caller, TurnKind kind,
                                                            StrangerTurns::Moment now);

 private:
  [[nodiscard]] StrangerTurns& of(TurnKind kind);

  StrangerTurns looks_, changes_, costly_;
};

}  // namespace jium::http
