#include "jium/cli/harmless_list.h"

#include <algorithm>
#include <cstring>

#include "jium/cli/list_file.h"
#include "jium/cli/path_text.h"

namespace jium::cli {
namespace {

using fingerprint::Fingerprint;

// The full-resolution dialect; a value of too little structure is near to many others and says nothing.
bool counts(const Fingerprint& one) {
  return one.algorithm() == fingerprint::Algorithm::pdq && one.matches_perceptually();
}

match::Bits256 bits_of(const Fingerprint& one) {
  match::Bits256 bits{};
  std::memcpy(bits.data(), one.value().data(), std::min(one.value().size(), sizeof bits));
  return bits;
}

}  // namespace

Result<std::unique_ptr<HarmlessList>> HarmlessList::read(const std::string& path) {
  JIUM_TRY(ListFile lines, ListFile::open(path));
  auto list = std::make_unique<HarmlessList>();
  JIUM_CHECK(lines.read([&](const exchange::ListedFile& one) -> Result<void> {
    for (const Fingerprint& fingerprint : one.fingerprints) {
      if (counts(fingerprint)) list->values_.add(list->labels_.size(), bits_of(fingerprint));
    }
    list->labels_.push_back(path_text(one.label));
    return {};
  }));
  if (list->values_.size() == 0)
    return fault(FaultKind::malformed,
                 "there is no PDQ value of quality 50 or more in this list of the harmless")
        .within(path);
  JIUM_TRY(list->digest_, lines.digest());
  return list;
}

std::optional<HarmlessNear> HarmlessList::nearest(const std::vector<Fingerprint>& fingerprints) const {
  const auto at = std::ranges::find_if(fingerprints, counts);
  if (at == fingerprints.end()) return std::nullopt;
  const auto hit = values_.nearest(bits_of(*at));
  if (!hit) return std::nullopt;
  return HarmlessNear{labels_[hit->key], hit->distance};
}

}  // namespace jium::cli
