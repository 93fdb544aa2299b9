#include "jium/desk/look.h"

#include <algorithm>

#include "jium/desk/known_footage.h"
#include "jium/match/catalogue.h"

namespace jium::desk {
namespace {

using fingerprint::Fingerprint;
using removal::Seen;

// Media was answered that proves nothing beside this footage: it could not be read, it may go on, or neither
// looks like anything that could be compared.
bool is_unread(const Look& look, const registry::Footage& footage) {
  if (look.fingerprints.empty()) {
    const std::string& type = look.evidence->content_type;
    return look.may_be_media || type.starts_with("image/") || type.starts_with("video/");
  }
  return look.cut_short || !match::can_compare_looks(footage.fingerprints, look.fingerprints);
}

void note_match(Seen& seen, const registry::Footage& footage, const std::vector<Fingerprint>& shown,
                bool in_page) {
  const auto match = match::same_footage(footage.fingerprints, shown);
  if (!match || (seen.distance && !seen.hint)) return;
  seen.hint = is_a_hint_only(*match);
  seen.distance = match->distance;
  seen.in_page = in_page;
}

// Footage of which no more than the digests of one file are known is in no copy of it to be found again.
bool has_a_look(const registry::Footage& footage) {
  return match::can_compare_looks(footage.fingerprints, footage.fingerprints);
}

void note_page(Seen& seen, const PageLook& page, const registry::Footage& footage) {
  seen.body = Seen::Body::page;
  seen.wall = page.wall;
  seen.says_not_found = page.says_not_found;
  seen.scripts = page.scripts;
  seen.frames_or_players = page.frames_or_players;
  const auto unread = [](const PageMediaLook& media) {
    return (media.fingerprints.empty() && !media.shows_nothing) || media.cut_short;
  };
  seen.left_out = page.left_out || std::any_of(page.media.begin(), page.media.end(), unread) ||
                  (!page.media.empty() && !has_a_look(footage));
  seen.led_away = page.led_away;
  seen.shows_media = std::any_of(page.media.begin(), page.media.end(),
                                 [](const auto& m) { return !m.fingerprints.empty(); });
  for (const PageMediaLook& media : page.media) note_match(seen, footage, media.fingerprints, true);
}

}  // namespace

Seen seen_of(const Look& look, const registry::Footage& footage, bool seen_here_before) {
  Seen seen;
  seen.seen_here_before = seen_here_before;
  if (!look.evidence) {
    seen.not_public = look.fault && look.fault->kind == FaultKind::forbidden;
    return seen;
  }
  seen.status = look.evidence->status;
  seen.our_failure = look.fault && look.fault->kind != FaultKind::malformed;
  if (look.page) {
    note_page(seen, *look.page, footage);
    return seen;
  }
  note_match(seen, footage, look.fingerprints, false);
  if (is_unread(look, footage)) {
    seen.body = Seen::Body::unread_media;
  } else if (!look.fingerprints.empty()) {
    seen.body = Seen::Body::media;
  }
  return seen;
}

}  // namespace jium::desk
