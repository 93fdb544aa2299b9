// The letter that asks for removal: of one item or of many, to whoever stands on a rung of the ladder, over
// mail or into a web form. It carries addresses, the legal basis, the clock and a reply reference, and has no
// field through which anything about the survivor could enter it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jium/registry/footage.h"
#include "jium/removal/courier.h"
#include "jium/removal/ladder_plan.h"
#include "jium/removal/operator.h"
#include "jium/removal/rule.h"

namespace jium::report {

struct LetterItem {
  std::string reference;  // of its request
  Secret<std::string> address;
  registry::FootageKind kind = registry::FootageKind::image;
  Instant seen_at{};
  std::string earlier_reference;  // of the request that this recurrence follows, or empty
  std::optional<Instant> earlier_gone_at;
};

struct RemovalLetter {
  removal::Language language = removal::Language::en;
  removal::Rung rung = removal::Rung::site_operator;
  removal::LetterRole asks_for = removal::LetterRole::removal;
  // The survivor's consent stands, and it is not pre-emptive support: else no word of acting for anybody.
  bool on_behalf = false;
  removal::Rule rule;
  std::string centre;
  std::string centre_mail;
  std::string operator_name;
  std::string operator_mail;
  std::string reference;  // by which the answer is known again
  // Who signs for the centre; stands in the letter where the rule needs a signature. Empty: nobody was named,
  // and nothing that needs one is sent.
  std::string signatory;
  std::string investigation;  // the number, where police have asked for it; empty: no word of one
  std::vector<LetterItem> items;
};

// More items than a person at the other end reads are another letter.
inline constexpr std::size_t kMostItemsInLetter = 100;

// What the letter would hold of what its rule may need.
[[nodiscard]] removal::Notice notice_of(const RemovalLetter& about);

// Conflict, in words that say what to add, when the rule needs what it does not hold; Malformed without items
// or with too many.
[[nodiscard]] Result<removal::Letter> write_letter(const RemovalLetter& about);

// The same for the text field of a web form: no greeting and no signature block of a mail. One item only.
[[nodiscard]] Result<Secret<std::string>> write_form_text(const RemovalLetter& about);

// True when nobody whose language it is has read the wording.
[[nodiscard]] bool needs_native_reader(removal::Language language);

}  // namespace jium::report
