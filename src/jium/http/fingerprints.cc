#include "jium/http/fingerprints.h"

#include "jium/fingerprint/value_check.h"

namespace jium::http {
namespace {

constexpr std::size_t kFingerprintsPerFile = 64;

}  // namespace

Result<std::vector<fingerprint::Fingerprint>> fingerprints_of(
    const std::vector<wire::GivenFingerprint>& given) {
  if (given.size() > kFingerprintsPerFile)
    return fault(FaultKind::malformed, "\"fingerprints\" in the body: at most 64 a file");
  std::vector<fingerprint::Fingerprint> fingerprints;
  fingerprints.reserve(given.size());
  for (const wire::GivenFingerprint& one : given) {
    auto parsed = fingerprint::Fingerprint::parse(fingerprint::name_of(one.algorithm), one.value.text,
                                                  one.quality.value_or(100));
    if (!parsed) {
      return Fault(std::move(parsed).fault())
          .within("\"fingerprints[" + std::to_string(fingerprints.size()) + "]\" in the body");
    }
    if (auto readable = fingerprint::check_value(*parsed); !readable) {
      return Fault(std::move(readable).fault())
          .within("\"fingerprints[" + std::to_string(fingerprints.size()) + "]\" in the body");
    }
    fingerprints.push_back(std::move(*parsed));
  }
  return fingerprints;
}

}  // namespace jium::http
