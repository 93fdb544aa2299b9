// What a web page shows, without showing it: where its own pictures and videos lie, and by which closed list
// of signs it is something else than the place that was asked for (a wall, a fault, a page that says that
// nothing is there). None of its words leave the sandbox.
//
// Read by libxml2's HTML push parser through SAX events: no tree is built, so that a megabyte of nested tags
// costs milliseconds (a tree-building parser took gigabytes for it). The page's declared encoding is left
// alone: bytes go through as they are, as a converter would want to open files, and page_signs.h knows the
// phrases in the encodings of their languages.
#pragma once

#include <string>
#include <vector>

#include "jium/base/bytes.h"
#include "jium/base/enum_text.h"
#include "jium/base/result.h"

namespace jium::media {

enum class PageSign : std::uint8_t {
  not_found,  // says in words that nothing is here
  login_wall,
  age_gate,
  geo_block,
  consent_page,
  bot_wall,
  parked_domain,
  server_fault
};
BOOST_DESCRIBE_ENUM(PageSign, not_found, login_wall, age_gate, geo_block, consent_page, bot_wall,
                    parked_domain, server_fault)

// One of the page's own media: an address as it was written, or the bytes themselves (a data: address).
struct PageMedia {
  std::string target;  // at most 4,096 bytes; empty when the bytes are here
  Bytes bytes;
  friend bool operator==(const PageMedia&, const PageMedia&) = default;
};

struct Page {
  std::vector<PageSign> signs;   // each once
  std::vector<PageMedia> media;  // each once, in the order of the page, at most kMostMedia
  std::string base;              // of <base href>, as written
  bool left_out = false;         // there was more media, or more page, than the limits let in
  bool has_tags = false;         // HTML at all
  bool has_scripts = false;  // or style sheets: both can bring pictures that are not named here
  bool has_frames =
      false;  // iframe, frame, object, embed: other pages inside this one, which are not visited
  bool has_players = false;  // a video or sound without a source that could be fetched
  bool asks_password = false;
  bool refreshes = false;  // a meta refresh, which is not followed

  [[nodiscard]] bool has(PageSign sign) const;
  friend bool operator==(const Page&, const Page&) = default;
};

inline constexpr std::size_t kMostMedia = 64;
inline constexpr std::size_t kLongestTarget = 4096;
inline constexpr std::size_t kMostPageBytes = std::size_t{8} << 20;
inline constexpr std::size_t kMostInlineBytes = std::size_t{16} << 20;  // of all data: addresses together

class PageSigns;

// Never a fault: whatever the bytes are, they are a page of some sort. The rest beyond kMostPageBytes is left
// out, and that is told.
[[nodiscard]] Page read_page(ByteView body, const PageSigns& signs);

// How the child hands it to the parent, which reads it as it would a stranger's. Internal when it is not such
// a record.
[[nodiscard]] Bytes write_page(const Page& page);
[[nodiscard]] Result<Page> read_page_record(ByteView bytes);

}  // namespace jium::media
