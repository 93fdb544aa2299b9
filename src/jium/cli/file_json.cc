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
  file["kind"] = "image";
  file["format"] = std::string(media::name_of(result.fingerprints->format));
  file["width"] = result.fingerprints->width;
  file["height"] = result.fingerprints->height;
  file["fingerprints"] = fingerprints_json(result.fingerprints->all());
  return file;
}

}  // namespace jium::cli
