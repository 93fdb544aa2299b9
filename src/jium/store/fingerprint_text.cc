#include "jium/store/fingerprint_text.h"

#include "jium/store/fields.h"
#include "jium/store/sealed_json.h"

namespace jium::store {
namespace {

struct FingerprintText {
  std::string algorithm;
  std::string value;  // hexadecimal
  int quality = 0;
  std::uint16_t pipeline = 0;
};
BOOST_DESCRIBE_STRUCT(FingerprintText, (), (algorithm, value, quality, pipeline))

Result<fingerprint::Fingerprint> read_one(const FingerprintText& text) {
  JIUM_TRY(const fingerprint::Algorithm algorithm, fingerprint::parse_algorithm(text.algorithm));
  JIUM_TRY(const Bytes value, from_hex(text.value));
  return fingerprint::Fingerprint::make(algorithm, value, text.quality, text.pipeline);
}

}  // namespace

std::string write_fingerprints(const std::vector<fingerprint::Fingerprint>& fingerprints) {
  std::vector<FingerprintText> texts;
  for (const auto& fingerprint : fingerprints) {
    texts.push_back({.algorithm = std::string(fingerprint::name_of(fingerprint.algorithm())),
                     .value = fingerprint.hex(),
                     .quality = fingerprint.quality(),
                     .pipeline = fingerprint.pipeline()});
  }
  return write_json(texts);
}

Result<std::vector<fingerprint::Fingerprint>> read_fingerprints(std::string_view text) {
  JIUM_TRY(const auto texts, read_json<std::vector<FingerprintText>>(text));
  std::vector<fingerprint::Fingerprint> fingerprints;
  for (const FingerprintText& one : texts) {
    JIUM_TRY(const auto fingerprint, stored(read_one(one)));
    fingerprints.push_back(fingerprint);
  }
  return fingerprints;
}

}  // namespace jium::store
