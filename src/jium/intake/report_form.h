// The one form of the intake, read into a report and written back into its page when it could not be taken:
// nothing that somebody typed is lost.
//
// Fields: harm (several), age, tell (several of operators, police, committee, other_centres), prints, places
// (a line each), contact, message_ok, words, once. `prints` is JSON made by the page's script: an array of
// what POST /api/v1/cases/{case}/footage takes, {"kind", "source", "fingerprints": [{"algorithm", "value",
// "quality"}]}; whatever source it names, it is the survivor's device.
#pragma once

#include <string_view>
#include <vector>

#include "jium/casework/intake_report.h"
#include "jium/intake/form_body.h"

namespace jium::intake {

struct ReadReport {
  casework::IntakeReport report;
  std::vector<casework::IntakeRefusal> refusals;  // of the form and of the report; none: it may be taken
};
[[nodiscard]] ReadReport read_report(const Form& form);

// What was chosen in a form of choices, by the words of the enum; for writing the page again.
[[nodiscard]] bool chose(const Form& form, std::string_view field, std::string_view value);

// A token for a fresh form (desk/receive_report.h).
[[nodiscard]] std::string once_token();

}  // namespace jium::intake
