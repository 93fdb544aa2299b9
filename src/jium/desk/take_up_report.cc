#include "jium/desk/take_up_report.h"

#include "jium/desk/inspect_place.h"
#include "jium/desk/open_case.h"
#include "jium/desk/reach.h"
#include "jium/desk/write_message.h"
#include "jium/store/intake_reports.h"

namespace jium::desk {
namespace {

using casework::IntakeReport;

Result<IntakeReport> reach_intake(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                  casework::IntakeId id) {
  JIUM_TRY(auto report, store::load_intake(tx, actor.organisation, id));
  if (report.the_case && !reach_case(desk, tx, actor, *report.the_case))
    return fault(FaultKind::missing, "no such report");
  return report;
}

OpenCase case_of(const IntakeReport& report, const Secret<std::string>& pseudonym) {
  OpenCase opening;
  opening.pseudonym = pseudonym.reveal().empty() ? Secret<std::string>(report.id.text()) : pseudonym;
  opening.age_band = report.age_band;
  opening.harm_types = report.harm_types;
  // A case has one at least, and nothing was said.
  if (opening.harm_types.empty()) opening.harm_types = {casework::HarmType::other};
  opening.consent = casework::consent_of(report.may_tell);
  return opening;
}

// A file that is refused as harmless is left out, and the officer is told how many were.
Result<void> register_files(const Desk& desk, store::Transaction& tx, const Actor& actor,
                            AcceptedReport& accepted) {
  for (const casework::GivenFootage& file : accepted.report.footage) {
    auto registered = register_footage(desk, tx, actor,
                                       {.the_case = accepted.the_case.id,
                                        .kind = file.kind,
                                        .source = registry::FootageSource::survivor_device,
                                        .fingerprints = file.fingerprints});
    if (registered) {
      accepted.footage.push_back(*std::move(registered));
    } else if (registered.fault().kind == FaultKind::conflict) {
      ++accepted.left_out;
    } else {
      return Fault(std::move(registered).fault());
    }
  }
  return {};
}

Result<void> look_at_places(const Desk& desk, store::Transaction& tx, const Actor& actor,
                            AcceptedReport& accepted) {
  for (const auto& place : accepted.report.places) {
    const auto address = registry::WebAddress::parse(place.reveal());
    if (!address) {
      ++accepted.places_in_words;
      continue;
    }
    JIUM_TRY(auto inspection, ask_inspection(desk, tx, actor, *address));
    accepted.inspections.push_back(std::move(inspection));
  }
  return {};
}

}  // namespace

Result<std::vector<ListedReport>> list_reports(const Desk& desk, store::Transaction& tx, const Actor& actor) {
  JIUM_TRY(auto reports, store::intakes_of(tx, actor.organisation));
  JIUM_TRY(const Reach reach, Reach::of(desk, tx, actor));
  std::erase_if(reports, [&](const IntakeReport& one) { return one.the_case && !reach.has(*one.the_case); });
  std::vector<ListedReport> listed;
  for (IntakeReport& report : reports) {
    JIUM_TRY(const int unread, store::unread_messages(tx, report.id, casework::MessageAuthor::person));
    listed.push_back({std::move(report), unread});
  }
  return listed;
}

Result<ShownReport> show_report(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                casework::IntakeId id) {
  JIUM_TRY(auto report, reach_intake(desk, tx, actor, id));
  JIUM_TRY(auto messages, read_messages(desk, tx, report, casework::MessageAuthor::centre));
  return ShownReport{std::move(report), std::move(messages)};
}

Result<AcceptedReport> accept_report(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                     const AcceptReport& ask) {
  AcceptedReport accepted;
  JIUM_TRY(accepted.report, reach_intake(desk, tx, actor, ask.report));
  // A report that is not waiting is refused before anything is made of it.
  IntakeReport trial = accepted.report;
  JIUM_CHECK(casework::accept(trial, casework::CaseId(), desk.clock.now()));
  JIUM_TRY(accepted.the_case, open_case(desk, tx, actor, case_of(accepted.report, ask.pseudonym)));
  JIUM_CHECK(casework::accept(accepted.report, accepted.the_case.id, desk.clock.now()));
  JIUM_CHECK(store::move_to_case(tx, accepted.report));
  JIUM_CHECK(register_files(desk, tx, actor, accepted));
  JIUM_CHECK(look_at_places(desk, tx, actor, accepted));
  return accepted;
}

Result<ShownReport> answer_report(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                  casework::IntakeId id, std::string words) {
  JIUM_TRY(auto report, reach_intake(desk, tx, actor, id));
  JIUM_TRY(const auto refusal,
           write_message(desk, tx, report, casework::MessageAuthor::centre, std::move(words)));
  if (refusal)
    return fault(
        FaultKind::malformed,
        "the message was not sent (" + std::string(to_text(*refusal)) +
            "): it needs words, at most 6,000 bytes, and nothing like a resident registration number");
  JIUM_TRY(auto messages, store::messages_of(tx, report.id));
  return ShownReport{std::move(report), std::move(messages)};
}

Result<IntakeReport> close_report(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                  casework::IntakeId id) {
  JIUM_TRY(auto report, reach_intake(desk, tx, actor, id));
  JIUM_CHECK(casework::close(report, desk.clock.now()));
  JIUM_CHECK(store::update(tx, report));
  JIUM_CHECK(store::empty_content(tx, report));
  return store::load_intake(tx, actor.organisation, id);
}

}  // namespace jium::desk
