// The papers for a court, as documents (paper/document.h) of plain values. All that is said in them is a
// number, a rule with its source, or a question: nothing is argued, and nothing is said for a person. The
// opinion and the petition are forms, to be filled in by whoever signs them.
#pragma once

#include <optional>
#include <string>

#include "jium/base/enum_text.h"
#include "jium/paper/document.h"
#include "jium/report/court_manifest.h"
#include "jium/report/guideline.h"

namespace jium::report {

enum class PaperKind { support_performance, opinion, petition };
BOOST_DESCRIBE_ENUM(PaperKind, support_performance, opinion, petition)

// `offence`: a type of the guideline whose row is to stand out; none: only the table.
[[nodiscard]] paper::Document support_report(const CourtManifest& manifest, const Guideline& guideline,
                                             paper::Tongue tongue, const std::optional<std::string>& offence);
[[nodiscard]] paper::Document opinion_form(const CourtManifest& manifest, const Guideline& guideline,
                                           paper::Tongue tongue);
[[nodiscard]] paper::Document petition_form(const CourtManifest& manifest, paper::Tongue tongue);

// What the records have to say to a measure: victims of all centres where they were counted together.
[[nodiscard]] std::int64_t value_of(Measure measure, const CourtFigures& figures);

// The chapters about the guideline, for the report and the opinion.
[[nodiscard]] std::vector<paper::Block> factors_table(const CourtFigures& figures, const Guideline& guideline,
                                                      paper::Tongue tongue);
[[nodiscard]] std::vector<paper::Block> range_table(const Guideline& guideline, paper::Tongue tongue,
                                                    const std::optional<std::string>& offence);

}  // namespace jium::report
