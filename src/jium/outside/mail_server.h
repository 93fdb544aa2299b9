// What speaking to a mail server has in common, whether letters go out (SMTP) or answers come in (IMAP).
#pragma once

#include <string>

#include "jium/outside/curl_handle.h"
#include "jium/outside/mail.h"

namespace jium::outside {

// localhost, or an address of this machine alone.
[[nodiscard]] bool is_this_machine(const std::string& host);

// Address, encryption, sign-in and time limits. `scheme` is "smtp" or "imap"; "s" is added for TLS from the
// first byte. `path` follows the slash.
void set_mail_server(CURL* curl, const MailSettings& settings, const std::string& scheme,
                     const std::string& path);

// Malformed when plain text is asked for a host that is not of this machine, or no server is named.
[[nodiscard]] Result<void> check_mail_server(const MailSettings& settings);

}  // namespace jium::outside
