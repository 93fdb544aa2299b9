// What a court paper carries so that the other side can count again: its figures, the records that they
// count, under which rules and by which program, and where the audit log stood. One line of JSON in the one
// spelling that write_manifest gives it, which stands plainly in the PDF beside a bundle of the log
// (audit/bundle.h) and the signature (audit/signed_file.h). docs/formats/court_report.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "jium/audit/bundle.h"
#include "jium/audit/signed_file.h"
#include "jium/report/court_figures.h"

namespace jium::report {

struct PolicyDigest {
  std::string name;    // "guideline"
  std::string sha256;  // of the file
};

struct CourtManifest {
  std::string paper;         // its id
  std::string made_at;       // RFC 3339
  std::string centre;        // the name
  std::string organisation;  // its id
  std::string key;           // by which it signs: a vkey (audit/note_key.h)
  std::string reference;     // what the centre, or the court, calls the matter; may be empty
  std::string language;
  std::string program;  // "jium 0.1.0"
  std::vector<PolicyDigest> policies;
  std::int64_t log_size = 0;
  std::string log_root, log_key;
  RecoveryStatement cost;
  CourtFigures figures;
  CourtRecords records;
};

// With its line end.
[[nodiscard]] std::string write_manifest(const CourtManifest& manifest);
// Without its line end. Malformed unless it is exactly what write_manifest would write.
[[nodiscard]] Result<CourtManifest> read_manifest(std::string_view line);
// The figures alone, as the API gives them.
[[nodiscard]] std::string figures_json(const CourtFigures& figures);

// What the reader brings along.
struct PaperPolicy {
  std::optional<audit::NoteKey> centre;  // as it was given to them by another way than in the paper
  audit::BundlePolicy log;
};

struct PaperVerdict {
  CourtManifest manifest;
  bool centre_given = false;
  // Of the centres that were counted jointly, by name: whose signature stands on the file, and whose does
  // not.
  std::vector<std::string> signed_too, not_signed;
  audit::BundleReport log;
  std::uint64_t records = 0;
  std::uint64_t records_in_log = 0;  // of which at least one entry stands opened in the log
  std::uint64_t entries = 0;         // about these records
  std::optional<Instant> first_entry, last_entry;
};
// Malformed for a file that is no court paper, conflict for one that is proved wrong; in words for a reader
// who knows neither jium nor its formats.
[[nodiscard]] Result<PaperVerdict> verify_paper(std::string_view pdf, const PaperPolicy& policy);

}  // namespace jium::report
