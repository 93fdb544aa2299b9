#include "jium/removal/letter_delivery.h"

namespace jium::removal {
namespace {

Fault not_now(const LetterDelivery& letter) {
  return fault(FaultKind::conflict, "the letter is " + std::string(to_text(letter.state)));
}

Fault overtaken() {
  return fault(FaultKind::late, "another sender has taken this letter over");
}

}  // namespace

Result<int> begin(LetterDelivery& letter) {
  if (letter.state != LetterState::queued && letter.state != LetterState::sending) return not_now(letter);
  letter.state = LetterState::sending;
  return ++letter.attempt;
}

Result<void> hand_over(LetterDelivery& letter, int attempt) {
  if (letter.attempt != attempt) return overtaken();
  if (letter.state != LetterState::sending) return not_now(letter);
  letter.state = LetterState::handed_over;
  return {};
}

Result<void> note_delivered(LetterDelivery& letter, int attempt, Instant at) {
  if (letter.attempt != attempt) return overtaken();
  // A slow answer may come after another worker has begun to doubt, or an officer has said "not delivered"
  // and nobody has begun again: it is the better word.
  const bool is_out = letter.state == LetterState::handed_over || letter.state == LetterState::unconfirmed;
  if (!is_out && letter.state != LetterState::queued) return not_now(letter);
  letter.state = LetterState::delivered;
  letter.settled_at = at;
  return {};
}

Result<void> note_refused(LetterDelivery& letter, int attempt, Instant at) {
  if (letter.attempt != attempt) return overtaken();
  const bool is_out = letter.state == LetterState::handed_over || letter.state == LetterState::unconfirmed;
  if (!is_out && letter.state != LetterState::sending) return not_now(letter);
  letter.state = LetterState::refused;
  letter.settled_at = at;
  return {};
}

Result<void> note_postponed(LetterDelivery& letter, int attempt) {
  if (letter.attempt != attempt) return overtaken();
  if (letter.state != LetterState::handed_over && letter.state != LetterState::sending)
    return not_now(letter);
  letter.state = LetterState::queued;
  return {};
}

Result<void> doubt(LetterDelivery& letter, int attempt) {
  if (letter.attempt != attempt) return overtaken();
  if (letter.state != LetterState::handed_over) return not_now(letter);
  letter.state = LetterState::unconfirmed;
  return {};
}

Result<void> settle_doubt(LetterDelivery& letter, bool was_delivered, Instant at) {
  if (letter.state != LetterState::unconfirmed) return not_now(letter);
  letter.state = was_delivered ? LetterState::delivered : LetterState::queued;
  if (was_delivered) letter.settled_at = at;
  return {};
}

}  // namespace jium::removal
