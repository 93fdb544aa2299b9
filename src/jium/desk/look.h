// What a look at a place brought home; the media itself is gone by now.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jium/base/fault.h"
#include "jium/fingerprint/fingerprint.h"
#include "jium/registry/fetcher.h"
#include "jium/registry/footage.h"
#include "jium/removal/watch.h"

namespace jium::desk {

// One of a page's own media.
struct PageMediaLook {
  std::optional<registry::FetchEvidence> evidence;     // none when the bytes were in the page itself
  std::vector<fingerprint::Fingerprint> fingerprints;  // empty: it could not be fetched or read
  bool cut_short = false;
  bool shows_nothing = false;  // not there, a dot that counts readers, a drawing without a photograph
};

// A page, by what it shows and by what it is known for.
struct PageLook {
  std::optional<removal::CheckReason> wall;
  bool says_not_found = false;
  bool scripts = false;
  bool frames_or_players = false;
  bool left_out = false;  // of its media not all were tried
  bool led_away = false;  // it is the site's front page, and another one was asked for
  std::vector<PageMediaLook> media;
};

struct Look {
  std::optional<registry::FetchEvidence> evidence;     // when something answered
  std::vector<fingerprint::Fingerprint> fingerprints;  // when it was a picture or a video
  std::optional<Fault> fault;                          // why there is no answer or no picture
  // Bytes that are neither text nor a picture that jium reads: the footage may be in them all the same.
  bool may_be_media = false;
  // A video that ends before it should, or that is too long to be looked at to its end: the fingerprints are
  // of its beginning, and what does not match them may be in the rest.
  bool cut_short = false;
  std::optional<PageLook> page{};  // when it was a page, whatever its status
  std::string vantage = removal::kPlainVantage;
};

// What the look means beside this footage. `seen_here_before`: as removal::Seen has it.
[[nodiscard]] removal::Seen seen_of(const Look& look, const registry::Footage& footage,
                                    bool seen_here_before);

}  // namespace jium::desk
