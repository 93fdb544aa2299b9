#include "jium/cli/fingerprint_json.h"

namespace jium::cli {

std::string kind_text(const fingerprint::FileFingerprints& file) {
  return file.kind == fingerprint::FileKind::image ? "image" : "video";
}

boost::json::array fingerprints_json(const std::vector<fingerprint::Fingerprint>& fingerprints) {
  boost::json::array list;
  for (const fingerprint::Fingerprint& fingerprint : fingerprints) {
    list.push_back({{"algorithm", std::string(fingerprint::name_of(fingerprint.algorithm()))},
                    {"value", fingerprint.hex()},
                    {"quality", fingerprint.quality()}});
  }
  return list;
}

}  // namespace jium::cli
