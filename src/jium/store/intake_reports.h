// Intake reports, their messages and the sessions of who holds a receipt. What was told is sealed; a receipt
// and a session's token are found by keyed digests, which tell a reader of the database nothing.
#pragma once

#include <optional>
#include <vector>

#include "jium/casework/intake_report.h"
#include "jium/store/store.h"

namespace jium::store {

// `receipt`: what desk/receipt_handle.h made of it. `once`: the token of the form that was sent; empty: none.
[[nodiscard]] Result<void> insert(Transaction& tx, const casework::IntakeReport& report, const Bytes& receipt,
                                  std::string_view once);
// Sealed with its case's own key from now on, its messages too; what sealed it before is destroyed.
[[nodiscard]] Result<void> move_to_case(Transaction& tx, const casework::IntakeReport& report);
// What was told goes, the messages stay.
[[nodiscard]] Result<void> empty_content(Transaction& tx, const casework::IntakeReport& report);
[[nodiscard]] Result<void> update(Transaction& tx, const casework::IntakeReport& report);  // its state
// All of one that no case stands on: its rows, its messages, its sessions, its key.
[[nodiscard]] Result<void> shred(Transaction& tx, const casework::IntakeReport& report);

[[nodiscard]] Result<casework::IntakeReport> load_intake(Transaction& tx,
                                                         registry::OrganisationId organisation,
                                                         casework::IntakeId id);
// Whoever's it is: for who holds the receipt, and for nothing else.
[[nodiscard]] Result<std::optional<casework::IntakeReport>> intake_by_receipt(Transaction& tx,
                                                                              const Bytes& receipt);
[[nodiscard]] Result<std::optional<casework::IntakeReport>> intake_by_once(
    Transaction& tx, registry::OrganisationId organisation, std::string_view once);
[[nodiscard]] Result<std::optional<casework::IntakeReport>> intake_of_case(Transaction& tx,
                                                                           casework::CaseId the_case);
// Those that wait first, then the newest first.
[[nodiscard]] Result<std::vector<casework::IntakeReport>> intakes_of(Transaction& tx,
                                                                     registry::OrganisationId organisation);

[[nodiscard]] Result<void> insert(Transaction& tx, const casework::IntakeMessage& message);
[[nodiscard]] Result<std::vector<casework::IntakeMessage>> messages_of(
    Transaction& tx,
    casework::IntakeId report);  // in order
// Those of `author` that the other side has not read.
[[nodiscard]] Result<int> unread_messages(Transaction& tx, casework::IntakeId report,
                                          casework::MessageAuthor author);
[[nodiscard]] Result<void> note_read(Transaction& tx, casework::IntakeId report,
                                     casework::MessageAuthor author, Instant at);

struct IntakeSessionTag {
  static constexpr char letter = 'Y';
  static constexpr std::string_view noun = "intake session";
};
using IntakeSessionId = Id<IntakeSessionTag>;
struct IntakeSession {
  IntakeSessionId id;
  registry::OrganisationId organisation;
  casework::IntakeId report;
  Instant started_at{};
  Instant ends_at{};
};
[[nodiscard]] Result<void> insert(Transaction& tx, const IntakeSession& session, std::string_view token);
[[nodiscard]] Result<std::optional<IntakeSession>> session_with(Transaction& tx, std::string_view token);
[[nodiscard]] Result<void> prolong(Transaction& tx, const IntakeSession& session);
[[nodiscard]] Result<void> end_session(Transaction& tx,
                                       std::string_view token);  // nothing, when there is none
[[nodiscard]] Result<void> end_sessions_before(Transaction& tx, Instant now);

}  // namespace jium::store
