#include "jium/registry/web_address.h"

#include <curl/curl.h>
#include <libpsl.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>

#include "jium/base/bytes.h"
#include "jium/registry/web_host.h"

namespace jium::registry {
namespace {

constexpr std::size_t kTextLimit = 4096;

using Url = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

Fault malformed(const char* what) {
  return fault(FaultKind::malformed, what);
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

// What no part of an address may hold, whoever reads it: parsers disagree about these.
Result<void> check_characters(std::string_view text) {
  if (text.empty()) return malformed("the web address is empty");
  if (text.size() > kTextLimit) return malformed("the web address is longer than 4,096 characters");
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    if (byte <= 0x20 || byte == 0x7f)
      return malformed("the web address has a space or a control character inside");
    if (letter == '\\') return malformed("the web address has a backslash in it");
  }
  return {};
}

// The text between "//" and the path, as written: libcurl's parser forgives here what browsers read
// otherwise.
Result<std::string_view> authority_of(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || text.substr(colon, 3) != "://") {
    return malformed("a web address begins with https:// or http://");
  }
  const std::string_view rest = text.substr(colon + 3);
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
  if (authority.empty()) return malformed("the web address names no host");
  if (authority.find('@') != std::string_view::npos) {
    return malformed("the web address has a user name or a password in it: give it without");
  }
  if (authority.find('%') != std::string_view::npos) {
    return malformed("the host of the web address has a percent sign in it");
  }
  return authority;
}

std::string_view host_in(std::string_view authority) {
  const std::size_t bracket = authority.rfind(']');
  const std::size_t colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  return authority.substr(0, colon);
}

std::string part_of(CURLU* url, CURLUPart part, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, flags) != CURLUE_OK || text == nullptr) return {};
  const std::unique_ptr<char, decltype(&curl_free)> owner(text, &curl_free);
  return text;
}

// The WHATWG percent-encode sets of path and query; a percent sign stays as it is.
std::string encoded(std::string_view text, std::string_view unsafe) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    if (byte > 0x20 && byte < 0x7f && unsafe.find(letter) == std::string_view::npos) {
      out += letter;
    } else {
      out += {'%', kDigits[byte >> 4U], kDigits[byte & 15U]};
    }
  }
  return out;
}

// "%2e" in a dot segment means a dot to browsers (WHATWG URL, 4.4) and nothing to libcurl.
std::string with_plain_dots(std::string_view text, std::size_t path) {
  std::string out(text.substr(0, path));
  const std::size_t end = std::min(text.find_first_of("?#", path), text.size());
  for (std::size_t from = path; from < end;) {
    const std::size_t next = std::min(text.find('/', from + 1), end);
    std::string dots(text.substr(from, next - from));
    for (std::size_t at = 0; (at = dots.find('%', at)) != std::string::npos; ++at) {
      if (dots.compare(at, 3, "%2e") == 0 || dots.compare(at, 3, "%2E") == 0) dots.replace(at, 3, ".");
    }
    out += dots == "/." || dots == "/.." ? std::string_view(dots) : text.substr(from, next - from);
    from = next;
  }
  return out += text.substr(end);
}

Result<std::uint16_t> port_in(const std::string& text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc{} || end != text.data() + text.size() || port == 0) {
    return malformed("the port of the web address is not a number from 1 to 65535");
  }
  return port;
}

// Ours from the "publicsuffix" package where it is newer than what libpsl was built with.
const psl_ctx_t* suffixes() {
  static const psl_ctx_t* const list = psl_latest(nullptr);
  return list != nullptr ? list : psl_builtin();
}

}  // namespace

Result<WebAddress> WebAddress::parse(std::string_view raw) {
  const std::string_view written = trimmed(raw);
  JIUM_CHECK(check_characters(written));
  JIUM_TRY(const std::string_view authority, authority_of(written));
  const auto path = static_cast<std::size_t>(authority.data() - written.data()) + authority.size();
  const std::string text = with_plain_dots(written, path);

  const Url url(curl_url(), &curl_url_cleanup);
  if (!url) return fault(FaultKind::internal, "out of memory");
  if (curl_url_set(url.get(), CURLUPART_URL, text.c_str(), CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK) {
    return malformed("this is not a web address that can be understood");
  }
  WebAddress address;
  address.scheme_ = part_of(url.get(), CURLUPART_SCHEME);
  if (address.scheme_ != "http" && address.scheme_ != "https") {
    return malformed("a web address begins with https:// or http://");
  }
  // libcurl visits what is parsed here: where it reads another host than we do, nobody knows what is meant.
  const std::string_view host = host_in(authority);
  if (!host.starts_with('[') && part_of(url.get(), CURLUPART_HOST) != host) {
    return malformed("the host of the web address can be read in two ways");
  }
  JIUM_TRY(address.host_, ascii_host(host));
  JIUM_TRY(address.port_, port_in(part_of(url.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT)));

  const bool default_port = address.port_ == (address.scheme_ == "http" ? 80 : 443);
  const bool bracketed = address.host_.find(':') != std::string::npos;
  std::string canonical = address.scheme_ + "://" + (bracketed ? "[" + address.host_ + "]" : address.host_);
  if (!default_port) canonical += ":" + std::to_string(address.port_);
  canonical += encoded(part_of(url.get(), CURLUPART_PATH), "\"<>^`{|}");
  const std::string query = part_of(url.get(), CURLUPART_QUERY);
  if (!query.empty()) canonical += "?" + encoded(query, "\"<>");
  if (canonical.size() > kTextLimit) return malformed("the web address is longer than 4,096 characters");
  address.canonical_ = Secret<std::string>(std::move(canonical));
  return address;
}

Result<WebAddress> WebAddress::resolve(std::string_view reference) const {
  const std::string text(trimmed(reference));
  JIUM_CHECK(check_characters(text));
  // An absolute reference is judged as written, before libcurl has tidied it.
  const std::size_t scheme_end = text.find(':');
  if (scheme_end != std::string::npos && scheme_end < text.find_first_of("/?#")) return parse(text);
  if (text.starts_with("//")) return parse(scheme_ + ":" + text);

  const Url url(curl_url(), &curl_url_cleanup);
  if (!url) return fault(FaultKind::internal, "out of memory");
  if (curl_url_set(url.get(), CURLUPART_URL, canonical_.reveal().c_str(), 0) != CURLUE_OK ||
      curl_url_set(url.get(), CURLUPART_URL, encoded(text, "").c_str(), 0) != CURLUE_OK) {
    return malformed("this is not a web address that can be understood");
  }
  return parse(part_of(url.get(), CURLUPART_URL));
}

std::string WebAddress::site_name() const {
  // libpsl would answer "0.1" for 127.0.0.1.
  if (is_ip_literal(host_)) return host_;
  const char* domain = psl_registrable_domain(suffixes(), host_.c_str());
  return domain != nullptr ? domain : host_;
}

std::string WebAddress::folded() const {
  std::array<std::uint8_t, crypto_generichash_BYTES> digest{};
  const ByteView text = bytes_of(canonical_.reveal());
  crypto_generichash(digest.data(), digest.size(), text.data(), text.size(), nullptr, 0);
  return site_name() + "/..." + to_hex(ByteView(digest).first(2));
}

}  // namespace jium::registry
