// A letter of a centre as it would be written, about nothing: the wording of a language, a rung and a rule
// with a made-up operator and a made-up address, for who sets up how the centre writes.
#pragma once

#include <optional>
#include <string>

#include "jium/desk/desk.h"
#include "jium/removal/courier.h"
#include "jium/removal/ladder_plan.h"
#include "jium/removal/operator.h"

namespace jium::desk {

struct PreviewLetter {
  removal::Language language = removal::Language::ko;
  removal::Rung rung = removal::Rung::site_operator;
  std::optional<std::string> rule{};  // none: the standard one in force for Korea
};
struct LetterPreview {
  removal::Letter letter;
  bool needs_native_reader = false;  // nobody whose language it is has read the wording
};
// Missing for an unknown rule; Conflict, as of any letter, when the rule needs what the centre has not set
// (who signs). The committee has no letter: Conflict.
[[nodiscard]] Result<LetterPreview> preview_letter(const Desk& desk, store::Transaction& tx,
                                                   const Actor& actor, const PreviewLetter& ask);

}  // namespace jium::desk
