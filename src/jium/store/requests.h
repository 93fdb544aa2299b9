// Removal requests, the checks of their places, and their letters.
#pragma once

#include <optional>
#include <vector>

#include "jium/removal/courier.h"
#include "jium/removal/letter_delivery.h"
#include "jium/removal/removal_request.h"
#include "jium/store/list_page.h"
#include "jium/store/store.h"

namespace jium::store {

[[nodiscard]] Result<void> insert(Transaction& tx, const removal::RemovalRequest& request);
[[nodiscard]] Result<void> update(Transaction& tx, const removal::RemovalRequest& request);
[[nodiscard]] Result<removal::RemovalRequest> load_request(Transaction& tx,
                                                           registry::OrganisationId organisation,
                                                           removal::RequestId id);
// For jium's own work, which belongs to no organisation.
[[nodiscard]] Result<removal::RemovalRequest> load_request(Transaction& tx, removal::RequestId id);
[[nodiscard]] Result<std::vector<removal::RemovalRequest>> requests_of_case(
    Transaction& tx, casework::CaseId the_case);  // oldest first
[[nodiscard]] Result<std::vector<removal::RemovalRequest>> requests_of(
    Transaction& tx, registry::OrganisationId organisation, const ListPage& page = {},
    const std::vector<removal::RequestState>& states = {});  // none: all; oldest first
// For the records of how they answer (removal/response_record.h).
[[nodiscard]] Result<std::vector<removal::RemovalRequest>> requests_to(Transaction& tx,
                                                                       registry::OrganisationId organisation,
                                                                       removal::OperatorId site_operator);
[[nodiscard]] Result<std::vector<removal::RemovalRequest>> requests_at(Transaction& tx,
                                                                       registry::OrganisationId organisation,
                                                                       registry::SiteId site);
// The request to the site's own operator about this sighting that is not refused, if any.
[[nodiscard]] Result<std::optional<removal::RemovalRequest>> request_about(Transaction& tx,
                                                                           registry::SightingId sighting);
// All of them, whoever was asked; oldest first.
[[nodiscard]] Result<std::vector<removal::RemovalRequest>> requests_about(Transaction& tx,
                                                                          registry::SightingId sighting);

// Its number. `record`: the check's key and text (desk/record_check.h), kept as they are.
[[nodiscard]] Result<std::int64_t> insert_check(Transaction& tx, const removal::RemovalRequest& request,
                                                const removal::Check& check, const std::string& record = {});
// Under which number the audit log has it.
[[nodiscard]] Result<void> note_logged(Transaction& tx, std::int64_t check, std::uint64_t entry);
struct KeptRecord {
  std::string text;  // empty of checks from before records were kept
  std::optional<std::int64_t> log_entry;
};
// In the order of checks_of.
[[nodiscard]] Result<std::vector<KeptRecord>> check_records_of(Transaction& tx, removal::RequestId request);
[[nodiscard]] Result<std::vector<removal::Check>> checks_of(Transaction& tx,
                                                            removal::RequestId request);  // in order of time

struct StoredLetter {
  removal::LetterId id;
  removal::RequestId request;
  removal::Letter letter;
  removal::LetterDelivery delivery;
  Instant written_at{};
  std::vector<removal::RequestId> others{};  // that it is about besides, all of the same case
};
[[nodiscard]] Result<void> insert(Transaction& tx, const StoredLetter& letter);
[[nodiscard]] Result<StoredLetter> load_letter(Transaction& tx, removal::LetterId id);
[[nodiscard]] Result<std::optional<StoredLetter>> letter_of(Transaction& tx, removal::RequestId request);
// A letter that has not left and is about fewer requests now: its text, its first request and the others.
[[nodiscard]] Result<void> rewrite(Transaction& tx, const StoredLetter& letter);
[[nodiscard]] Result<void> update_delivery(Transaction& tx, const StoredLetter& letter);

}  // namespace jium::store
