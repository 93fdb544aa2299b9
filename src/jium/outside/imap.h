// A centre's mailbox, read over IMAP (RFC 9051 and the older RFC 3501; libcurl speaks it).
#pragma once

#include <memory>
#include <string>

#include "jium/outside/mail.h"
#include "jium/removal/mailbox.h"

namespace jium::outside {

// Malformed when plain text is asked for a host that is not of this machine, or the folder's name holds more
// than letters, digits, dots, dashes, underlines and slashes.
//
// A command takes settings.whole_time at most, and a page three of them: it ends early, and says that there
// is more, rather than outlive the lease of whoever reads it.
[[nodiscard]] Result<std::unique_ptr<removal::Mailbox>> make_imap_mailbox(MailSettings settings,
                                                                          std::string folder = "INBOX");

// Untagged answers of a server, as it may send them.
[[nodiscard]] Result<std::uint32_t> uid_validity_in(std::string_view status);
// Those above `after`, in order; none twice.
[[nodiscard]] std::vector<std::uint32_t> uids_in(std::string_view search, std::uint32_t after);

}  // namespace jium::outside
