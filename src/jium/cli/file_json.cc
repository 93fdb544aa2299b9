#include "jium/cli/file_json.h"

#include "jium/cli/fingerprint_json.h"
#include "jium/cli/path_text.h"

namespace jium::cli {

namespace json = boost::json;

json::object fault_json(const Fault& fault) {
  return {{"kind", std::string(name_of(fault.kind))}, {"what", fault.what}};
}

json::object result_json(const FileResult& result) {
  json::object file{{"file", path_text(result.path)}, {"kind", nullptr}, {"fault", nullptr}};
  if (result.fault) {
    file["fault"] = fault_json(*result.fault);
    return file;
  }
  const fingerprint::FileFingerprints& made = *result.fingerprints;
  file["kind"] = kind_text(made);
  file["format"] = made.format;
  file["width"] = made.width;
  file["height"] = made.height;
  if (made.kind == fingerprint::FileKind::video) {
    file["seconds"] = made.seconds;
    file["cut_short"] = made.cut_short;
  }
  file["fingerprints"] = fingerprints_json(made.fingerprints);
  return file;
}

}  // namespace jium::cli
