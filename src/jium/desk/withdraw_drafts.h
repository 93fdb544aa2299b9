// Drafts that nobody is to be sent any more: neither one word nor a batch nor "confirm as it climbs" could
// send them. They end as refused, were never sent, and count in nobody's record.
#pragma once

#include <string>

#include "jium/desk/desk.h"
#include "jium/removal/batch.h"
#include "jium/removal/removal_request.h"

namespace jium::desk {

struct WithdrawDrafts {
  registry::SightingId sighting;
  std::string by;   // an actor's text, or kJiumItself
  std::string why;  // one line for the history
  casework::Event event = casework::Event::request_withdrawn;
  removal::LeftOutReason left_out = removal::LeftOutReason::withdrawn;
  std::optional<removal::Rung> rung{};  // none: all of them
};
[[nodiscard]] Result<void> withdraw_drafts(const Desk& desk, store::Transaction& tx,
                                           const WithdrawDrafts& ask);

// Where nothing is to be asked for any more, as the place is gone or its footage withdrawn, and only there:
// without consent drafts rest until it is given again.
[[nodiscard]] Result<void> withdraw_moot_drafts(const Desk& desk, store::Transaction& tx,
                                                registry::OrganisationId organisation,
                                                registry::SightingId sighting,
                                                std::string by = std::string(kJiumItself));

}  // namespace jium::desk
