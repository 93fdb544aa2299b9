// Batches of removal requests, what was left out of them, and what else a centre's letters go by: its
// settings, an officer's time to undo, the numbers of investigations.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jium/casework/case.h"
#include "jium/registry/person.h"
#include "jium/removal/batch.h"
#include "jium/removal/letter_delivery.h"
#include "jium/removal/removal_request.h"
#include "jium/store/list_page.h"
#include "jium/store/store.h"

namespace jium::store {

[[nodiscard]] Result<void> insert(Transaction& tx, const removal::Batch& batch);
[[nodiscard]] Result<void> update(Transaction& tx, const removal::Batch& batch);
[[nodiscard]] Result<removal::Batch> load_batch(Transaction& tx, registry::OrganisationId organisation,
                                                removal::BatchId id);
// For jium's own work.
[[nodiscard]] Result<removal::Batch> load_batch(Transaction& tx, removal::BatchId id);
[[nodiscard]] Result<std::vector<removal::Batch>> batches_of(Transaction& tx,
                                                             registry::OrganisationId organisation,
                                                             int most);  // newest first

// From the batch that it stood in, unless that one is confirmed: then false, and it stays there.
[[nodiscard]] Result<bool> add_to_batch(Transaction& tx, removal::BatchId batch, removal::RequestId request);
[[nodiscard]] Result<void> take_out_of_batch(Transaction& tx, removal::BatchId batch,
                                             removal::RequestId request);
// Out of whichever batch it stands in, if any, with the reason; what an undone one held stays as it was.
[[nodiscard]] Result<void> leave_batch(Transaction& tx, const removal::RemovalRequest& request,
                                       removal::LeftOutReason why);
// In the order of their drafting.
[[nodiscard]] Result<std::vector<removal::RemovalRequest>> requests_of_batch(Transaction& tx,
                                                                             removal::BatchId batch);
struct LeftOut {
  registry::SightingId sighting;
  removal::LeftOutReason reason = removal::LeftOutReason::gone;
};
[[nodiscard]] Result<void> note_left_out(Transaction& tx, removal::BatchId batch, const LeftOut& left_out);
[[nodiscard]] Result<std::vector<LeftOut>> left_out_of(Transaction& tx, removal::BatchId batch);

// Live sightings about which nobody has been asked yet, in the order of when they were first seen.
struct UnaskedSighting {
  registry::SightingId sighting;
  Instant first_seen{};
};
[[nodiscard]] Result<std::vector<UnaskedSighting>> unasked_sightings(Transaction& tx,
                                                                     registry::OrganisationId organisation,
                                                                     const ListPage& page);
// In the order in which they were drafted.
[[nodiscard]] Result<std::vector<removal::RemovalRequest>> drafts_of(Transaction& tx,
                                                                     registry::OrganisationId organisation,
                                                                     const ListPage& page);

struct BatchLetterCounts {
  int letters = 0;
  int begun = 0;    // have begun to leave, whatever became of them
  int waiting = 0;  // requests that are confirmed and have not left
};
[[nodiscard]] Result<BatchLetterCounts> count_letters(Transaction& tx, removal::BatchId batch);
// Letters that have not begun to leave, with their jobs.
[[nodiscard]] Result<void> delete_letters_of(Transaction& tx, removal::BatchId batch);

struct LetterSettings {
  std::string signatory;  // who signs for the centre; empty: nobody, so that no rule that needs it is used
  Duration undo_window = removal::kUndoWindow;
  bool trusted_flagger = false;
};
[[nodiscard]] Result<LetterSettings> letter_settings(Transaction& tx, registry::OrganisationId organisation);
[[nodiscard]] Result<void> set_letter_settings(Transaction& tx, registry::OrganisationId organisation,
                                               const LetterSettings& settings);
[[nodiscard]] Result<std::optional<Duration>> undo_window_of(Transaction& tx, registry::PersonId person);
// None: the centre's again.
[[nodiscard]] Result<void> set_undo_window(Transaction& tx, registry::PersonId person,
                                           std::optional<Duration> window);

// Empty when there is none.
[[nodiscard]] Result<std::string> investigation_of(Transaction& tx, casework::CaseId the_case);
// Empty takes it away.
[[nodiscard]] Result<void> set_investigation(Transaction& tx, const casework::Case& the_case,
                                             const std::string& number, const std::string& by, Instant at);

}  // namespace jium::store
