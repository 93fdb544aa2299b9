// Fingerprinting many files: one clear result a file, in order, with progress on a terminal.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "jium/base/result.h"
#include "jium/fingerprint/fingerprinter.h"

namespace jium::cli {

struct FileResult {
  std::string path;
  std::optional<fingerprint::FileFingerprints> fingerprints;
  std::optional<Fault> fault;  // exactly one of the two is there
};

// Files as named; a folder stands for everything in and below it but folders, sorted by path. Missing for a
// path that is not there and for an empty folder.
[[nodiscard]] Result<std::vector<std::string>> files_of(const std::vector<std::string>& paths);

// Several at a time, handed to `each` in the order of `paths` as soon as it is their turn.
void fingerprint_files(fingerprint::Fingerprinter& fingerprinter, const std::vector<std::string>& paths,
                       const std::function<void(const FileResult&)>& each);

}  // namespace jium::cli
