// A Batch: many removal requests that an officer confirms in one act.
//
//   prepared --confirm--> confirmed --undo, while no letter has begun to leave--> undone
//
// After its confirmation the letters wait for as long as the officer's undo window lasts. `undone` is the end
// of a batch; its requests are drafts again, and another batch may take them up.
#pragma once

#include <optional>
#include <string>

#include "jium/base/clock.h"
#include "jium/base/enum_text.h"
#include "jium/base/id.h"
#include "jium/base/result.h"
#include "jium/registry/organisation.h"

namespace jium::removal {

struct BatchTag {
  static constexpr char letter = 'Z';
  static constexpr std::string_view noun = "batch";
};
using BatchId = Id<BatchTag>;

enum class BatchState { prepared, confirmed, undone };
BOOST_DESCRIBE_ENUM(BatchState, prepared, confirmed, undone)

// Why a sighting that was asked for is not in a batch.
enum class LeftOutReason {
  gone,           // nothing is there any more
  withdrawn,      // the footage is, or the draft
  no_consent,     // the survivor has not agreed, or the case is closed
  no_operator,    // nobody is known who could be asked
  no_mail,        // somebody is, and jium has no way of writing to them by itself
  asked_already,  // a request is out, or was confirmed by itself
  incomplete,     // it would be no valid notice, or its clock could not be told
  out_of_reach,   // it changed hands meanwhile
};
BOOST_DESCRIBE_ENUM(LeftOutReason, gone, withdrawn, no_consent, no_operator, no_mail, asked_already,
                    incomplete, out_of_reach)

struct Batch {
  BatchId id;
  registry::OrganisationId organisation;
  BatchState state = BatchState::prepared;
  std::string prepared_by;  // as histories name an actor
  Instant prepared_at{};
  std::optional<std::string> confirmed_by;
  std::optional<Instant> confirmed_at, leaves_at, undone_at;
};

inline constexpr Duration kUndoWindow = std::chrono::seconds{60};
inline constexpr Duration kLongestUndoWindow = std::chrono::hours{24};
inline constexpr std::size_t kMostInBatch = 1000;

// Malformed unless it is 0 seconds to a day.
[[nodiscard]] Result<void> check_undo_window(Duration window);
// Conflict when the state does not allow it.
[[nodiscard]] Result<void> confirm(Batch& batch, std::string by, Duration window, Instant at);
// `letters_begun`: how many of its letters have begun to leave; Conflict when there are any.
[[nodiscard]] Result<void> undo(Batch& batch, int letters_begun, Instant at);

}  // namespace jium::removal
