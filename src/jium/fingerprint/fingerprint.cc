#include "jium/fingerprint/fingerprint.h"

#include <algorithm>
#include <bit>

namespace jium::fingerprint {
namespace {

constexpr std::size_t kKibi = 1024;

struct AlgorithmRow {
  Algorithm algorithm;
  std::string_view name;
  ValueSize size;
};
constexpr std::array<AlgorithmRow, kAlgorithmCount> kAlgorithms{
    {{Algorithm::pdq, "pdq", {32, 32}},
     {Algorithm::md5, "md5", {16, 16}},
     {Algorithm::sha1, "sha1", {20, 20}},
     {Algorithm::sha256, "sha256", {32, 32}},
     {Algorithm::pdq_512, "pdq-512", {32, 32}},
     {Algorithm::vpdq, "vpdq", {1, 4096 * kKibi}},
     {Algorithm::picture_print, "picture-print", {1, 16 * kKibi}},
     {Algorithm::picture_query, "picture-query", {1, 128 * kKibi}},
     {Algorithm::video_print, "video-print", {1, 12 * 1024 * kKibi}},
     {Algorithm::video_query, "video-query", {1, 12 * 1024 * kKibi}}}};

const AlgorithmRow& row_of(Algorithm algorithm) {
  return kAlgorithms[static_cast<std::size_t>(algorithm)];
}

bool fits(Algorithm algorithm, std::size_t size) {
  const ValueSize allowed = row_of(algorithm).size;
  return size >= allowed.least && size <= allowed.most;
}

Fault wrong_size(Algorithm algorithm) {
  const AlgorithmRow& row = row_of(algorithm);
  const std::string digits =
      (row.size.least == row.size.most ? "" : "at most ") + std::to_string(row.size.most * 2);
  return fault(FaultKind::malformed,
               "a " + std::string(row.name) + " value has " + digits + " hexadecimal digits");
}

}  // namespace

std::string_view name_of(Algorithm algorithm) {
  return row_of(algorithm).name;
}
ValueSize value_size(Algorithm algorithm) {
  return row_of(algorithm).size;
}

Result<Algorithm> parse_algorithm(std::string_view name) {
  for (const AlgorithmRow& row : kAlgorithms) {
    if (row.name == name) return row.algorithm;
  }
  std::string names;
  for (const AlgorithmRow& row : kAlgorithms) names += (names.empty() ? "" : ", ") + std::string(row.name);
  return fault(FaultKind::malformed, "unknown fingerprint algorithm: there are " + names);
}

Result<Fingerprint> Fingerprint::make(Algorithm algorithm, ByteView value, int quality,
                                      std::uint16_t pipeline) {
  if (!fits(algorithm, value.size())) return wrong_size(algorithm);
  if (quality < 0 || quality > 100) return fault(FaultKind::malformed, "a quality is 0 to 100");
  Fingerprint made;
  made.algorithm_ = algorithm;
  made.pipeline_ = pipeline;
  made.quality_ = is_perceptual(algorithm) ? quality : 100;
  made.value_.assign(value.begin(), value.end());
  return made;
}

Result<Fingerprint> Fingerprint::parse(std::string_view algorithm, std::string_view hex, int quality) {
  JIUM_TRY(const Algorithm known, parse_algorithm(algorithm));
  if (hex.size() % 2 != 0 || !fits(known, hex.size() / 2)) return wrong_size(known);
  JIUM_TRY(const Bytes value, from_hex(hex));
  return make(known, value, quality);
}

std::optional<int> distance(const Fingerprint& a, const Fingerprint& b) {
  const bool comparable = is_perceptual(a.algorithm()) || is_digest(a.algorithm());
  if (a.algorithm() != b.algorithm() || !comparable) return std::nullopt;
  int bits = 0;
  for (std::size_t i = 0; i < a.value().size(); ++i) {
    bits += std::popcount(static_cast<unsigned>(a.value()[i] ^ b.value()[i]));
  }
  return bits;
}

}  // namespace jium::fingerprint
