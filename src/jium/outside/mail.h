// Letters leave by SMTP (libcurl), composed as MIME by GMime.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "jium/base/clock.h"
#include "jium/base/secret.h"
#include "jium/removal/courier.h"

namespace jium::outside {

enum class MailSecurity {
  none,      // plain text; only for a relay on this machine: refused for any other host
  starttls,  // required: without it nothing is sent
  tls,       // from the first byte (port 465)
};

struct MailSettings {
  std::string host = "127.0.0.1";
  std::uint16_t port = 25;
  MailSecurity security = MailSecurity::starttls;
  std::string ca_file;  // empty: the system's certificates
  std::string user;     // empty: no sign-in
  Secret<std::string> password;
  Duration connect_time = std::chrono::seconds{15};
  Duration whole_time = std::chrono::seconds{60};
};

// Malformed when plain text is asked for a host that is not of this machine.
[[nodiscard]] Result<std::unique_ptr<removal::Courier>> make_smtp_courier(MailSettings settings);

// The message as it goes over the wire: RFC 5322 headers (Date, Message-ID, Subject by RFC 2047) and one
// text/plain; charset=utf-8 part, lines ended by CRLF. A reply reference that the subject does not hold yet
// is put at its end. Malformed for a header value with a control character, for a mail address that is not
// one (ASCII local part and domain), and for text that is not UTF-8.
[[nodiscard]] Result<std::string> compose(const removal::Letter& letter, Instant at);

}  // namespace jium::outside
