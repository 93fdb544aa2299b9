// Whatever comes in by mail, what is kept of it is bounded, good UTF-8 and without control characters.
#include <glib.h>

#include <cstdlib>

#include "jium/base/bytes.h"
#include "jium/outside/reply_reader.h"

namespace {

void hold(bool promise) {
  if (!promise) std::abort();
}

bool is_plain(const std::string& text, bool one_line) {
  if (g_utf8_validate(text.data(), static_cast<gssize>(text.size()), nullptr) == 0) return false;
  for (const char c : text) {
    if (c == '\n' && !one_line) continue;
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return false;
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto mail = jium::outside::read_reply(jium::text_of({data, size}));
  if (!mail) return 0;
  hold(mail->text.reveal().size() <= jium::removal::kMostReplyText);
  hold(is_plain(mail->text.reveal(), false) && is_plain(mail->subject.reveal(), true));
  hold(is_plain(mail->message_id, true) && is_plain(mail->auto_submitted, true));
  for (const std::string& reference : mail->references) hold(is_plain(reference, true));
  static_cast<void>(jium::removal::references_in(*mail));
  return 0;
}
