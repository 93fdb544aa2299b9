// What officers do with intake reports: see which wait, read one, make a case of it, answer, or close it.
//
// A report that waits or was closed is for every officer and counsellor of the centre; one that a case stands
// on only for those who reach the case (reach.h), as everything that belongs to it.
#pragma once

#include <string>
#include <vector>

#include "jium/casework/intake_report.h"
#include "jium/desk/desk.h"
#include "jium/desk/register_footage.h"
#include "jium/store/inspections.h"

namespace jium::desk {

struct ListedReport {
  casework::IntakeReport report;
  int unread = 0;  // messages of the person that nobody has read
};
[[nodiscard]] Result<std::vector<ListedReport>> list_reports(const Desk& desk, store::Transaction& tx,
                                                             const Actor& actor);

struct ShownReport {
  casework::IntakeReport report;
  std::vector<casework::IntakeMessage> messages;
};
[[nodiscard]] Result<ShownReport> show_report(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                              casework::IntakeId id);

struct AcceptReport {
  casework::IntakeId report;
  Secret<std::string> pseudonym;  // empty: the report's number
};
struct AcceptedReport {
  casework::IntakeReport report;
  casework::Case the_case;
  std::vector<RegisteredFootage> footage;  // here it is compared for the first time
  int left_out = 0;  // files that are known to be harmless, or that could not be registered
  std::vector<store::Inspection> inspections;
  int places_in_words = 0;  // that are no address: for an officer to read
};
// Opens a case that the officer is assigned to, with the consent that was given; registers the files as made
// on a survivor's device (a second person confirms them, registry/decision.h); has jium look at the
// addresses.
[[nodiscard]] Result<AcceptedReport> accept_report(const Desk& desk, store::Transaction& tx,
                                                   const Actor& actor, const AcceptReport& ask);

// Malformed, in words for an officer, when it cannot be sent as it is.
[[nodiscard]] Result<ShownReport> answer_report(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                                casework::IntakeId id, std::string words);
// What was told is shredded; the messages stay, so that the person can read a last answer.
[[nodiscard]] Result<casework::IntakeReport> close_report(const Desk& desk, store::Transaction& tx,
                                                          const Actor& actor, casework::IntakeId id);

}  // namespace jium::desk
