#include "jium/casework/intake_report.h"

#include <algorithm>

#include "jium/casework/resident_number.h"

namespace jium::casework {
namespace {

Fault stands_otherwise(const IntakeReport& report) {
  return fault(FaultKind::conflict, "the report is " + std::string(to_text(report.state)) + " already");
}

bool has_unreadable(const std::vector<GivenFootage>& footage) {
  return std::any_of(footage.begin(), footage.end(), [](const GivenFootage& one) {
    return !registry::check_fingerprints(one.fingerprints).has_value();
  });
}

bool has_twice(std::vector<HarmType> harms) {
  std::sort(harms.begin(), harms.end());
  return std::adjacent_find(harms.begin(), harms.end()) != harms.end();
}

}  // namespace

std::vector<IntakeRefusal> refusals_of(const IntakeReport& report) {
  std::vector<IntakeRefusal> refusals;
  const auto refuse_if = [&](bool wrong, IntakeRefusal refusal) {
    if (wrong) refusals.push_back(refusal);
  };
  refuse_if(has_twice(report.harm_types), IntakeRefusal::choice_unknown);
  refuse_if(report.footage.size() > kIntakeFiles, IntakeRefusal::too_many_files);
  refuse_if(has_unreadable(report.footage), IntakeRefusal::files_unreadable);
  refuse_if(report.places.size() > kIntakePlaces, IntakeRefusal::too_many_places);
  refuse_if(std::any_of(report.places.begin(), report.places.end(),
                        [](const auto& place) { return place.reveal().size() > kIntakePlaceBytes; }),
            IntakeRefusal::place_too_long);
  refuse_if(report.contact.reveal().size() > kIntakeContactBytes, IntakeRefusal::contact_too_long);
  refuse_if(holds_resident_number(report.contact.reveal()), IntakeRefusal::contact_holds_resident_number);
  refuse_if(report.words.reveal().size() > kIntakeWordsBytes, IntakeRefusal::words_too_long);
  refuse_if(holds_resident_number(report.words.reveal()), IntakeRefusal::words_hold_resident_number);
  return refusals;
}

Consent consent_of(const MayTell& may_tell) {
  return {.removal = may_tell.operators, .police = may_tell.police, .other_centres = may_tell.other_centres};
}

Result<void> accept(IntakeReport& report, CaseId the_case, Instant at) {
  if (report.state != IntakeState::waiting) return stands_otherwise(report);
  report.state = IntakeState::accepted;
  report.the_case = the_case;
  report.settled_at = at;
  return {};
}

Result<void> close(IntakeReport& report, Instant at) {
  if (report.state == IntakeState::accepted)
    return fault(FaultKind::conflict,
                 "a case stands on this report: close the case instead (`jium case close`)");
  if (report.state != IntakeState::waiting) return stands_otherwise(report);
  report.state = IntakeState::closed;
  report.settled_at = at;
  return {};
}

Result<void> withdraw(IntakeReport& report, Instant at) {
  if (report.state != IntakeState::accepted) return stands_otherwise(report);
  report.state = IntakeState::withdrawn;
  report.settled_at = at;
  return {};
}

std::optional<MessageRefusal> refusal_of(std::string_view words, std::size_t written_before) {
  if (words.find_first_not_of(" \t\r\n") == std::string_view::npos) return MessageRefusal::empty;
  if (words.size() > kIntakeMessageBytes) return MessageRefusal::too_long;
  if (holds_resident_number(words)) return MessageRefusal::holds_resident_number;
  if (written_before >= kIntakeMessages) return MessageRefusal::too_many;
  return std::nullopt;
}

}  // namespace jium::casework
