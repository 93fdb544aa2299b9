// The canonical form is a fixed point, holds nothing that breaks a request line, and libcurl, which visits
// it, reads the same host out of it.
#include <curl/curl.h>

#include <cstdlib>
#include <memory>
#include <string>

#include "jium/base/bytes.h"
#include "jium/registry/web_address.h"

namespace {

void hold(bool promise) {
  if (!promise) std::abort();
}

std::string host_as_visited(const std::string& canonical) {
  const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> url(curl_url(), &curl_url_cleanup);
  hold(curl_url_set(url.get(), CURLUPART_URL, canonical.c_str(), 0) == CURLUE_OK);
  char* host = nullptr;
  hold(curl_url_get(url.get(), CURLUPART_HOST, &host, 0) == CURLUE_OK);
  const std::unique_ptr<char, decltype(&curl_free)> owner(host, &curl_free);
  std::string text(host);
  if (text.starts_with('[')) text = text.substr(1, text.size() - 2);
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = jium::text_of({data, size});
  const auto address = jium::registry::WebAddress::parse(text);
  if (!address) return 0;
  const std::string& canonical = address->canonical().reveal();
  for (const char letter : canonical) hold(letter > 0x20 && letter < 0x7f && letter != '\\');
  const auto again = jium::registry::WebAddress::parse(canonical);
  hold(again.has_value() && *again == *address);
  hold(host_as_visited(canonical) == address->host());
  hold(!address->site_name().empty() && !address->folded().empty());
  static_cast<void>(address->resolve(text));
  return 0;
}
