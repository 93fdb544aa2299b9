// A report comes in from the intake page. It is sealed and kept, and that is all: nothing in it is compared
// with anything, whatever the fingerprints are, so that a report of footage that the centre knows and of
// footage that it does not are the same work and get the same answer.
#pragma once

#include "jium/casework/intake_report.h"
#include "jium/desk/desk.h"

namespace jium::desk {

struct ReceiveReport {
  registry::OrganisationId centre;
  casework::IntakeReport report;  // what was told; its id, state and time are given here
  Bytes receipt;                  // receipt_handle.h
  // The token of the form that was sent. A form that is sent twice (a finger that taps twice) makes one
  // report: the earlier one, whose receipt nobody has seen, is shredded while nobody has taken it up.
  std::string once;
};

// Malformed unless casework::refusals_of is empty.
[[nodiscard]] Result<casework::IntakeReport> receive_report(const Desk& desk, store::Transaction& tx,
                                                            ReceiveReport ask);

// The centre whose intake this installation serves: the one that is named, or else the only one there is.
// Missing when there is none, or several.
[[nodiscard]] Result<registry::OrganisationId> intake_centre(store::Transaction& tx,
                                                             std::optional<registry::OrganisationId> named);

}  // namespace jium::desk
