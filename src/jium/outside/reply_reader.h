// Takes a message apart (RFC 5322, MIME; GMime does it) and keeps what an answer is told by: who, about what,
// the plain text, or the words of the HTML where there is no other (media/html_text.h), what machines say of
// themselves (RFC 3834, RFC 3464). Attachments and every other body are dropped unread: they could be media
// of a survivor.
#pragma once

#include <string_view>

#include "jium/removal/reply.h"

namespace jium::outside {

// Of a message no more than this is read: the text stands at its beginning, what follows are attachments.
inline constexpr std::size_t kMostMailBytes = 256 * 1024;

// Malformed when it is no message: nobody stands in From.
[[nodiscard]] Result<removal::IncomingMail> read_reply(std::string_view message);

}  // namespace jium::outside
