// Pictures that must never be registered: logos, solid frames, pictures from the news. Whoever got one of
// them into a feed would have harmless posts deleted everywhere (hash poisoning; security.md, threat 7).
#pragma once

#include <istream>
#include <memory>

#include "jium/fingerprint/fingerprint.h"
#include "jium/match/negative_list.h"

namespace jium::desk {

class HarmlessPictures {
 public:
  // A hash list (docs/formats/hash_list.md); its PDQ values of quality 50 or more count. What
  // read_hash_list() says; Malformed when there is no such value.
  [[nodiscard]] static Result<std::unique_ptr<HarmlessPictures>> read(std::istream& list);

  // Is one of these within PDQ's threshold (31 bits) of a harmless picture?
  [[nodiscard]] bool holds(const std::vector<fingerprint::Fingerprint>& fingerprints) const;
  [[nodiscard]] std::size_t size() const { return values_.size(); }

 private:
  match::NegativeList values_{fingerprint::kPdqThreshold};
};

}  // namespace jium::desk
