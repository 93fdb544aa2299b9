// A place under request was looked at again.
#pragma once

#include "jium/desk/desk.h"
#include "jium/desk/inspect_place.h"
#include "jium/removal/removal_request.h"

namespace jium::desk {

struct PlaceToCheck {
  removal::RemovalRequest request;
  registry::WebAddress address;
  registry::Footage footage;
};

// Nothing when the request is not one to be watched.
[[nodiscard]] Result<std::optional<PlaceToCheck>> place_to_check(store::Transaction& tx,
                                                                 removal::RequestId id);

// Records one round of looks, made at one time from one vantage or several, draws their meaning (a lie, a
// removal, a proof, a return) and schedules the next.
//
// Of each look a text is kept (removal/check_record.h) with a random key of its own, and the keyed digest of
// the text stands in the audit log, in the same transaction.
[[nodiscard]] Result<removal::RemovalRequest> record_check(const Desk& desk, store::Transaction& tx,
                                                           removal::RequestId id,
                                                           const std::vector<Look>& looks);

// Would this look count as "still there"? Then nobody has to look from elsewhere.
[[nodiscard]] bool shows_footage(const Look& look, const registry::Footage& footage);

// The digest of a kept text, as the audit log has it in `details`: BLAKE2b of 24 bytes, keyed.
[[nodiscard]] Result<std::string> digest_of_check(ByteView key, std::string_view text);

// One check of a request, by its place in their order, from 1 on.
struct ShownCheck {
  removal::Check check;
  std::string text;  // what was kept, as it was kept; empty of checks from before
  std::string key;   // hexadecimal
  std::string digest;
  std::optional<std::int64_t> log_entry;
};
[[nodiscard]] Result<ShownCheck> show_check(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                            removal::RequestId id, std::int64_t number);

}  // namespace jium::desk
