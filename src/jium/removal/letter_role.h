// What can be asked of whoever stands on a rung of the ladder, and so which wording their letter has
// (data/rules/ladder.toml, data/letters).
#pragma once

#include "jium/removal/ladder_plan.h"

namespace jium::removal {

[[nodiscard]] bool may_ask(Rung rung, LetterRole letter);
// Where no plan says it.
[[nodiscard]] LetterRole usual_letter(Rung rung);

}  // namespace jium::removal
