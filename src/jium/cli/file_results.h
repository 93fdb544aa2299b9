// Fingerprinting many files: one clear result a file, in the order of the walk.
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

// The walk as a list. Missing for a path that is not there and for an empty folder; Outside for a folder that
// cannot be read to its end: nobody shall believe that everything was taken when it was not.
[[nodiscard]] Result<std::vector<std::string>> files_of(const std::vector<std::string>& paths);

// Where files come from, one a call; nothing at the end. A step that has a fault already is handed through.
struct FileToDo {
  std::string path;
  std::optional<Fault> fault;
};
using FileSource = std::function<std::optional<FileToDo>()>;
[[nodiscard]] FileSource source_of(std::vector<std::string> paths);

struct FileWork {
  fingerprint::Purpose purpose = fingerprint::Purpose::standard;
  unsigned at_once = 0;  // 0: as many as there are processors
};

// Several files at a time, handed to `each` in the order of the source, as soon as it is their turn. A slow
// file holds back those behind it only for a while: some hundred results wait, then the others do. `each`
// answers whether to go on; what is under way is still finished, unseen.
void fingerprint_files(fingerprint::Fingerprinter& fingerprinter, const FileSource& source,
                       const FileWork& work, const std::function<bool(const FileResult&)>& each);

}  // namespace jium::cli
