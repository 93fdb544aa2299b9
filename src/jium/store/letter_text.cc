#include "jium/store/letter_text.h"

#include "jium/store/sealed_json.h"

namespace jium::store {
namespace {

struct LetterText {
  std::string message_id;
  std::string from_name;
  std::string from;
  std::string to;
  std::string reply_reference;
  std::string subject;
  std::string body;
};
BOOST_DESCRIBE_STRUCT(LetterText, (), (message_id, from_name, from, to, reply_reference, subject, body))

}  // namespace

std::string write_letter(const removal::Letter& letter) {
  return write_json(LetterText{.message_id = letter.message_id,
                               .from_name = letter.from_name,
                               .from = letter.from,
                               .to = letter.to,
                               .reply_reference = letter.reply_reference,
                               .subject = letter.subject.reveal(),
                               .body = letter.body.reveal()});
}

Result<removal::Letter> read_letter(std::string_view text) {
  JIUM_TRY(LetterText read, read_json<LetterText>(text));
  return removal::Letter{.message_id = std::move(read.message_id),
                         .from_name = std::move(read.from_name),
                         .from = std::move(read.from),
                         .to = std::move(read.to),
                         .reply_reference = std::move(read.reply_reference),
                         .subject = Secret(std::move(read.subject)),
                         .body = Secret(std::move(read.body))};
}

}  // namespace jium::store
