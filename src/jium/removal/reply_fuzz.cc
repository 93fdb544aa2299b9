// However a reply reads, sorting it ends in one of the sorts, and only a plain word is not doubtful.
#include <cstdlib>

#include "jium/base/bytes.h"
#include "jium/removal/reply.h"

namespace {

void hold(bool promise) {
  if (!promise) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jium::removal;
  const std::string text(jium::text_of({data, size}));
  IncomingMail mail;
  mail.from = text.substr(0, 60);
  mail.subject = jium::Secret<std::string>(text.substr(0, 200));
  mail.text = jium::Secret<std::string>(text);
  mail.references = {text.substr(0, 40), text};
  const Sorted sorted = sort_reply(mail, *built_in_phrases());
  const bool no_or_question = sorted.kind == ReplyKind::refusal || sorted.kind == ReplyKind::question ||
                              sorted.kind == ReplyKind::unclear;
  hold(!no_or_question || sorted.doubtful);
  const ReplyReferences found = references_in(mail);
  for (const RequestId id : found.requests) hold(RequestId::parse(id.text()) == id);
  hold(own_words(text).size() <= text.size() + 1);
  hold(!same_house(mail.from, "") && !same_house("", text));
  const auto book = PhraseBook::parse({text});
  hold(book || book.fault().kind == jium::FaultKind::malformed);
  return 0;
}
