#include "jium/intake/page_headers.h"

namespace jium::intake {

void add_page_headers(http::Reply& reply) {
  const auto add = [&](const char* name, const char* value) { reply.headers.emplace_back(name, value); };
  // No media at all: a chosen video is read on the device without a player (web/fingerprint).
  add("Content-Security-Policy",
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; "
      "connect-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; "
      "base-uri 'none'; require-trusted-types-for 'script'");
  add("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
  add("X-Content-Type-Options", "nosniff");
  add("Referrer-Policy", "no-referrer");
  add("Cross-Origin-Opener-Policy", "same-origin");
  add("Cross-Origin-Embedder-Policy", "require-corp");
  add("Cross-Origin-Resource-Policy", "same-origin");
  add("Permissions-Policy",
      "accelerometer=(), autoplay=(), camera=(), clipboard-read=(), display-capture=(), geolocation=(), "
      "gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()");
  add("X-Robots-Tag", "noindex");
  add("Cache-Control", "no-store");
}

}  // namespace jium::intake
