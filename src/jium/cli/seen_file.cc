#include "jium/cli/seen_file.h"

#include "jium/cli/file_results.h"
#include "jium/cli/fingerprint_json.h"

namespace jium::cli {

namespace json = boost::json;

Result<json::value> tell_what_was_seen(const Session& session, const std::string& path,
                                       const std::string& address, const std::string& file) {
  JIUM_TRY(fingerprint::Fingerprinter * fingerprinter, session.fingerprinter());
  JIUM_TRY(const auto files, files_of({file}));
  Result<json::value> told = fault(FaultKind::malformed, "one file shows what was seen there");
  if (files.size() != 1) return told;
  fingerprint_files(
      *fingerprinter, source_of(files), {fingerprint::Purpose::keep_and_ask}, [&](const FileResult& one) {
        told = one.fault
                   ? Result<json::value>(Fault(*one.fault))
                   : session.post(path, json::object{{"address", address},
                                                     {"fingerprints",
                                                      fingerprints_json(one.fingerprints->fingerprints)}});
        return true;
      });
  return told;
}

}  // namespace jium::cli
