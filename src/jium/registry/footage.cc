#include "jium/registry/footage.h"

#include <algorithm>

namespace jium::registry {

Result<void> check_fingerprints(const std::vector<fingerprint::Fingerprint>& fingerprints) {
  if (fingerprints.empty())
    return fault(FaultKind::malformed, "footage is known by its fingerprints: give at least one");
  if (fingerprints.size() > 64) return fault(FaultKind::malformed, "at most 64 fingerprints a footage");
  for (std::size_t i = 0; i < fingerprints.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (fingerprints[i].algorithm() == fingerprints[j].algorithm()) {
        return fault(FaultKind::malformed, "two fingerprints of one algorithm: one file has one of each");
      }
    }
  }
  const bool asks_only = std::any_of(fingerprints.begin(), fingerprints.end(), [](const auto& fingerprint) {
    return fingerprint::is_query(fingerprint.algorithm());
  });
  if (asks_only)
    return fault(FaultKind::malformed,
                 "a query is what a look-up asks with: it is not a fingerprint to keep");
  const bool recognisable =
      std::any_of(fingerprints.begin(), fingerprints.end(), [](const auto& fingerprint) {
        return !fingerprint::is_perceptual(fingerprint.algorithm()) || fingerprint.matches_perceptually();
      });
  if (!recognisable) {
    return fault(
        FaultKind::malformed,
        "the picture has too little structure (quality below 50) to be recognised by its look alone: "
        "register the file's digests with it");
  }
  return {};
}

Result<void> decide(Footage& footage, Instant at) {
  if (footage.state != FootageState::registered) {
    return fault(FaultKind::conflict, "only registered footage can be decided; this one is " +
                                          std::string(to_text(footage.state)));
  }
  footage.state = FootageState::decided;
  footage.decided_at = at;
  return {};
}

Result<void> withdraw(Footage& footage, Instant at) {
  if (footage.state == FootageState::withdrawn)
    return fault(FaultKind::conflict, "this footage is withdrawn already");
  footage.state = FootageState::withdrawn;
  footage.withdrawn_at = at;
  return {};
}

}  // namespace jium::registry
