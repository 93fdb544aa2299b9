#include "jium/fingerprint/fingerprint.h"

#include <algorithm>
#include <bit>

namespace jium::fingerprint {
namespace {

struct AlgorithmRow {
  Algorithm algorithm;
  std::string_view name;
  std::size_t size;
};
constexpr std::array<AlgorithmRow, 4> kAlgorithms{{{Algorithm::pdq, "pdq", 32},
                                                   {Algorithm::md5, "md5", 16},
                                                   {Algorithm::sha1, "sha1", 20},
                                                   {Algorithm::sha256, "sha256", 32}}};

const AlgorithmRow& row_of(Algorithm algorithm) {
  return kAlgorithms[static_cast<std::size_t>(algorithm)];
}

Fault wrong_size(Algorithm algorithm) {
  return fault(FaultKind::malformed, "a " + std::string(row_of(algorithm).name) + " value has " +
                                         std::to_string(row_of(algorithm).size * 2) + " hexadecimal digits");
}

}  // namespace

std::string_view name_of(Algorithm algorithm) {
  return row_of(algorithm).name;
}
std::size_t value_size(Algorithm algorithm) {
  return row_of(algorithm).size;
}

Result<Algorithm> parse_algorithm(std::string_view name) {
  for (const AlgorithmRow& row : kAlgorithms) {
    if (row.name == name) return row.algorithm;
  }
  return fault(FaultKind::malformed, "unknown fingerprint algorithm: use pdq, md5, sha1 or sha256");
}

Result<Fingerprint> Fingerprint::make(Algorithm algorithm, ByteView value, int quality,
                                      std::uint16_t pipeline) {
  if (value.size() != value_size(algorithm)) return wrong_size(algorithm);
  if (quality < 0 || quality > 100) return fault(FaultKind::malformed, "a quality is 0 to 100");
  Fingerprint made;
  made.algorithm_ = algorithm;
  made.pipeline_ = pipeline;
  made.quality_ = is_perceptual(algorithm) ? quality : 100;
  std::copy(value.begin(), value.end(), made.value_.begin());
  return made;
}

Result<Fingerprint> Fingerprint::parse(std::string_view algorithm, std::string_view hex, int quality) {
  JIUM_TRY(const Algorithm known, parse_algorithm(algorithm));
  if (hex.size() != value_size(known) * 2) return wrong_size(known);
  JIUM_TRY(const Bytes value, from_hex(hex));
  return make(known, value, quality);
}

std::optional<int> distance(const Fingerprint& a, const Fingerprint& b) {
  if (a.algorithm() != b.algorithm()) return std::nullopt;
  int bits = 0;
  for (std::size_t i = 0; i < a.value().size(); ++i) {
    bits += std::popcount(static_cast<unsigned>(a.value()[i] ^ b.value()[i]));
  }
  return bits;
}

}  // namespace jium::fingerprint
