// What people told through the intake page, as the officers who take it up see it. Addresses are folded.
#pragma once

#include "jium/desk/take_up_report.h"
#include "jium/http/wire_types.h"

namespace jium::http::wire {

struct IntakeMayTell {
  bool operators = false, police = false, committee = false, other_centres = false;
};
JIUM_WIRE_VIEW(IntakeMayTell, (operators, police, committee, other_centres))

struct IntakeListed {
  casework::IntakeId id;
  casework::IntakeState state{};
  Instant received_at{};
  std::optional<Instant> settled_at;
  std::optional<casework::CaseId> the_case;
  casework::AgeBand age_band{};
  std::vector<casework::HarmType> harm_types;
  int files = 0, places = 0;
  int unread = 0;  // messages of the person
  std::vector<std::string> abilities;
};
JIUM_WIRE_VIEW(IntakeListed, (id, state, received_at, settled_at, the_case, age_band, harm_types, files,
                              places, unread, abilities))

struct IntakeReports {
  std::vector<IntakeListed> reports;
};
JIUM_WIRE_VIEW(IntakeReports, (reports))

struct IntakeMessage {
  casework::MessageAuthor author{};
  Exact words;
  Instant written_at{};
  std::optional<Instant> read_at;  // by the other side
};
JIUM_WIRE_VIEW(IntakeMessage, (author, words, written_at, read_at))

struct IntakeReport {
  casework::IntakeId id;
  casework::IntakeState state{};
  Instant received_at{};
  std::optional<Instant> settled_at;
  std::optional<casework::CaseId> the_case;
  casework::AgeBand age_band{};
  std::vector<casework::HarmType> harm_types;
  IntakeMayTell may_tell;
  int files = 0;
  std::vector<Exact> places;  // an address folded; words for a place as they are
  Exact contact;              // empty: there is no safe way
  bool may_leave_message = false;
  Exact words;
  std::vector<IntakeMessage> messages;
  std::vector<std::string> abilities;
};
JIUM_WIRE_VIEW(IntakeReport, (id, state, received_at, settled_at, the_case, age_band, harm_types, may_tell,
                              files, places, contact, may_leave_message, words, messages, abilities))

struct AcceptIntake {
  std::optional<std::string> pseudonym;  // left out: the report's own number
};
JIUM_WIRE_ASK(AcceptIntake, (pseudonym))

struct AcceptedIntake {
  casework::IntakeId report;
  Case the_case;
  std::vector<RegisteredFootage> footage;
  int left_out = 0;  // files that are known to be harmless
  std::vector<store::InspectionId> inspections;
  int places_in_words = 0;  // that are no address and were not looked at
};
JIUM_WIRE_VIEW(AcceptedIntake, (report, the_case, footage, left_out, inspections, places_in_words))

struct AnswerIntake {
  std::string words;
};
JIUM_WIRE_ASK(AnswerIntake, (words))

}  // namespace jium::http::wire
