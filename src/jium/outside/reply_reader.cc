#include "jium/outside/reply_reader.h"

#include <gmime/gmime.h>

#include <algorithm>
#include <memory>
#include <mutex>

#include "jium/media/html_text.h"
#include "jium/registry/mail_address.h"

namespace jium::outside {
namespace {

using removal::BounceAction;
using removal::IncomingMail;

constexpr int kDeepest = 20;
constexpr int kMostParts = 200;
constexpr int kMostReferences = 100;
constexpr std::size_t kMostHeader = 1000;

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;
struct Free {
  void operator()(char* text) const { g_free(text); }
};
using OwnedText = std::unique_ptr<char, Free>;

void start_gmime() {
  static std::once_flag once;
  std::call_once(once, [] { g_mime_init(); });
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

// At most `most` bytes of good UTF-8; control characters but line ends become blanks.
std::string clean(const char* text, std::size_t most, bool one_line) {
  if (text == nullptr) return {};
  const OwnedText valid(g_utf8_make_valid(text, -1));
  std::string out(valid.get());
  if (out.size() > most) {
    out.resize(most);
    while (!out.empty() && (static_cast<unsigned char>(out.back()) & 0xC0) == 0x80) out.pop_back();
    if (!out.empty() && static_cast<unsigned char>(out.back()) >= 0xC0) out.pop_back();
  }
  std::string kept;
  for (const char c : out) {
    const bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    if (!control) {
      kept += c;
    } else if (c == '\n' && !one_line) {
      kept += c;
    } else if (c != '\r') {
      kept += ' ';
    }
  }
  return kept;
}

std::string header(GMimeMessage* message, const char* name) {
  return clean(g_mime_object_get_header(GMIME_OBJECT(message), name), kMostHeader, true);
}

std::string first_word(const std::string& text) {
  return lower(text.substr(0, text.find_first_of(" ;(\t")));
}

std::string sender_of(GMimeMessage* message) {
  InternetAddressList* const list = g_mime_message_get_from(message);
  const int count = list == nullptr ? 0 : internet_address_list_length(list);
  for (int i = 0; i < count; ++i) {
    InternetAddress* const one = internet_address_list_get_address(list, i);
    if (!INTERNET_ADDRESS_IS_MAILBOX(one)) continue;
    const char* const text = internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(one));
    if (text != nullptr && registry::is_mail_address(text)) return text;
  }
  return {};
}

void add_references(GMimeMessage* message, const char* name, std::vector<std::string>& into) {
  const char* const text = g_mime_object_get_header(GMIME_OBJECT(message), name);
  if (text == nullptr) return;
  GMimeReferences* const references = g_mime_references_parse(nullptr, text);
  const int count = g_mime_references_length(references);
  for (int i = std::max(0, count - kMostReferences); i < count; ++i)
    into.push_back(clean(g_mime_references_get_message_id(references, i), kMostHeader, true));
  g_mime_references_free(references);
}

// The worst Action of a message/delivery-status (RFC 3464, 2.3.3).
BounceAction worst_action(const std::string& text) {
  BounceAction worst = BounceAction::none;
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string line = lower(std::string(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (!line.starts_with("action:")) continue;
    if (line.find("failed") != std::string::npos) return BounceAction::failed;
    if (line.find("delayed") != std::string::npos) worst = BounceAction::delayed;
  }
  return worst;
}

std::string decoded(GMimePart* part, std::size_t most) {
  GMimeDataWrapper* const content = g_mime_part_get_content(part);
  if (content == nullptr) return {};
  const Owned<GMimeStream> stream(g_mime_stream_mem_new());
  if (g_mime_data_wrapper_write_to_stream(content, stream.get()) < 0) return {};
  const GByteArray* const bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
  return std::string(reinterpret_cast<const char*>(bytes->data), std::min<std::size_t>(bytes->len, most));
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \n\t") == std::string_view::npos;
}

class Walk {
 public:
  explicit Walk(IncomingMail& mail) : mail_(mail) {}

  void visit(GMimeObject* part, int depth) {
    if (part == nullptr || ++parts_ > kMostParts || depth > kDeepest) {
      ++mail_.dropped_parts;
    } else if (GMIME_IS_MULTIPART(part)) {
      GMimeMultipart* const list = GMIME_MULTIPART(part);
      const int count = std::min(g_mime_multipart_get_count(list), kMostParts);
      for (int i = 0; i < count; ++i) visit(g_mime_multipart_get_part(list, i), depth + 1);
    } else if (GMIME_IS_PART(part)) {
      visit_leaf(GMIME_PART(part));
    } else {
      // A message within the message: our own letter coming back, or anything else.
      ++mail_.dropped_parts;
    }
  }

  void finish() {
    const bool plain = !is_blank(text_);
    if (!plain && html_ != nullptr) read_html();
    if (plain && html_ != nullptr) ++mail_.dropped_parts;
    mail_.text = Secret<std::string>(std::move(text_));
  }

 private:
  void visit_leaf(GMimePart* part) {
    GMimeContentType* const type = g_mime_object_get_content_type(GMIME_OBJECT(part));
    if (g_mime_content_type_is_type(type, "message", "delivery-status")) {
      const BounceAction action = worst_action(decoded(part, removal::kMostReplyText));
      mail_.bounce = std::max(mail_.bounce, action);
      return;
    }
    const char* const disposition = g_mime_object_get_disposition(GMIME_OBJECT(part));
    const bool attached = g_mime_part_is_attachment(part) != 0 || g_mime_part_get_filename(part) != nullptr ||
                          (disposition != nullptr && lower(disposition) == "attachment");
    const bool readable = !attached && GMIME_IS_TEXT_PART(part) != 0;
    if (readable && is_blank(text_) && g_mime_content_type_is_type(type, "text", "plain")) {
      const OwnedText text(g_mime_text_part_get_text(GMIME_TEXT_PART(part)));
      text_ = clean(text.get(), removal::kMostReplyText, false);
    } else if (readable && html_ == nullptr && g_mime_content_type_is_type(type, "text", "html")) {
      html_ = GMIME_TEXT_PART(part);
    } else {
      ++mail_.dropped_parts;
    }
  }

  // Who writes HTML alone is read all the same: the words of it, nothing that it points to.
  void read_html() {
    const OwnedText html(g_mime_text_part_get_text(html_));
    if (html)
      text_ = clean(media::html_text(html.get(), removal::kMostReplyText).c_str(), removal::kMostReplyText,
                    false);
  }

  IncomingMail& mail_;
  int parts_ = 0;
  std::string text_;
  GMimeTextPart* html_ = nullptr;  // the message's
};

bool is_bulk(GMimeMessage* message) {
  const std::string precedence = first_word(header(message, "Precedence"));
  if (precedence == "bulk" || precedence == "junk" || precedence == "auto_reply" || precedence == "list")
    return true;
  if (header(message, "Return-Path") == "<>") return true;
  return !header(message, "X-Autoreply").empty() || !header(message, "X-Autorespond").empty();
}

}  // namespace

Result<IncomingMail> read_reply(std::string_view raw) {
  start_gmime();
  raw = raw.substr(0, kMostMailBytes);
  const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(raw.data(), raw.size()));
  const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  const Owned<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
  if (!message) return fault(FaultKind::malformed, "this is no mail message");
  IncomingMail mail;
  mail.from = sender_of(message.get());
  // A failed delivery may come from nobody (<>), and says what it is about all the same.
  mail.message_id = clean(g_mime_message_get_message_id(message.get()), kMostHeader, true);
  mail.subject = Secret<std::string>(clean(g_mime_message_get_subject(message.get()), kMostHeader, true));
  add_references(message.get(), "References", mail.references);
  add_references(message.get(), "In-Reply-To", mail.references);
  mail.auto_submitted = first_word(header(message.get(), "Auto-Submitted"));
  mail.bulk = is_bulk(message.get());
  Walk walk(mail);
  walk.visit(g_mime_message_get_mime_part(message.get()), 0);
  walk.finish();
  if (mail.from.empty() && mail.bounce == BounceAction::none)
    return fault(FaultKind::malformed, "nobody stands in the From of this message");
  return mail;
}

}  // namespace jium::outside
