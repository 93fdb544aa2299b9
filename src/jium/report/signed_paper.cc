#include "jium/report/signed_paper.h"

#include "jium/audit/signed_file.h"
#include "jium/paper/pdf.h"

namespace jium::report {

Result<std::string> sign_paper(const paper::Document& document, const CourtManifest& manifest,
                               std::string_view bundle, std::span<const audit::NoteSigner> signers) {
  const std::vector<paper::Enclosure> enclosures{
      {"court-report.json", "figures and the records that they count", "application/json",
       write_manifest(manifest), true},
      {"audit-log.jsonl", "the part of the audit log about these records", "application/jsonl",
       std::string(bundle), true},
      {"signature.txt", "signature over the whole file", "text/plain", audit::place_for_signature(), true}};
  JIUM_TRY(std::string pdf, paper::set_pdf(document, enclosures));
  return audit::sign_file(std::move(pdf), signers);
}

}  // namespace jium::report
