// No value of a letter breaks out of its header: whatever the fields hold, a composed message has exactly the
// headers of this room and one empty line before its body.
#include <cstdlib>
#include <set>
#include <string>
#include <vector>

#include "jium/base/bytes.h"
#include "jium/outside/mail.h"

namespace {

void hold(bool promise) {
  if (!promise) std::abort();
}

// The six fields, parted by zero bytes.
std::vector<std::string> fields_of(std::string_view text) {
  std::vector<std::string> fields(7);
  for (std::size_t index = 0; index + 1 < fields.size(); ++index) {
    const std::size_t end = text.find('\0');
    fields[index] = text.substr(0, end);
    text = end == std::string_view::npos ? "" : text.substr(end + 1);
  }
  fields.back() = text;
  return fields;
}

std::multiset<std::string> header_names(std::string_view head) {
  std::multiset<std::string> names;
  while (!head.empty()) {
    const std::size_t end = head.find("\r\n");
    const std::string_view line = head.substr(0, end);
    for (const char letter : line) hold(letter == '\t' || (letter >= 0x20 && letter < 0x7f));
    if (!line.starts_with(' ') && !line.starts_with('\t')) names.emplace(line.substr(0, line.find(':')));
    head = end == std::string_view::npos ? "" : head.substr(end + 2);
  }
  return names;
}

std::string or_default(const std::string& field, const char* text) {
  return field.empty() ? text : field;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::multiset<std::string> kExpected = {
      "From",         "To",           "Subject",
      "Date",         "Message-Id",   "X-Jium-Reference",
      "MIME-Version", "Content-Type", "Content-Transfer-Encoding"};
  const std::vector<std::string> fields = fields_of(jium::text_of({data, size}));
  jium::removal::Letter letter;
  letter.subject = jium::Secret<std::string>(or_default(fields[0], "subject"));
  letter.from_name = or_default(fields[1], "name");
  letter.from = or_default(fields[2], "from@centre.example");
  letter.to = or_default(fields[3], "to@site.example");
  letter.message_id = or_default(fields[4], "id@centre.example");
  letter.reply_reference = or_default(fields[5], "R-1");
  letter.body = jium::Secret<std::string>(fields[6]);
  const jium::Result<std::string> text = jium::outside::compose(letter, jium::FakeClock().now());
  if (!text) return 0;
  const std::size_t end = text->find("\r\n\r\n");
  hold(end != std::string::npos && text->ends_with("\r\n"));
  hold(header_names(std::string_view(*text).substr(0, end)) == kExpected);
  hold(text->find("\r\n.\r\n") == std::string::npos);
  return 0;
}
