// A legal hold: an order (of a court, an investigator) that nothing of a case may be destroyed.
//
//   asked --a second person says the same--> placed --release asked--> release asked --a second person-->
//   lifted
//
// Placed by two people and lifted by two people, each of whom types the order's number from the paper, so
// that neither can read it off the other's screen. While it is placed (or its release only asked for) nothing
// of the case is erased, by nobody's decision.
//
// A hold that one person alone asks for holds too, as erasure cannot be taken back and a hold can; but no
// longer than three days, so that one person can delay what a survivor asked for and cannot deny it. The rule
// of two and the number of the order: threat 17 of the threat table (docs/security).
#pragma once

#include <optional>
#include <string>

#include "jium/base/enum_text.h"
#include "jium/base/id.h"
#include "jium/base/secret.h"
#include "jium/casework/case.h"
#include "jium/casework/signer.h"

namespace jium::casework {

struct HoldTag {
  static constexpr char letter = 'H';
  static constexpr std::string_view noun = "legal hold";
};
using HoldId = Id<HoldTag>;

// How long one person's word waits for the second's.
inline constexpr Duration kFirstWordLasts = std::chrono::hours{72};

enum class HoldState { asked, lapsed, placed, release_asked, lifted };
BOOST_DESCRIBE_ENUM(HoldState, asked, lapsed, placed, release_asked, lifted)

struct LegalHold {
  HoldId id;
  registry::OrganisationId organisation;
  CaseId the_case;
  Secret<std::string> order;  // its number, as it stands on the paper
  Signature asked;
  std::optional<Signature> placed, release_asked, lifted;

  [[nodiscard]] HoldState state(Instant now) const;
  // Asked (and not lapsed), placed, or release asked.
  [[nodiscard]] bool holds(Instant now) const;
};

// Malformed: no number, over 80 bytes, or something like a resident registration number.
[[nodiscard]] Result<void> check_order(const std::string& order);

// The next word about a hold that was asked for; a lapsed one is asked for anew. Conflict when it is placed
// or lifted already, or when the second is no second person.
[[nodiscard]] Result<void> sign_hold(LegalHold& hold, const Signature& by);
// The first or the second word for its release; a first one that waited too long counts no more. Conflict
// when it was never placed, is lifted already, or the second is no second person.
[[nodiscard]] Result<void> sign_release(LegalHold& hold, const Signature& by);

}  // namespace jium::casework
