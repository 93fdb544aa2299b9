#include <gmime/gmime.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <string_view>

#include "jium/outside/mail.h"
#include "jium/registry/mail_address.h"

namespace jium::outside {
namespace {

constexpr std::size_t kHeaderLimit = 500;       // characters of one value, before encoding
constexpr std::size_t kMailAddressLimit = 254;  // RFC 5321, 4.5.3.1.3, without the angle brackets

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

struct FormatFree {
  void operator()(GMimeFormatOptions* options) const { g_mime_format_options_free(options); }
};
struct DateFree {
  void operator()(GDateTime* date) const { g_date_time_unref(date); }
};

void start_gmime() {
  static std::once_flag once;
  std::call_once(once, [] { g_mime_init(); });
}

Fault bad_header(std::string_view name) {
  return fault(FaultKind::malformed, "the letter's " + std::string(name) +
                                         " is empty, too long, or holds a line break or other characters "
                                         "that no header may hold: correct it");
}

bool is_utf8(std::string_view text) {
  return g_utf8_validate(text.data(), static_cast<gssize>(text.size()), nullptr) != 0;
}

// One line of text for people. "=?" would be read as the beginning of encoded text (RFC 2047).
bool is_header_text(std::string_view text) {
  if (text.empty() || text.size() > 4 * kHeaderLimit || !is_utf8(text)) return false;
  if (text.find("=?") != std::string_view::npos) return false;
  for (const char* at = text.data(); at < text.data() + text.size(); at = g_utf8_next_char(at)) {
    const gunichar letter = g_utf8_get_char(at);
    const GUnicodeType type = g_unichar_type(letter);
    if (type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR ||
        type == G_UNICODE_PARAGRAPH_SEPARATOR) {
      return false;
    }
  }
  return g_utf8_strlen(text.data(), static_cast<gssize>(text.size())) <= static_cast<glong>(kHeaderLimit);
}

// One word for machines: printable ASCII without blanks, brackets and quotes.
bool is_header_word(std::string_view text) {
  constexpr std::string_view kRefused = "<>()[]\\,;:\"";
  return !text.empty() && text.size() <= kMailAddressLimit &&
         std::all_of(text.begin(), text.end(), [&](char letter) {
           return letter > 0x20 && letter < 0x7f && kRefused.find(letter) == std::string_view::npos;
         });
}

Result<void> check(const removal::Letter& letter) {
  if (!is_header_word(letter.message_id) || letter.message_id.find('@') == std::string::npos) {
    return bad_header("message id");
  }
  if (!is_header_text(letter.from_name)) return bad_header("sender name");
  if (!registry::is_mail_address(letter.from))
    return fault(FaultKind::malformed, "the sender's mail address is not one");
  if (!registry::is_mail_address(letter.to))
    return fault(FaultKind::malformed, "the receiver's mail address is not one");
  if (!is_header_word(letter.reply_reference)) return bad_header("reply reference");
  if (!is_header_text(letter.subject.reveal())) return bad_header("subject");
  const std::string& body = letter.body.reveal();
  if (!is_utf8(body) || body.find('\0') != std::string::npos) {
    return fault(FaultKind::malformed, "the letter's text is not UTF-8");
  }
  return {};
}

std::string subject_of(const removal::Letter& letter) {
  const std::string& subject = letter.subject.reveal();
  if (subject.find(letter.reply_reference) != std::string::npos) return subject;
  return subject + " [" + letter.reply_reference + "]";
}

// text/plain has CRLF before it is encoded (RFC 2045, 6.8).
std::string with_crlf(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 32 + 2);
  for (std::size_t index = 0; index < text.size(); ++index) {
    if (text[index] == '\r' && index + 1 < text.size() && text[index + 1] == '\n') continue;
    if (text[index] == '\n' || text[index] == '\r') {
      out += "\r\n";
    } else {
      out += text[index];
    }
  }
  if (!out.ends_with("\r\n")) out += "\r\n";
  return out;
}

Owned<GMimePart> text_part(const std::string& body) {
  const std::string text = with_crlf(body);
  const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(text.data(), text.size()));
  const Owned<GMimeDataWrapper> content(
      g_mime_data_wrapper_new_with_stream(stream.get(), GMIME_CONTENT_ENCODING_DEFAULT));
  Owned<GMimePart> part(g_mime_part_new_with_type("text", "plain"));
  g_mime_object_set_content_type_parameter(GMIME_OBJECT(part.get()), "charset", "utf-8");
  g_mime_part_set_content(part.get(), content.get());
  g_mime_part_set_content_encoding(part.get(), GMIME_CONTENT_ENCODING_BASE64);
  return part;
}

Owned<GMimeMessage> message_of(const removal::Letter& letter, Instant at) {
  Owned<GMimeMessage> message(g_mime_message_new(TRUE));
  const auto seconds = std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
  const std::unique_ptr<GDateTime, DateFree> date(g_date_time_new_from_unix_utc(seconds));
  GMimeMessage* const out = message.get();
  g_mime_message_add_mailbox(out, GMIME_ADDRESS_TYPE_FROM, letter.from_name.c_str(), letter.from.c_str());
  g_mime_message_add_mailbox(out, GMIME_ADDRESS_TYPE_TO, nullptr, letter.to.c_str());
  g_mime_message_set_subject(out, subject_of(letter).c_str(), "utf-8");
  if (date) g_mime_message_set_date(out, date.get());
  g_mime_message_set_message_id(out, letter.message_id.c_str());
  g_mime_object_set_header(GMIME_OBJECT(out), "X-Jium-Reference", letter.reply_reference.c_str(), nullptr);
  g_mime_message_set_mime_part(out, GMIME_OBJECT(text_part(letter.body.reveal()).get()));
  return message;
}

}  // namespace

Result<std::string> compose(const removal::Letter& letter, Instant at) {
  start_gmime();
  JIUM_CHECK(check(letter));
  const Owned<GMimeMessage> message = message_of(letter, at);
  const std::unique_ptr<GMimeFormatOptions, FormatFree> format(g_mime_format_options_new());
  g_mime_format_options_set_newline_format(format.get(), GMIME_NEWLINE_FORMAT_DOS);
  const Owned<GMimeStream> stream(g_mime_stream_mem_new());
  if (g_mime_object_write_to_stream(GMIME_OBJECT(message.get()), format.get(), stream.get()) < 0) {
    return fault(FaultKind::internal, "the letter could not be put into its mail form");
  }
  const GByteArray* const bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
  std::string text(reinterpret_cast<const char*>(bytes->data), bytes->len);
  if (!text.ends_with("\r\n")) text += "\r\n";
  return text;
}

}  // namespace jium::outside
