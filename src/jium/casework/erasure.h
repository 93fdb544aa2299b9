// That a case be destroyed: asked by the survivor, or due because its term is over. What is in the way is
// named; two people decide, with a ground, and write down what the survivor is told. Nothing is refused in
// silence.
//
//   waiting --two people: keep--> kept;   waiting --nothing in the way (any more), or two people: destroy-->
//   done
//
// Done means: the case's data key is destroyed, and with it whatever it sealed (crypto-shredding; Standard
// for measures to secure the safety of personal information, article 13); what stood in the clear is deleted.
#pragma once

#include "jium/casework/hold.h"

namespace jium::casework {

struct ErasureTag {
  static constexpr char letter = 'E';
  static constexpr std::string_view noun = "erasure";
};
using ErasureId = Id<ErasureTag>;

enum class ErasureReason { survivor_asked, term_over };
BOOST_DESCRIBE_ENUM(ErasureReason, survivor_asked, term_over)

enum class ErasureState { waiting, kept, done };
BOOST_DESCRIBE_ENUM(ErasureState, waiting, kept, done)

enum class Choice { destroy, keep };
BOOST_DESCRIBE_ENUM(Choice, destroy, keep)

struct Erasure {
  ErasureId id;
  registry::OrganisationId organisation;
  CaseId the_case;
  ErasureReason reason = ErasureReason::survivor_asked;
  ErasureState state = ErasureState::waiting;
  std::vector<std::string> hindered_by;  // ids of rules of retention, and "hold"
  Signature asked;
  std::optional<Choice> choice;  // as proposed, and as decided once `decided` is there
  std::optional<Signature> proposed, decided;
  Secret<std::string> ground;  // why so; in words that name nobody
  Secret<std::string> told;    // what the survivor is told
  std::optional<Instant> done_at;
  std::optional<Instant> swept_at;  // nothing of it is left in the database's files either
};

// What one of the two says.
struct Word {
  Choice choice = Choice::keep;
  std::string ground, told;  // of the second: left empty, or the same again
  Signature by;
};

// The first word is a proposal and another choice, or a word after three days, a new one; the second by
// another person decides. True: it is decided now. Malformed: a proposal without a ground or without what the
// survivor is told, over 400 bytes, or with something like a resident registration number. Conflict: nothing
// waits; the second is no second person, or says something else.
[[nodiscard]] Result<bool> decide(Erasure& erasure, const Word& word);

}  // namespace jium::casework
