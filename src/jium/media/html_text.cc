#include "jium/media/html_text.h"

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <array>
#include <memory>

namespace jium::media {
namespace {

bool is_one_of(std::string_view name, const auto& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Nobody reads what is in these.
constexpr std::array<std::string_view, 8> kUnread{"script",   "style",    "head",   "title",
                                                  "template", "noscript", "object", "svg"};
// These stand on lines of their own (HTML, 15.3.3 and 15.3.7: display: block, list-item, table-row).
constexpr std::array<std::string_view, 25> kBlocks{
    "p",      "div",    "table", "tr",         "ul",      "ol", "li",  "dl",  "dt",
    "dd",     "h1",     "h2",    "h3",         "h4",      "h5", "h6",  "pre", "section",
    "header", "footer", "main",  "blockquote", "article", "hr", "form"};
constexpr int kDeepestQuote = 8;

class Words {
 public:
  explicit Words(std::size_t most) : most_(most) {}

  void begin(std::string_view name) {
    if (is_one_of(name, kUnread)) ++unread_;
    if (name == "br") ended_ = true;
    if (is_one_of(name, kBlocks)) end_line();
    if (name == "blockquote") ++quotes_;
    if (name == "td" || name == "th") blank_ = true;
  }

  void end(std::string_view name) {
    if (is_one_of(name, kUnread) && unread_ > 0) --unread_;
    if (is_one_of(name, kBlocks)) end_line();
    if (name == "blockquote" && quotes_ > 0) --quotes_;
  }

  void characters(std::string_view text) {
    if (unread_ > 0 || full_) return;
    full_ = text_.size() + text.size() > most_;
    if (full_) return;
    for (const char letter : text) {
      if (letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r' || letter == '\f') {
        blank_ = true;
      } else {
        add(letter);
      }
    }
  }

  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  void end_line() { ended_ = true; }

  void add(char letter) {
    if (ended_ && !text_.empty()) text_ += '\n';
    if (ended_ || text_.empty()) {
      for (int i = 0; i < std::min(quotes_, kDeepestQuote); ++i) text_ += "> ";
    } else if (blank_) {
      text_ += ' ';
    }
    ended_ = blank_ = false;
    text_ += letter;
  }

  const std::size_t most_;
  std::string text_;
  int unread_ = 0, quotes_ = 0;
  bool ended_ = false, blank_ = false, full_ = false;
};

std::string_view name_of(const xmlChar* name) {
  return reinterpret_cast<const char*>(name);
}

// libxml2 calls C functions; nothing may be thrown through it.
void begin_tag(void* words, const xmlChar* name, const xmlChar**) noexcept {
  static_cast<Words*>(words)->begin(name_of(name));
}
void end_tag(void* words, const xmlChar* name) noexcept {
  static_cast<Words*>(words)->end(name_of(name));
}
void take_characters(void* words, const xmlChar* text, int length) noexcept {
  if (length > 0)
    static_cast<Words*>(words)->characters(
        {reinterpret_cast<const char*>(text), static_cast<std::size_t>(length)});
}

struct ParserCleanup {
  void operator()(xmlParserCtxtPtr parser) const { htmlFreeParserCtxt(parser); }
};

}  // namespace

std::string html_text(std::string_view html, std::size_t most) {
  std::string bytes(html.substr(0, kMostHtmlBytes));
  // U+0000 ends libxml2's reading.
  std::replace(bytes.begin(), bytes.end(), '\0', ' ');
  Words words(most);
  htmlSAXHandler events{};
  events.startElement = &begin_tag;
  events.endElement = &end_tag;
  events.characters = &take_characters;
  events.ignorableWhitespace = &take_characters;
  const std::unique_ptr<xmlParserCtxt, ParserCleanup> parser(
      htmlCreatePushParserCtxt(&events, &words, nullptr, 0, nullptr, XML_CHAR_ENCODING_UTF8));
  if (!parser) return {};
  htmlCtxtUseOptions(parser.get(), HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                       HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
  constexpr std::size_t kPart = std::size_t{64} << 10;
  for (std::size_t at = 0; at < bytes.size(); at += kPart)
    htmlParseChunk(parser.get(), bytes.data() + at, static_cast<int>(std::min(kPart, bytes.size() - at)), 0);
  htmlParseChunk(parser.get(), nullptr, 0, 1);
  return words.take();
}

}  // namespace jium::media
