#include "jium/registry/web_host.h"

#include <arpa/inet.h>
#include <idn2.h>

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

namespace jium::registry {
namespace {

constexpr std::size_t kHostLimit = 253;  // RFC 1035, 2.3.4, as text without the root's dot
constexpr std::size_t kLabelLimit = 63;

Fault bad_host() {
  return fault(FaultKind::malformed,
               "the host of the web address is not a name or a plain IP address: check it "
               "against the browser's address bar");
}

char lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + ('a' - 'A')) : letter;
}
bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}
bool is_hex_digit(char letter) {
  return is_digit(letter) || (letter >= 'a' && letter <= 'f');
}
bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char letter) { return static_cast<unsigned char>(letter) < 0x80; });
}

std::vector<std::string_view> labels_of(std::string_view host) {
  std::vector<std::string_view> labels;
  for (std::size_t from = 0;;) {
    const std::size_t dot = host.find('.', from);
    labels.push_back(host.substr(from, dot == std::string_view::npos ? dot : dot - from));
    if (dot == std::string_view::npos) return labels;
    from = dot + 1;
  }
}

// The WHATWG URL standard's "ends in a number": what a browser would hand to its IPv4 parser.
bool ends_in_number(std::string_view host) {
  const std::string_view last = labels_of(host).back();
  if (last.empty()) return false;
  if (std::all_of(last.begin(), last.end(), is_digit)) return true;
  return last.starts_with("0x") && std::all_of(last.begin() + 2, last.end(), is_hex_digit);
}

// Letters, digits and hyphens of RFC 1123, and the underscore that real sites use.
bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= kLabelLimit && label.front() != '-' && label.back() != '-' &&
         std::all_of(label.begin(), label.end(), [](char letter) {
           return is_digit(letter) || (letter >= 'a' && letter <= 'z') || letter == '-' || letter == '_';
         });
}

struct IdnaForm {
  int code;
  std::string text;
};

IdnaForm by_idna(const std::string& name) {
  char* out = nullptr;
  const int code = idn2_to_ascii_8z(name.c_str(), &out, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
  const std::unique_ptr<char, decltype(&idn2_free)> owner(out, &idn2_free);
  return {code, out != nullptr ? out : ""};
}

// An A-label has to be what its own letters encode to. One that holds letters which IDNA 2008 disallows
// (emoji) is let through: such names were registered and browsers visit them.
bool is_a_label(std::string_view label) {
  const IdnaForm form = by_idna(std::string(label));
  return form.code == IDN2_DISALLOWED || (form.code == IDN2_OK && form.text == label);
}

// ASCII names skip IDNA but for their A-labels: real hosts such as "r3---sn-x" break its hyphen rule.
Result<std::string> ascii_name(std::string_view written) {
  std::string host(written);
  if (!is_ascii(written)) {
    IdnaForm form = by_idna(host);
    if (form.code != IDN2_OK) return bad_host();
    host = std::move(form.text);
  }
  std::transform(host.begin(), host.end(), host.begin(), lower);
  if (host.ends_with('.')) host.pop_back();
  if (host.empty() || host.size() > kHostLimit) return bad_host();
  for (const std::string_view label : labels_of(host)) {
    if (!is_label(label)) return bad_host();
    if (label.starts_with("xn--") && !is_a_label(label)) return bad_host();
  }
  return host;
}

Result<std::string> ipv6_literal(std::string_view inside) {
  std::array<unsigned char, 16> bytes{};
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (inet_pton(AF_INET6, std::string(inside).c_str(), bytes.data()) != 1 ||
      inet_ntop(AF_INET6, bytes.data(), text.data(), text.size()) == nullptr) {
    return bad_host();
  }
  return std::string(text.data());
}

bool is_ipv4(const std::string& host) {
  in_addr address{};
  return inet_pton(AF_INET, host.c_str(), &address) == 1;
}

}  // namespace

Result<std::string> ascii_host(std::string_view written) {
  if (written.find('\0') != std::string_view::npos) return bad_host();
  if (written.starts_with('[')) {
    if (!written.ends_with(']')) return bad_host();
    return ipv6_literal(written.substr(1, written.size() - 2));
  }
  JIUM_TRY(std::string host, ascii_name(written));
  if (ends_in_number(host) && (!is_ipv4(host) || host != written)) return bad_host();
  return host;
}

bool is_ip_literal(const std::string& host) {
  return host.find(':') != std::string::npos || is_ipv4(host);
}

}  // namespace jium::registry
