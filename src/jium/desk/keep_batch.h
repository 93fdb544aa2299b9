// Many requests in one act: jium prepares and groups them by operator, the officer reads and confirms, and
// for as long as the undo window lasts may take all of it back.
//
// A letter is about items of one case only (docs/decisions/0017-letters-and-replies.md): it is sealed with
// that case's key, stops when that survivor takes consent back, and who answers it is read by those who work
// on the case.
#pragma once

#include <optional>
#include <vector>

#include "jium/desk/desk.h"
#include "jium/desk/reveal_address.h"
#include "jium/removal/batch.h"
#include "jium/removal/courier.h"
#include "jium/removal/removal_request.h"
#include "jium/store/batches.h"

namespace jium::desk {

struct PrepareBatch {
  // Their drafts, of every rung of the ladder; one is made where nothing is drafted and nothing is out.
  std::vector<registry::SightingId> sightings;
  // Every draft within reach, and every live sighting that nobody was ever asked about; up to
  // removal::kMostInBatch, the oldest first. Whoever refused is not asked anew by this.
  bool everything_due = false;
};

// One letter to be; or requests to one operator that go by a form, its API or its inbox, each by itself.
struct BatchGroup {
  removal::RequestChannel channel = removal::RequestChannel::letter;
  removal::OperatorId site_operator;
  removal::Language language = removal::Language::en;
  std::string rule;
  casework::CaseId the_case;
  std::vector<removal::RemovalRequest> requests;  // at most report::kMostItemsInLetter
};

struct BatchView {
  removal::Batch batch;
  std::vector<BatchGroup> groups;  // in a steady order, letters first: a number names one
  std::vector<store::LeftOut> left_out;
  store::BatchLetterCounts letters;
  bool more = false;  // on preparing: there was more than fits in a batch
};

// Missing for a sighting that is not within reach; Malformed for none and for too many. What cannot be asked
// for is left out, with the reason.
[[nodiscard]] Result<BatchView> prepare_batch(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                              const PrepareBatch& ask);
// Missing for a person who does not work on every case of it.
[[nodiscard]] Result<BatchView> show_batch(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                           removal::BatchId id);
[[nodiscard]] Result<std::vector<removal::Batch>> list_batches(const Desk& desk, store::Transaction& tx,
                                                               const Actor& actor);
// The letters as they would go, addresses folded; what goes another way has none.
[[nodiscard]] Result<std::vector<removal::Letter>> preview_letters(const Desk& desk, store::Transaction& tx,
                                                                   const BatchView& view);
// That of one group, from 1 on, with its addresses: for who has proved anew who they are.
// Every address in it counts (reveal_address.h).
[[nodiscard]] Result<RevealedLetter> reveal_letter(const Desk& desk, store::Transaction& tx,
                                                   const Actor& actor, removal::BatchId id, int number,
                                                   casework::RevealTask task);

// The officer's word. `window`: none = the officer's own, else the centre's. The letters are written by jium,
// a group a transaction (write_batch), and leave when the window has ended; what goes another way is a draft
// until then, and is confirmed and sent when the window has ended.
[[nodiscard]] Result<removal::Batch> confirm_batch(const Desk& desk, store::Transaction& tx,
                                                   const Actor& actor, removal::BatchId id,
                                                   std::optional<Duration> window);
// Every request is a draft again. One that an officer confirmed by itself is none of the batch any more
// (request_removal.h): its letter goes on, and the batch names it among what was left out.
[[nodiscard]] Result<removal::Batch> undo_batch(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                                removal::BatchId id);

// Writes the next letter of a confirmed batch or, once its window has ended, sends the next group that goes
// another way; false when there is none left, or the rest is scheduled for the end of the window.
[[nodiscard]] Result<bool> write_batch(const Desk& desk, store::Transaction& tx, removal::BatchId id);

}  // namespace jium::desk
