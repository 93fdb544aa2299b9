#include "jium/work/look.h"

#include <sodium.h>

#include <algorithm>

namespace jium::work {
namespace {

constexpr std::size_t kTellingBytes = 4096;

// Pages, plain text and JSON hold no control characters but line ends and tabs; coded media does within a few
// hundred bytes. A drawing in text (SVG) can carry a picture.
bool is_plain_text(ByteView body) {
  const std::string_view start = text_of(body.first(std::min(body.size(), kTellingBytes)));
  const bool has_control = std::any_of(start.begin(), start.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f';
  });
  return !has_control && start.find("<svg") == std::string_view::npos;
}

}  // namespace

desk::Look look_at(registry::Fetcher& fetcher, fingerprint::Fingerprinter& fingerprinter,
                   const registry::WebAddress& address) {
  desk::Look look;
  auto fetched = fetcher.fetch(address);
  if (!fetched) {
    look.fault = Fault(std::move(fetched).fault());
    return look;
  }
  look.evidence = fetched->evidence;
  const bool is_text = is_plain_text(fetched->body);
  const auto fingerprints = fingerprinter.of_bytes(fetched->body, fingerprint::Purpose::ask);
  // The only copy of the media: wiped, not just freed.
  sodium_memzero(fetched->body.data(), fetched->body.size());
  if (fingerprints) {
    look.fingerprints = fingerprints->fingerprints;
    look.cut_short = fingerprints->cut_short;
  } else {
    look.fault = fingerprints.fault();
    look.may_be_media = !is_text;
  }
  return look;
}

}  // namespace jium::work
