#include "jium/outside/transfer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sodium.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <new>
#include <optional>
#include <string_view>

#include "jium/outside/admission.h"
#include "jium/outside/curl_handle.h"

namespace jium::outside {
namespace {

constexpr std::size_t kHeaderLimit = std::size_t{64}
                                     << 10;  // bytes of all header lines, 1xx and trailers too
constexpr int kHeaderLines = 200;
constexpr long kSlowBytes = 512;  // a second
constexpr std::size_t kPinnedLimit = 16;
constexpr std::size_t kContentTypeLimit = 100;

// What one transfer has come to; the callbacks write it.
struct Progress {
  CURL* curl = nullptr;
  const FetchSettings* settings = nullptr;
  Bytes body;
  std::size_t header_bytes = 0;
  int header_lines = 0;
  bool vetoed = false;
  bool headers_too_large = false;
  bool body_too_large = false;
  bool is_redirect = false;
  std::optional<sockaddr_storage> proxy;  // the only address that may be connected to, when there is one
  crypto_hash_sha256_state headers{};
};

bool redirects(long status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// The Location of that index in the last answer, nullptr when there is none.
curl_header* location_of(CURL* curl, std::size_t index) {
  curl_header* header = nullptr;
  return curl_easy_header(curl, "Location", index, CURLH_HEADER, -1, &header) == CURLHE_OK ? header : nullptr;
}

bool is_redirect(CURL* curl) {
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  return redirects(status) && location_of(curl, 0) != nullptr;
}

bool is_the_proxy(const sockaddr_storage& proxy, const curl_sockaddr& address) {
  return address.addrlen <= sizeof proxy && std::memcmp(&proxy, &address.addr, address.addrlen) == 0;
}

curl_socket_t open_socket(void* progress, curlsocktype, curl_sockaddr* address) {
  auto& here = *static_cast<Progress*>(progress);
  if (here.proxy) {
    if (is_the_proxy(*here.proxy, *address))
      return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    here.vetoed = true;
    return CURL_SOCKET_BAD;
  }
  const bool allowed = may_connect(kind_of(address->addr), here.settings->allow_loopback) ||
                       is_in_one(here.settings->private_networks, address->addr);
  if (!allowed) {
    here.vetoed = true;
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::size_t take_header(char* data, std::size_t size, std::size_t count, void* progress) {
  auto& here = *static_cast<Progress*>(progress);
  // A status line begins the next answer: after a 1xx the last one counts.
  if (std::string_view(data, size * count).starts_with("HTTP/")) crypto_hash_sha256_init(&here.headers);
  crypto_hash_sha256_update(&here.headers, reinterpret_cast<const unsigned char*>(data), size * count);
  here.header_bytes += size * count;
  ++here.header_lines;
  here.headers_too_large = here.header_bytes > kHeaderLimit || here.header_lines > kHeaderLines;
  return here.headers_too_large ? 0 : size * count;
}

std::size_t take_body(char* data, std::size_t size, std::size_t count, void* progress) {
  auto& here = *static_cast<Progress*>(progress);
  const std::size_t length = size * count;
  here.is_redirect = is_redirect(here.curl);
  here.body_too_large = !here.is_redirect && length > here.settings->body_limit - here.body.size();
  if (here.is_redirect || here.body_too_large) return 0;  // ends the transfer
  try {
    here.body.insert(here.body.end(), data, data + length);
  } catch (const std::bad_alloc&) {  // may not pass through libcurl
    here.body_too_large = true;
    return 0;
  }
  return length;
}

void set_limits(CURL* curl, const FetchSettings& settings, Duration within) {
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, curl_milliseconds(within));
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS,
                   curl_milliseconds(std::min(within, settings.connect_time)));
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, kSlowBytes);
  const auto slow = std::chrono::ceil<std::chrono::seconds>(settings.slow_time);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, static_cast<long>(slow.count()));
  curl_easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(settings.body_limit));
}

void set_request(CURL* curl, const registry::WebAddress& address, const FetchSettings& settings,
                 Progress& progress) {
  curl_easy_setopt(curl, CURLOPT_URL, address.canonical().reveal().c_str());
  curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_HTTPGET, 1L);
  curl_easy_setopt(curl, CURLOPT_HTTP09_ALLOWED, 0L);
  curl_easy_setopt(curl, CURLOPT_USERAGENT, settings.user_agent.c_str());
  curl_easy_setopt(curl, CURLOPT_CERTINFO, 1L);
  if (!settings.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, settings.ca_file.c_str());
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, &open_socket);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &progress);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &take_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &progress);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &take_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &progress);
}

// libcurl's table entry "host:port:address,address": the name is not asked again.
std::string pin_of(const registry::WebAddress& address, const std::vector<IpAddress>& pinned) {
  std::string entry = address.host() + ":" + std::to_string(address.port()) + ":";
  for (std::size_t index = 0; index < std::min(pinned.size(), kPinnedLimit); ++index) {
    const std::string text = pinned[index].text();
    if (index > 0) entry += ',';
    entry += text.find(':') == std::string::npos ? text : "[" + text + "]";
  }
  return entry;
}

// "127.0.0.1:9050" or "[::1]:9050": numbers only, so that nobody has to be asked for it.
Result<sockaddr_storage> proxy_address(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  std::string host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  unsigned port = 0;
  const char* const end = text.data() + text.size();
  const bool has_port = colon != std::string::npos &&
                        std::from_chars(text.data() + colon + 1, end, port).ptr == end && port >= 1 &&
                        port <= 65535;
  sockaddr_storage storage{};
  sockaddr_in v4{};
  sockaddr_in6 v6{};
  if (has_port && inet_pton(AF_INET, host.c_str(), &v4.sin_addr) == 1) {
    v4.sin_family = AF_INET;
    v4.sin_port = htons(static_cast<std::uint16_t>(port));
    std::memcpy(&storage, &v4, sizeof v4);
    return storage;
  }
  if (has_port && inet_pton(AF_INET6, host.c_str(), &v6.sin6_addr) == 1) {
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(static_cast<std::uint16_t>(port));
    std::memcpy(&storage, &v6, sizeof v6);
    return storage;
  }
  return fault(FaultKind::malformed, "a proxy is an IP address and a port: 127.0.0.1:9050");
}

Fault fault_of(CURLcode code, const Progress& progress) {
  if (progress.vetoed) {
    return fault(FaultKind::forbidden, "this place is not on the public internet and is not visited");
  }
  if (progress.headers_too_large)
    return fault(FaultKind::malformed, "the place answers with endless headers");
  if (progress.body_too_large) return fault(FaultKind::malformed, "the file is larger than the limit");
  switch (code) {
    case CURLE_FILESIZE_EXCEEDED:
      return fault(FaultKind::malformed, "the file is larger than the limit");
    case CURLE_OPERATION_TIMEDOUT:
      return fault(FaultKind::late, "the place took too long to answer");
    case CURLE_PEER_FAILED_VERIFICATION:
      return fault(FaultKind::outside,
                   "the certificate of the place is not valid (TLS): nothing was fetched");
    case CURLE_SSL_CONNECT_ERROR:
      return fault(FaultKind::outside, "no secure connection could be made with the place (TLS)");
    case CURLE_SSL_CACERT_BADFILE:
      return fault(FaultKind::outside, "the file of trusted certificates cannot be read: check the settings");
    case CURLE_PROXY:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return fault(FaultKind::outside, "the proxy could not reach the place");
    case CURLE_COULDNT_CONNECT:
      return fault(FaultKind::outside, "no connection to the place could be made");
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
      return fault(FaultKind::outside, "the place broke the connection off");
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
      return fault(FaultKind::malformed, "the place does not answer in HTTP");
    // libcurl says so of a single header line beyond its own limit.
    case CURLE_OUT_OF_MEMORY:
      return fault(FaultKind::malformed, "the place answers with endless headers");
    default:
      return fault(FaultKind::outside, "no answer could be had from the place");
  }
}

// SHA-256 of the leaf's DER. libcurl gives the chain as PEM, the leaf first.
std::string leaf_digest(CURL* curl) {
  curl_certinfo* chain = nullptr;
  if (curl_easy_getinfo(curl, CURLINFO_CERTINFO, &chain) != CURLE_OK || chain == nullptr) return {};
  if (chain->num_of_certs < 1) return {};
  for (const curl_slist* field = chain->certinfo[0]; field != nullptr; field = field->next) {
    constexpr std::string_view kBegin = "-----BEGIN CERTIFICATE-----";
    const std::string_view text = field->data;
    const std::size_t begin = text.find(kBegin), end = text.find("-----END CERTIFICATE-----");
    if (!text.starts_with("Cert:") || begin == std::string_view::npos || end == std::string_view::npos)
      continue;
    const std::string_view base64 = text.substr(begin + kBegin.size(), end - begin - kBegin.size());
    Bytes der(base64.size());
    std::size_t length = 0;
    if (sodium_base642bin(der.data(), der.size(), base64.data(), base64.size(), "\r\n", &length, nullptr,
                          sodium_base64_VARIANT_ORIGINAL) != 0) {
      return {};
    }
    std::array<std::uint8_t, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), der.data(), length);
    return to_hex(digest);
  }
  return {};
}

std::string content_type_of(CURL* curl) {
  const char* text = nullptr;
  curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &text);
  std::string out;
  for (const char letter : std::string_view(text != nullptr ? text : "")) {
    if (letter >= 0x20 && letter < 0x7f && out.size() < kContentTypeLimit) out += letter;
  }
  return out;
}

std::string header_digest(crypto_hash_sha256_state headers) {
  std::array<std::uint8_t, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256_final(&headers, digest.data());
  return to_hex(digest);
}

// RFC 9110, 10.2.3; libcurl reads both its forms.
std::optional<Duration> retry_after_of(CURL* curl) {
  curl_off_t seconds = 0;
  curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &seconds);
  if (seconds <= 0) return std::nullopt;
  return Duration{std::chrono::seconds{std::min<curl_off_t>(seconds, 86'400)}};
}

// Whoever answered has to be one of those that were admitted.
Result<std::string> peer_of(CURL* curl, const std::vector<IpAddress>& pinned) {
  const char* text = nullptr;
  curl_easy_getinfo(curl, CURLINFO_PRIMARY_IP, &text);
  JIUM_TRY(const IpAddress peer, IpAddress::parse(text != nullptr ? text : ""));
  const bool known = std::any_of(pinned.begin(), pinned.end(),
                                 [&](const IpAddress& address) { return address.text() == peer.text(); });
  if (!known) return fault(FaultKind::forbidden, "the connection went to another place than the one checked");
  return peer.text();
}

Result<Answer> answer_of(CURL* curl, const std::vector<IpAddress>& pinned, Progress& progress) {
  Answer answer;
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  answer.status = static_cast<int>(status);
  if (!progress.proxy) {
    JIUM_TRY(answer.peer, peer_of(curl, pinned));
  }
  answer.header_sha256 = header_digest(progress.headers);
  answer.retry_after = retry_after_of(curl);
  answer.content_type = content_type_of(curl);
  answer.certificate_sha256 = leaf_digest(curl);
  answer.body = std::move(progress.body);
  if (!is_redirect(curl)) return answer;
  if (location_of(curl, 1) != nullptr) {
    return fault(FaultKind::malformed, "the place leads on to two addresses at once");
  }
  answer.location = Secret<std::string>(location_of(curl, 0)->value);
  return answer;
}

}  // namespace

Result<void> check_proxy(const std::string& proxy) {
  JIUM_CHECK(proxy_address(proxy));
  return {};
}

namespace {

Result<Answer> exchange_once(const registry::WebAddress& address, const std::vector<IpAddress>& pinned,
                             const FetchSettings& settings, const Headers& more, const std::string* body,
                             Duration within) {
  const PipeSignalBlock block;
  CurlList headers = with_entry(nullptr, "Accept-Encoding: identity");
  for (const auto& [name, value] : more)
    headers = headers ? with_entry(std::move(headers), name + ": " + value) : nullptr;
  // No asking first whether the body is wanted (RFC 9110, section 10.1.1).
  if (headers && body != nullptr) headers = with_entry(std::move(headers), "Expect:");
  const CurlList pins = with_entry(nullptr, pin_of(address, pinned));
  JIUM_TRY(const CurlHandle handle, make_curl_handle());
  CURL* const curl = handle.get();
  if (!headers || !pins) return fault(FaultKind::internal, "memory is out");

  Progress progress;
  progress.curl = curl;
  progress.settings = &settings;
  set_request(curl, address, settings, progress);
  set_limits(curl, settings, within);
  if (body != nullptr) {
    curl_easy_setopt(curl, CURLOPT_POST, 1L);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body->size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body->data());
  }
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  if (!settings.proxy.empty()) {
    JIUM_TRY(progress.proxy, proxy_address(settings.proxy));
    // With the h the name goes to the proxy, which asks for its address; here it was asked for too
    // (fetch.cc), to refuse what is not public.
    curl_easy_setopt(curl, CURLOPT_PROXY, ("socks5h://" + settings.proxy).c_str());
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "");
  }
  // A literal needs no pin, and its colons would not fit the table's form. Nor does what the proxy looks up.
  else if (!IpAddress::parse(address.host()))
    curl_easy_setopt(curl, CURLOPT_RESOLVE, pins.get());

  const CURLcode code = curl_easy_perform(curl);
  if (code != CURLE_OK && !progress.is_redirect) return fault_of(code, progress);
  return answer_of(curl, pinned, progress);
}

}  // namespace

Result<Answer> get_once(const registry::WebAddress& address, const std::vector<IpAddress>& pinned,
                        const FetchSettings& settings, Duration within) {
  return exchange_once(address, pinned, settings, {}, nullptr, within);
}

Result<Answer> ask_once(const registry::WebAddress& address, const std::vector<IpAddress>& pinned,
                        const FetchSettings& settings, const Headers& headers, Duration within) {
  return exchange_once(address, pinned, settings, headers, nullptr, within);
}

Result<Answer> post_once(const registry::WebAddress& address, const std::vector<IpAddress>& pinned,
                         const FetchSettings& settings, const Posted& posted, Duration within) {
  return exchange_once(address, pinned, settings, posted.headers, &posted.body, within);
}

}  // namespace jium::outside
