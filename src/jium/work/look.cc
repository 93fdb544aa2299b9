#include "jium/work/look.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <set>

#include "jium/media/page.h"

namespace jium::work {
namespace {

using desk::Look;
using desk::PageLook;
using desk::PageMediaLook;
using registry::Vantage;
using registry::WebAddress;
using removal::CheckReason;

constexpr std::size_t kTellingBytes = 4096;
// A transparent dot, which pages count their readers with.
constexpr std::size_t kDotBytes = 256;
constexpr std::array<std::string_view, 6> kFronts{"/index", "/main", "/home", "/default", "/m", "/portal"};

// Pages, plain text, JSON and drawings in text (SVG) hold no control characters but line ends and tabs; coded
// media does within a few hundred bytes.
bool is_text(ByteView body) {
  const std::string_view start = text_of(body.first(std::min(body.size(), kTellingBytes)));
  return std::none_of(start.begin(), start.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f';
  });
}

// The only copy of the media: wiped, not just freed.
void wipe(Bytes& bytes) {
  sodium_memzero(bytes.data(), bytes.size());
  bytes.clear();
}

// What stands before the place stands before all of it: the most certain first.
std::optional<CheckReason> wall_of(const media::Page& page) {
  using media::PageSign;
  constexpr std::array<std::pair<PageSign, CheckReason>, 7> kWalls{
      {{PageSign::bot_wall, CheckReason::bot_wall},
       {PageSign::geo_block, CheckReason::geo_block},
       {PageSign::age_gate, CheckReason::age_gate},
       {PageSign::login_wall, CheckReason::login_wall},
       {PageSign::consent_page, CheckReason::consent_page},
       {PageSign::parked_domain, CheckReason::parked_domain},
       {PageSign::server_fault, CheckReason::server_fault}}};
  for (const auto& [sign, reason] : kWalls) {
    if (page.has(sign)) return reason;
  }
  return std::nullopt;
}

// "/", "/index.php", "/main", "/ko/": where a site leads whoever asks for what it does not show them.
bool is_front(const WebAddress& address) {
  const std::string& whole = address.canonical().reveal();
  const std::size_t from = whole.find('/', whole.find("://") + 3);
  std::string path = from == std::string::npos ? "/" : whole.substr(from, whole.find('?', from) - from);
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  const bool names_a_language = path.size() == 3 && path.find('/', 1) == std::string::npos;
  return path == "/" || names_a_language ||
         std::any_of(kFronts.begin(), kFronts.end(), [&](std::string_view front) {
           return path == front || path.starts_with(std::string(front) + ".");
         });
}

class Looker {
 public:
  Looker(const Vantage& vantage, fingerprint::Fingerprinter& fingerprinter, HostTurns& turns,
         const LookLimits& limits)
      : vantage_(vantage), fingerprinter_(fingerprinter), turns_(turns), limits_(limits) {}

  Look look(const WebAddress& address) {
    Look look;
    look.vantage = vantage_.name;
    auto fetched = vantage_.fetcher->fetch(address);
    if (!fetched) {
      look.fault = Fault(std::move(fetched).fault());
      return look;
    }
    own_host_ = address.host();
    asked_ = fetched->retry_after;
    look.evidence = fetched->evidence;
    if (fetched->body.empty()) {
      look.fault = fault(FaultKind::malformed, "the place answers without a word");
    } else if (is_text(fetched->body)) {
      look_at_page(look, *fetched, address);
    } else {
      look_at_media(look, fetched->body);
    }
    wipe(fetched->body);
    return look;
  }

  // How long the host asked to be left alone.
  [[nodiscard]] std::optional<Duration> asked() const { return asked_; }

 private:
  void look_at_media(Look& look, ByteView body) {
    const auto fingerprints = fingerprinter_.of_bytes(body, fingerprint::Purpose::ask);
    if (fingerprints) {
      look.fingerprints = fingerprints->fingerprints;
      look.cut_short = fingerprints->cut_short;
    } else {
      look.fault = fingerprints.fault();
      look.may_be_media = true;
    }
  }

  void look_at_page(Look& look, const registry::Fetched& fetched, const WebAddress& address) {
    auto page = fingerprinter_.read_page(fetched.body);
    if (!page) {
      look.fault = Fault(std::move(page).fault());
      look.may_be_media = true;
      return;
    }
    look.fault = fault(FaultKind::malformed, "a web page, none of whose pictures is known");
    const WebAddress place = fetched.place.value_or(address);
    look.page = PageLook{.wall = wall_of(*page),
                         .says_not_found = page->has(media::PageSign::not_found),
                         .scripts = page->has_scripts || page->refreshes,
                         .frames_or_players = page->has_frames || page->has_players,
                         .left_out = page->left_out,
                         .led_away = is_front(place) && !is_front(address),
                         .media = {}};
    look_at_its_media(*look.page, *page, place);
  }

  void look_at_its_media(PageLook& into, media::Page& page, const WebAddress& place) {
    const Instant until = turns_.now() + limits_.page_time;
    Result<WebAddress> base = page.base.empty() ? Result<WebAddress>(place) : place.resolve(page.base);
    std::set<std::string> tried{place.canonical().reveal()};
    std::size_t bytes = 0;
    for (media::PageMedia& one : page.media) {
      if (!one.bytes.empty()) {
        into.media.push_back(look_into(one.bytes));
        wipe(one.bytes);
        continue;
      }
      const Result<WebAddress> target = base ? base->resolve(one.target) : base;
      if (target && !tried.insert(target->canonical().reveal()).second) continue;
      const bool within = static_cast<int>(tried.size()) <= limits_.page_media + 1 &&
                          bytes <= limits_.page_bytes && turns_.now() <= until;
      std::optional<PageMediaLook> look;
      if (target && within) look = fetch_media(*target);
      if (!look) {
        into.left_out = true;
        continue;
      }
      if (look->evidence) bytes += look->evidence->body_bytes;
      into.media.push_back(std::move(*look));
    }
  }

  // Nothing when it was not tried: it is another host's, whose turn does not come.
  std::optional<PageMediaLook> fetch_media(const WebAddress& target) {
    const bool is_other = target.host() != own_host_;
    if (is_other && !take_turn(target.host())) return std::nullopt;
    if (!is_other) turns_.rest();
    auto fetched = vantage_.fetcher->fetch(target);
    if (is_other) {
      const auto given = turns_.give_back(target.host(), fetched ? fetched->retry_after : std::nullopt);
      static_cast<void>(given);  // else it ends with its lease
    }
    if (!fetched) return PageMediaLook{};
    PageMediaLook look = look_into(fetched->body);
    // A picture that is not there shows nothing.
    if (fetched->evidence.status == 404 || fetched->evidence.status == 410) look.shows_nothing = true;
    look.evidence = std::move(fetched->evidence);
    wipe(fetched->body);
    return look;
  }

  bool take_turn(const std::string& host) {
    const Instant until = turns_.now() + std::min(limits_.longest_wait, limits_.page_time);
    for (;;) {
      const auto later = turns_.take(host);
      if (!later) return false;
      if (!*later) return true;
      if (**later > until) return false;
      turns_.wait_until(**later);
    }
  }

  PageMediaLook look_into(ByteView body) {
    PageMediaLook look;
    if (is_text(body)) {
      look_into_drawing(look, body);
      return look;
    }
    if (const auto made = fingerprinter_.of_bytes(body, fingerprint::Purpose::ask)) {
      look.fingerprints = made->fingerprints;
      look.cut_short = made->cut_short;
    } else {
      look.shows_nothing = body.size() <= kDotBytes;
    }
    return look;
  }

  // A drawing in text shows a photograph only when it holds its bytes; one is enough to compare.
  void look_into_drawing(PageMediaLook& look, ByteView body) {
    const auto drawing = fingerprinter_.read_page(body);
    if (!drawing || drawing->left_out) return;
    const bool is_drawing = text_of(body).find("<svg") != std::string_view::npos;
    look.shows_nothing = is_drawing;
    for (const media::PageMedia& one : drawing->media) {
      if (one.bytes.empty()) continue;
      const auto made = fingerprinter_.of_bytes(one.bytes, fingerprint::Purpose::ask);
      look.shows_nothing = look.shows_nothing && made.has_value();
      if (made)
        look.fingerprints.insert(look.fingerprints.end(), made->fingerprints.begin(),
                                 made->fingerprints.end());
    }
  }

  const Vantage& vantage_;
  fingerprint::Fingerprinter& fingerprinter_;
  HostTurns& turns_;
  const LookLimits& limits_;
  std::string own_host_;
  std::optional<Duration> asked_;
};

}  // namespace

Look look_at(const Vantage& vantage, fingerprint::Fingerprinter& fingerprinter, const WebAddress& address,
             HostTurns& turns, const LookLimits& limits, std::optional<Duration>* asked) {
  Looker looker(vantage, fingerprinter, turns, limits);
  Look look = looker.look(address);
  if (asked != nullptr && looker.asked()) *asked = std::max(asked->value_or(Duration{}), *looker.asked());
  return look;
}

std::vector<Look> look_around(const std::vector<Vantage>& vantages, fingerprint::Fingerprinter& fingerprinter,
                              const WebAddress& address, HostTurns& turns, const LookLimits& limits,
                              const std::function<bool(const Look&)>& shows_footage,
                              std::optional<Duration>* asked) {
  std::vector<Look> looks;
  for (const Vantage& vantage : vantages) {
    if (!looks.empty()) turns.rest();
    looks.push_back(look_at(vantage, fingerprinter, address, turns, limits, asked));
    if (shows_footage(looks.back())) break;
  }
  return looks;
}

}  // namespace jium::work
