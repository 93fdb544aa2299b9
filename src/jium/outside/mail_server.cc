#include "jium/outside/mail_server.h"

#include "jium/outside/resolve.h"

namespace jium::outside {
namespace {

curl_socket_t open_local_socket(void*, curlsocktype, curl_sockaddr* address) {
  if (kind_of(address->addr) != AddressKind::loopback) return CURL_SOCKET_BAD;
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

curl_socket_t open_socket(void*, curlsocktype, curl_sockaddr* address) {
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

}  // namespace

bool is_this_machine(const std::string& host) {
  if (host == "localhost") return true;
  const Result<IpAddress> literal = IpAddress::parse(host);
  return literal && literal->kind() == AddressKind::loopback;
}

void set_mail_server(CURL* curl, const MailSettings& settings, const std::string& scheme,
                     const std::string& path) {
  const bool bare_ipv6 = settings.host.find(':') != std::string::npos;
  const std::string host = bare_ipv6 ? "[" + settings.host + "]" : settings.host;
  const std::string secure = settings.security == MailSecurity::tls ? scheme + "s" : scheme;
  curl_easy_setopt(curl, CURLOPT_URL,
                   (secure + "://" + host + ":" + std::to_string(settings.port) + "/" + path).c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, (scheme + "," + scheme + "s").c_str());
  const bool plain = settings.security == MailSecurity::none;
  curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(plain ? CURLUSESSL_NONE : CURLUSESSL_ALL));
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, plain ? &open_local_socket : &open_socket);
  if (!settings.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, settings.ca_file.c_str());
  if (!settings.user.empty()) {
    curl_easy_setopt(curl, CURLOPT_USERNAME, settings.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, settings.password.reveal().c_str());
  }
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, curl_milliseconds(settings.connect_time));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, curl_milliseconds(settings.whole_time));
  const auto reply_time = std::chrono::ceil<std::chrono::seconds>(settings.whole_time);
  curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, static_cast<long>(reply_time.count()));
}

Result<void> check_mail_server(const MailSettings& settings) {
  if (settings.host.empty() || settings.port == 0) {
    return fault(FaultKind::malformed, "the mail settings name no mail server: give its host and port");
  }
  if (settings.security == MailSecurity::none && !is_this_machine(settings.host)) {
    return fault(FaultKind::malformed,
                 "mail without encryption goes only to a mail server on this machine: use starttls or tls");
  }
  return {};
}

}  // namespace jium::outside
