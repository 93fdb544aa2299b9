#include "jium/desk/harmless_pictures.h"

#include <algorithm>
#include <cstring>

#include "jium/exchange/hash_list.h"

namespace jium::desk {
namespace {

bool counts(const fingerprint::Fingerprint& one) {
  return one.algorithm() == fingerprint::Algorithm::pdq && one.matches_perceptually();
}

match::Bits256 bits_of(const fingerprint::Fingerprint& one) {
  match::Bits256 bits{};
  std::memcpy(bits.data(), one.value().data(), std::min(one.value().size(), sizeof bits));
  return bits;
}

}  // namespace

Result<std::unique_ptr<HarmlessPictures>> HarmlessPictures::read(std::istream& list) {
  auto pictures = std::make_unique<HarmlessPictures>();
  std::uint64_t number = 0;
  JIUM_CHECK(exchange::read_hash_list(list, [&](const exchange::ListedFile& file) {
    for (const auto& one : file.fingerprints) {
      if (counts(one)) pictures->values_.add(++number, bits_of(one));
    }
  }));
  if (pictures->size() == 0)
    return fault(FaultKind::malformed,
                 "there is no PDQ value of quality 50 or more in this list of the harmless");
  return pictures;
}

bool HarmlessPictures::holds(const std::vector<fingerprint::Fingerprint>& fingerprints) const {
  return std::ranges::any_of(fingerprints, [&](const auto& one) {
    return counts(one) && values_.nearest(bits_of(one)).has_value();
  });
}

}  // namespace jium::desk
