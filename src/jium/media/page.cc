#include "jium/media/page.h"

#include <libxml/HTMLparser.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <memory>

#include "jium/base/byte_stream.h"
#include "jium/media/page_signs.h"

namespace jium::media {
namespace {

constexpr std::size_t kMostText = std::size_t{64} << 10;
constexpr std::size_t kMostTitle = 4096;
constexpr std::size_t kMostReferences = std::size_t{32} << 10;

// The parser reads the bytes as Latin-1, and gives each as the UTF-8 of that letter: this is the way back.
// What a character reference named beyond Latin-1 stays UTF-8.
std::string bytes_as_written(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const bool is_latin = (lead == 0xc2 || lead == 0xc3) && i + 1 < utf8.size();
    if (is_latin) {
      const auto next = static_cast<unsigned char>(utf8[++i]);
      out += static_cast<char>(((lead & 0x03U) << 6U) | (next & 0x3fU));
    } else {
      out += utf8[i];
    }
  }
  return out;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n\f";
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

std::string percent_decoded(std::string_view text) {
  const auto digit = [](char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
  };
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape =
        text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 && digit(text[i + 2]) >= 0;
    out += escape ? static_cast<char>(16 * digit(text[i + 1]) + digit(text[i + 2])) : text[i];
    if (escape) i += 2;
  }
  return out;
}

// data:image/png;base64,... (RFC 2397)
Bytes inline_bytes(std::string_view address) {
  const std::size_t comma = address.find(',');
  if (comma == std::string_view::npos) return {};
  const std::string content = percent_decoded(address.substr(comma + 1));
  if (address.substr(0, comma).find(";base64") == std::string_view::npos)
    return {content.begin(), content.end()};
  Bytes out(content.size());
  std::size_t length = 0;
  const auto decode = [&](int variant) {
    return sodium_base642bin(out.data(), out.size(), content.data(), content.size(), " \t\r\n=", &length,
                             nullptr, variant) == 0;
  };
  if (!decode(sodium_base64_VARIANT_ORIGINAL_NO_PADDING) && !decode(sodium_base64_VARIANT_URLSAFE_NO_PADDING))
    return {};
  out.resize(length);
  return out;
}

using Attributes = const xmlChar**;

class Reader {
 public:
  explicit Reader(bool cut) { page_.left_out = cut; }

  void begin(const xmlChar* raw_name, Attributes attributes) {
    page_.has_tags = true;
    const std::string_view name(reinterpret_cast<const char*>(raw_name));
    if (name == "script" || name == "style") ++unseen_;
    if (name == "title" || name == "h1" || name == "h2") ++in_title_;
    if (name == "base") page_.base = value(attributes, "href").substr(0, kLongestTarget);
    if (name == "form" || name == "p" || name == "div" || name == "br" || name == "td") add_text(" ");
    note_kind(name, attributes);
    note_media(name, attributes);
    note_references(attributes);
  }

  void end(const xmlChar* raw_name) {
    const std::string_view name(reinterpret_cast<const char*>(raw_name));
    if ((name == "script" || name == "style") && unseen_ > 0) --unseen_;
    if ((name == "title" || name == "h1" || name == "h2") && in_title_ > 0) {
      --in_title_;
      append(words_.title, "\n", kMostTitle);
    }
    // A player whose sources all came within it is no riddle.
    if (name == "video" || name == "audio") close_player();
  }

  void characters(const xmlChar* raw, int length) {
    if (unseen_ > 0 || length <= 0) return;
    const std::string text =
        bytes_as_written({reinterpret_cast<const char*>(raw), static_cast<std::size_t>(length)});
    if (in_title_ > 0) append(words_.title, text, kMostTitle);
    add_text(text);
  }

  Page finish(const PageSigns& signs) {
    if (in_player_) close_player();
    for (std::string* const words : {&words_.title, &words_.text, &words_.references})
      *words = folded_text(*words);
    page_.signs = signs.signs_of(words_);
    return std::move(page_);
  }

 private:
  static void append(std::string& to, std::string_view text, std::size_t limit) {
    if (to.size() < limit) to += text.substr(0, limit - to.size());
  }
  void add_text(std::string_view text) { append(words_.text, text, kMostText); }

  static std::string value(Attributes attributes, std::string_view wanted) {
    for (std::size_t i = 0; attributes != nullptr && attributes[i] != nullptr; i += 2) {
      const std::string_view name(reinterpret_cast<const char*>(attributes[i]));
      if (name == wanted && attributes[i + 1] != nullptr)
        return bytes_as_written(trimmed(reinterpret_cast<const char*>(attributes[i + 1])));
    }
    return {};
  }

  void note_kind(std::string_view name, Attributes attributes) {
    // Style sheets bring pictures too, and are not fetched.
    const bool is_sheet =
        name == "link" && folded_text(value(attributes, "rel")).find("stylesheet") != std::string::npos;
    if (name == "script" || name == "style" || is_sheet) page_.has_scripts = true;
    if (name == "iframe" || name == "frame" || name == "object" || name == "embed" || name == "applet")
      page_.has_frames = true;
    if (name == "input" && folded_text(value(attributes, "type")) == "password") page_.asks_password = true;
    if (name == "meta" && folded_text(value(attributes, "http-equiv")) == "refresh") page_.refreshes = true;
    // Handlers of events run scripts, too.
    for (std::size_t i = 0; attributes != nullptr && attributes[i] != nullptr; i += 2) {
      const std::string_view attribute(reinterpret_cast<const char*>(attributes[i]));
      if (attribute.starts_with("on") && attribute.size() > 4) page_.has_scripts = true;
    }
    if (name == "video" || name == "audio") {
      if (in_player_) close_player();
      in_player_ = true;
      player_has_source_ = false;
    }
  }

  void close_player() {
    if (in_player_ && !player_has_source_) page_.has_players = true;
    in_player_ = false;
  }

  void note_media(std::string_view name, Attributes attributes) {
    const auto add_of = [&](const char* attribute) { return add(value(attributes, attribute)); };
    if (name == "img") {
      for (const char* const one : {"src", "data-src", "data-original", "data-lazy-src", "data-lazy"})
        add_of(one);
      for (const char* const one : {"srcset", "data-srcset"}) add_set(value(attributes, one));
    } else if (name == "video" || name == "audio") {
      for (const char* const one : {"src", "data-src"})
        player_has_source_ = add_of(one) || player_has_source_;
      add_of("poster");
    } else if (name == "source") {
      for (const char* const one : {"src", "data-src"})
        player_has_source_ = add_of(one) || player_has_source_;
      add_set(value(attributes, "srcset"));
    } else if (name == "input" || name == "image") {
      add_of(name == "input" ? "src" : "href");
      if (name == "image") add_of("xlink:href");
    } else if (name == "link") {
      const std::string relation = folded_text(value(attributes, "rel")),
                        as = folded_text(value(attributes, "as"));
      if (relation == "image_src" || (relation == "preload" && (as == "image" || as == "video")))
        add_of("href");
    } else if (name == "meta") {
      add_shared(attributes);
    }
    add_style(value(attributes, "style"));
  }

  // The Open Graph protocol and its neighbours: what a page wants to be shown by elsewhere.
  void add_shared(Attributes attributes) {
    std::string property = folded_text(value(attributes, "property"));
    if (property.empty()) property = folded_text(value(attributes, "name"));
    constexpr std::array<std::string_view, 11> kShared{"og:image",
                                                       "og:image:url",
                                                       "og:image:secure_url",
                                                       "og:video",
                                                       "og:video:url",
                                                       "og:video:secure_url",
                                                       "twitter:image",
                                                       "twitter:image:src",
                                                       "twitter:player:stream",
                                                       "thumbnail",
                                                       "image"};
    if (std::find(kShared.begin(), kShared.end(), property) != kShared.end())
      add(value(attributes, "content"));
  }

  // "a.jpg 1x, b.jpg 2x" (HTML, 4.8.4.2.1). An address with a comma in it comes apart; a part that leads
  // nowhere is a part of the page that could not be compared, never a proof.
  void add_set(std::string_view set) {
    if (set.find("data:") != std::string_view::npos) {
      add(set.substr(0, set.find_first_of(" \t\n")));
      return;
    }
    while (!set.empty()) {
      const std::size_t comma = set.find(", ") == std::string_view::npos ? set.find(',') : set.find(", ");
      const std::string_view candidate = trimmed(set.substr(0, comma));
      add(candidate.substr(0, candidate.find_first_of(" \t\r\n\f")));
      set = comma == std::string_view::npos ? std::string_view() : set.substr(comma + 1);
    }
  }

  void add_style(std::string_view style) {
    for (std::size_t at = style.find("url("); at != std::string_view::npos; at = style.find("url(", at + 4)) {
      const std::size_t end = style.find(')', at);
      std::string_view inner =
          trimmed(style.substr(at + 4, end == std::string_view::npos ? end : end - at - 4));
      if (inner.size() >= 2 && (inner.front() == '"' || inner.front() == '\''))
        inner = inner.substr(1, inner.size() - 2);
      add(inner);
    }
  }

  // True when it is something that could be looked at.
  bool add(std::string_view target) {
    if (target.empty() || target.front() == '#') return false;
    if (folded_text(target.substr(0, 5)) == "data:") return add_inline(target);
    const std::string scheme = folded_text(target.substr(0, target.find(':')));
    if (scheme == "blob" || scheme == "javascript" || scheme == "about" || scheme == "mediastream")
      return false;
    if (target.size() > kLongestTarget) {
      page_.left_out = true;
      return false;
    }
    return keep({std::string(target), {}});
  }

  bool add_inline(std::string_view target) {
    Bytes bytes = inline_bytes(target);
    if (bytes.size() <= 100) return true;  // a transparent dot: nothing that could be footage
    inline_bytes_ += bytes.size();
    if (inline_bytes_ <= kMostInlineBytes) return keep({{}, std::move(bytes)});
    page_.left_out = true;
    return false;
  }

  bool keep(PageMedia media) {
    if (std::find(page_.media.begin(), page_.media.end(), media) != page_.media.end()) return true;
    if (page_.media.size() == kMostMedia) {
      page_.left_out = true;
      return false;
    }
    page_.media.push_back(std::move(media));
    return true;
  }

  void note_references(Attributes attributes) {
    for (const char* const attribute : {"src", "href", "action", "content"}) {
      const std::string reference = value(attributes, attribute);
      if (reference.empty() || reference.starts_with("data:")) continue;
      append(words_.references, reference, kMostReferences);
      append(words_.references, "\n", kMostReferences);
    }
  }

  Page page_;
  PageWords words_;
  int unseen_ = 0, in_title_ = 0;
  bool in_player_ = false, player_has_source_ = false;
  std::size_t inline_bytes_ = 0;
};

// libxml2 calls C functions; nothing may be thrown through it, and what is out of memory ends the child.
void begin_tag(void* reader, const xmlChar* name, Attributes attributes) noexcept {
  static_cast<Reader*>(reader)->begin(name, attributes);
}
void end_tag(void* reader, const xmlChar* name) noexcept {
  static_cast<Reader*>(reader)->end(name);
}
void take_characters(void* reader, const xmlChar* text, int length) noexcept {
  static_cast<Reader*>(reader)->characters(text, length);
}

struct ParserCleanup {
  void operator()(xmlParserCtxtPtr parser) const { htmlFreeParserCtxt(parser); }
};

// U+0000 ends libxml2's reading, and means nothing in a page.
std::string without_zeros(ByteView body) {
  std::string text(text_of(body));
  std::replace(text.begin(), text.end(), '\0', ' ');
  return text;
}

}  // namespace

bool Page::has(PageSign sign) const {
  return std::find(signs.begin(), signs.end(), sign) != signs.end();
}

Page read_page(ByteView body, const PageSigns& signs) {
  const bool cut = body.size() > kMostPageBytes;
  const std::string text = without_zeros(body.first(std::min(body.size(), kMostPageBytes)));
  Reader reader(cut);
  htmlSAXHandler events{};
  events.startElement = &begin_tag;
  events.endElement = &end_tag;
  events.characters = &take_characters;
  events.ignorableWhitespace = &take_characters;
  const std::unique_ptr<xmlParserCtxt, ParserCleanup> parser(
      htmlCreatePushParserCtxt(&events, &reader, nullptr, 0, nullptr, XML_CHAR_ENCODING_8859_1));
  if (!parser) {
    Page none;
    none.left_out = true;
    return none;
  }
  htmlCtxtUseOptions(parser.get(), HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                       HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
  constexpr std::size_t kPart = std::size_t{64} << 10;
  for (std::size_t at = 0; at < text.size(); at += kPart) {
    const std::size_t length = std::min(kPart, text.size() - at);
    htmlParseChunk(parser.get(), text.data() + at, static_cast<int>(length), 0);
  }
  htmlParseChunk(parser.get(), nullptr, 0, 1);
  return reader.finish(signs);
}

Bytes write_page(const Page& page) {
  ByteWriter out;
  out.number(0x31474150, 4);  // "PAG1"
  std::uint64_t signs = 0;
  for (const PageSign sign : page.signs) signs |= std::uint64_t{1} << static_cast<unsigned>(sign);
  out.number(signs, 2);
  std::uint64_t flags = 0;
  unsigned bit = 0;
  for (const bool flag : {page.left_out, page.has_tags, page.has_scripts, page.has_frames, page.has_players,
                          page.asks_password, page.refreshes})
    flags |= std::uint64_t{flag} << bit++;
  out.number(flags, 1);
  out.section(bytes_of(page.base));
  out.number(page.media.size(), 1);
  for (const PageMedia& media : page.media) {
    out.section(bytes_of(media.target));
    out.section(media.bytes);
  }
  return out.take();
}

Result<Page> read_page_record(ByteView bytes) {
  ByteReader in(bytes);
  Page page;
  in.require(in.number(4) == 0x31474150);
  const std::uint64_t signs = in.number(2, 0, 255);
  for (unsigned sign = 0; sign < 8; ++sign) {
    if ((signs >> sign) & 1U) page.signs.push_back(static_cast<PageSign>(sign));
  }
  const std::uint64_t flags = in.number(1, 0, 127);
  unsigned bit = 0;
  for (bool* const flag : {&page.left_out, &page.has_tags, &page.has_scripts, &page.has_frames,
                           &page.has_players, &page.asks_password, &page.refreshes})
    *flag = ((flags >> bit++) & 1U) != 0;
  page.base = text_of(in.section());
  const std::size_t count = in.count(1, kMostMedia, 8);
  std::size_t inlined = 0;
  for (std::size_t i = 0; i < count && in.good(); ++i) {
    PageMedia media;
    media.target = text_of(in.section());
    const ByteView own = in.section();
    media.bytes.assign(own.begin(), own.end());
    inlined += media.bytes.size();
    in.require(media.target.size() <= kLongestTarget && media.target.empty() != media.bytes.empty());
    page.media.push_back(std::move(media));
  }
  in.require(page.base.size() <= kLongestTarget && inlined <= kMostInlineBytes);
  if (!in.finished()) return fault(FaultKind::internal, "the reader of pages answered in a form of its own");
  return page;
}

}  // namespace jium::media
