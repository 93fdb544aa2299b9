// All footage that may match, in memory, following the store's ordered feed of changes. Several processes may
// write to one store: each follows before it searches, so none has to be told.
#pragma once

#include <cstdint>
#include <mutex>
#include <vector>

#include "jium/fingerprint/fingerprint.h"
#include "jium/match/catalogue.h"
#include "jium/store/footages.h"

namespace jium::desk {

struct KnownMatch {
  store::StoredFootage stored;
  match::Match match;
};

// A song is in many videos: sound alone neither makes a sighting nor proves that footage is still there.
[[nodiscard]] inline bool is_a_hint_only(const match::Match& match) {
  return match.witness == "sound";
}

class KnownFootage {
 public:
  // What the organisation's own footage these fingerprints match, best first. Call it before the transaction
  // has changed any footage: only committed changes may be followed.
  [[nodiscard]] Result<std::vector<KnownMatch>> find(
      store::Transaction& tx, registry::OrganisationId organisation,
      const std::vector<fingerprint::Fingerprint>& fingerprints);
  [[nodiscard]] Result<void> follow(store::Transaction& tx);
  [[nodiscard]] std::size_t items() const { return catalogue_.items(); }

 private:
  match::Catalogue catalogue_;
  std::mutex following_;
  std::int64_t seq_ = 0;
};

}  // namespace jium::desk
