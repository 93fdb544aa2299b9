// The life of one letter on its way out, so that a crash at any moment neither loses nor doubles it.
//
//   queued --begin--> sending --hand_over--> handed_over --accepted--> delivered
//   sending --(nothing was handed over, or the sender died)--> queued
//   handed_over --refused--> refused;   --postponed by the server's answer--> queued
//   handed_over --(no answer, or the sender died)--> unconfirmed --an officer says--> delivered or queued
//   unconfirmed --the server's answer comes after all--> delivered or refused
//
// `attempt` grows with each begin and is asked for by every later step: a sender that was overtaken (paused,
// lease lost) can no longer hand anything over.
#pragma once

#include <optional>

#include "jium/base/clock.h"
#include "jium/base/enum_text.h"
#include "jium/base/id.h"
#include "jium/base/result.h"

namespace jium::removal {

struct LetterTag {
  static constexpr char letter = 'L';
  static constexpr std::string_view noun = "letter";
};
using LetterId = Id<LetterTag>;

enum class LetterState { queued, sending, handed_over, delivered, refused, unconfirmed };
BOOST_DESCRIBE_ENUM(LetterState, queued, sending, handed_over, delivered, refused, unconfirmed)

struct LetterDelivery {
  LetterState state = LetterState::queued;
  int attempt = 0;
  std::optional<Instant> settled_at;  // delivered or refused
};

// Conflict when delivered, refused or unconfirmed already. A letter found `sending` was left by a sender that
// died before handing over: it may begin again. A letter found `handed_over` must be doubted instead.
[[nodiscard]] Result<int> begin(LetterDelivery& letter);  // the attempt's number
[[nodiscard]] Result<void> hand_over(LetterDelivery& letter, int attempt);
[[nodiscard]] Result<void> note_delivered(LetterDelivery& letter, int attempt, Instant at);
[[nodiscard]] Result<void> note_refused(LetterDelivery& letter, int attempt, Instant at);
[[nodiscard]] Result<void> note_postponed(LetterDelivery& letter, int attempt);  // back to queued
[[nodiscard]] Result<void> doubt(LetterDelivery& letter, int attempt);           // handed_over -> unconfirmed
[[nodiscard]] Result<void> settle_doubt(LetterDelivery& letter, bool was_delivered, Instant at);

}  // namespace jium::removal
