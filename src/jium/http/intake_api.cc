#include "jium/http/intake_api.h"

#include "jium/http/intake_types.h"
#include "jium/http/present.h"

namespace jium::http {
namespace {

using casework::IntakeId;
using casework::IntakeState;

std::vector<std::string> abilities_of(IntakeState state) {
  if (state == IntakeState::waiting) return {"accept", "answer", "close"};
  return {"answer"};
}

wire::IntakeListed listed(const desk::ListedReport& report) {
  const casework::IntakeReport& one = report.report;
  return {one.id,
          one.state,
          one.received_at,
          one.settled_at,
          one.the_case,
          one.age_band,
          one.harm_types,
          static_cast<int>(one.footage.size()),
          static_cast<int>(one.places.size()),
          report.unread,
          abilities_of(one.state)};
}

wire::IntakeMessage shown_message(const casework::IntakeMessage& message) {
  return {message.author, wire::Exact{message.words.reveal()}, message.written_at, message.read_at};
}

wire::Exact shown_place(const std::string& line) {
  const auto address = registry::WebAddress::parse(line);
  return {address ? address->folded() : line};
}

wire::IntakeReport shown_report(const desk::ShownReport& shown) {
  const casework::IntakeReport& one = shown.report;
  wire::IntakeReport view;
  view.id = one.id;
  view.state = one.state;
  view.received_at = one.received_at;
  view.settled_at = one.settled_at;
  view.the_case = one.the_case;
  view.age_band = one.age_band;
  view.harm_types = one.harm_types;
  view.may_tell = {one.may_tell.operators, one.may_tell.police, one.may_tell.committee,
                   one.may_tell.other_centres};
  view.files = static_cast<int>(one.footage.size());
  for (const auto& place : one.places) view.places.push_back(shown_place(place.reveal()));
  view.contact = {one.contact.reveal()};
  view.may_leave_message = one.may_leave_message;
  view.words = {one.words.reveal()};
  for (const auto& message : shown.messages) view.messages.push_back(shown_message(message));
  view.abilities = abilities_of(one.state);
  return view;
}

Result<Reply> list_intake(const Call& call) {
  JIUM_TRY(const auto reports, desk::list_reports(call.desk, call.tx, call.actor));
  wire::IntakeReports shown;
  for (const desk::ListedReport& one : reports) shown.reports.push_back(listed(one));
  return reply(200, shown);
}

// An entry of the log names the case where there is one.
void name_case(const Call& call, const casework::IntakeReport& report) {
  if (report.the_case) call.about(*report.the_case);
}

Result<Reply> show_intake(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<IntakeId>("report"));
  JIUM_TRY(const auto shown, desk::show_report(call.desk, call.tx, call.actor, id));
  name_case(call, shown.report);
  return reply(200, shown_report(shown));
}

Result<Reply> accept_intake(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<IntakeId>("report"));
  JIUM_TRY(auto ask, call.body<wire::AcceptIntake>());
  JIUM_TRY(const auto accepted,
           desk::accept_report(call.desk, call.tx, call.actor,
                               {id, Secret<std::string>(std::move(ask.pseudonym).value_or(""))}));
  name_case(call, accepted.report);
  wire::AcceptedIntake shown{accepted.report.id,      present(accepted.the_case), {}, accepted.left_out, {},
                             accepted.places_in_words};
  for (const auto& one : accepted.footage)
    shown.footage.push_back({present(one.footage, accepted.the_case.id), present_all(one.same_as),
                             one.was_known, present_all(one.elsewhere)});
  for (const auto& one : accepted.inspections) shown.inspections.push_back(one.id);
  return reply(201, shown);
}

Result<Reply> answer_intake(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<IntakeId>("report"));
  JIUM_TRY(auto ask, call.body<wire::AnswerIntake>());
  JIUM_TRY(const auto shown, desk::answer_report(call.desk, call.tx, call.actor, id, std::move(ask.words)));
  name_case(call, shown.report);
  return reply(200, shown_report(shown));
}

Result<Reply> close_intake(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<IntakeId>("report"));
  JIUM_TRY(auto closed, desk::close_report(call.desk, call.tx, call.actor, id));
  return reply(200, shown_report(desk::ShownReport{std::move(closed), {}}));
}

}  // namespace

void add_intake_routes(Routes& routes) {
  routes.push_back({.method = "GET",
                    .path = "/api/v1/intake",
                    .operation = "list_intake",
                    .summary =
                        "What people told through the intake page: those that wait first. Nothing of what "
                        "they told was compared with anything yet.",
                    .gives = &schema_of<wire::IntakeReports>,
                    .handle = &list_intake});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/intake/{report}",
                    .operation = "show_intake",
                    .summary = "One report with its messages, which are read from now on.",
                    .gives = &schema_of<wire::IntakeReport>,
                    .handle = &show_intake});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/intake/{report}/accept",
                    .operation = "accept_intake",
                    .summary =
                        "Makes a case of it, assigned to the caller: records the consent that was given, "
                        "registers the files as made on the survivor's device, looks at the addresses.",
                    .asks = &schema_of<wire::AcceptIntake>,
                    .gives = &schema_of<wire::AcceptedIntake>,
                    .success = {201},
                    .handle = &accept_intake});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/intake/{report}/messages",
                    .operation = "answer_intake",
                    .summary = "Writes to the person, who reads it when they come back with their receipt.",
                    .asks = &schema_of<wire::AnswerIntake>,
                    .gives = &schema_of<wire::IntakeReport>,
                    .handle = &answer_intake});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/intake/{report}/close",
                    .operation = "close_intake",
                    .summary = "Closes a report that waits: what was told is shredded, the messages stay.",
                    .gives = &schema_of<wire::IntakeReport>,
                    .handle = &close_intake});
}

}  // namespace jium::http
