// A court paper as the one file that is handed over: the document as PDF, and inside it the manifest, the
// part of the audit log that proves its records, and a signature over every byte of the file.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "jium/report/court_manifest.h"
#include "jium/report/court_papers.h"

namespace jium::report {

// Outside when the typeface is missing. The same bytes for the same values: Ed25519 signs without chance.
[[nodiscard]] Result<std::string> sign_paper(const paper::Document& document, const CourtManifest& manifest,
                                             std::string_view bundle,
                                             std::span<const audit::NoteSigner> signers);

}  // namespace jium::report
