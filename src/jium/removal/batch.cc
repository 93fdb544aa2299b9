#include "jium/removal/batch.h"

namespace jium::removal {

Result<void> check_undo_window(Duration window) {
  if (window >= Duration::zero() && window <= kLongestUndoWindow) return {};
  return fault(FaultKind::malformed, "the time to undo is 0 seconds to 24 hours");
}

Result<void> confirm(Batch& batch, std::string by, Duration window, Instant at) {
  if (batch.state != BatchState::prepared) {
    return fault(FaultKind::conflict, "the batch is " + std::string(to_text(batch.state)) +
                                          ": prepare a new one for what is left");
  }
  JIUM_CHECK(check_undo_window(window));
  batch.state = BatchState::confirmed;
  batch.confirmed_by = std::move(by);
  batch.confirmed_at = at;
  batch.leaves_at = at + window;
  return {};
}

Result<void> undo(Batch& batch, int letters_begun, Instant at) {
  if (batch.state != BatchState::confirmed) {
    return fault(FaultKind::conflict,
                 "the batch is " + std::string(to_text(batch.state)) + ": there is nothing to undo");
  }
  if (letters_begun > 0) {
    return fault(FaultKind::conflict,
                 "letters of this batch have begun to leave (" + std::to_string(letters_begun) +
                     "): what is out cannot be called back. To stop the rest, withdraw the case's consent");
  }
  batch.state = BatchState::undone;
  batch.undone_at = at;
  return {};
}

}  // namespace jium::removal
