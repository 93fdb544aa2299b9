// A monitor reports where matching media was seen. The sighting belongs to each organisation that shares the
// footage with it; the monitor learns that the report was received, and nothing else.
#pragma once

#include "jium/desk/record_sighting.h"

namespace jium::desk {

struct ReportSighting {
  registry::WebAddress address;
  std::vector<fingerprint::Fingerprint> fingerprints;
};
[[nodiscard]] Result<void> report_sighting(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                           const ReportSighting& ask);

}  // namespace jium::desk
