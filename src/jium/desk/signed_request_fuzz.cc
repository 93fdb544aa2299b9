// The three headers of a signed request, of any bytes: refused, or the same again when written as they were
// read.
#include <cstdlib>

#include "jium/desk/signed_request.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jium::desk;
  const std::string_view text = jium::text_of({data, size});
  if (const auto input = parse_signature_input(text)) {
    if (input->label + "=" + input->parameters != text) std::abort();
    if (input->created <= 0 || input->nonce.size() < 8) std::abort();
  }
  const auto cut = text.find('\n');
  const std::string_view first = text.substr(0, cut);
  const std::string_view rest = cut == std::string_view::npos ? std::string_view() : text.substr(cut + 1);
  static const jium::Bytes key(kSigningKeyBytes, 9);
  const std::string digest = content_digest_of(rest);
  const SignedRequest request{"POST", "/api/v1/match", rest, digest, first, rest};
  if (verify_signature(request, key, jium::Instant{})) std::abort();
  return 0;
}
