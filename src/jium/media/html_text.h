// The words of an HTML text: what a person would read of it, and nothing that it points to. Of mail whose
// sender wrote no plain text (outside/reply_reader.h).
//
// Read by libxml2's HTML push parser through SAX events, as page.h is: no tree, no address is followed, no
// entity or style sheet is fetched. Blocks begin on a line of their own; what stands in a blockquote begins
// with "> ", as plain mail quotes (RFC 3676, 4.5), so that own words and quoted ones are told apart alike.
#pragma once

#include <string>
#include <string_view>

namespace jium::media {

inline constexpr std::size_t kMostHtmlBytes = std::size_t{256} << 10;

// `html` in UTF-8, whatever it says of itself; of more than kMostHtmlBytes the beginning. At most about
// `most` bytes: whole events of the parser, so that no character is cut. Never a fault: whatever the bytes
// are, some words or none are in them. It may hold control characters and bad UTF-8, if those were in it.
[[nodiscard]] std::string html_text(std::string_view html, std::size_t most);

}  // namespace jium::media
