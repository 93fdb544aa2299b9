#include "jium/report/removal_letter.h"

#include <algorithm>
#include <map>

#include "jium/report/letter_book.h"

namespace jium::report {
namespace {

using Values = std::map<std::string_view, std::string>;

// "2026-11-22 01:02": to the minute, as a person reads it.
std::string minute_of(Instant at) {
  std::string text = to_text(at).substr(0, 16);
  text[10] = ' ';
  return text;
}

bool needs(const RemovalLetter& about, removal::Need need) {
  return std::find(about.rule.needs.begin(), about.rule.needs.end(), need) != about.rule.needs.end();
}

Values values_of(const Wording& wording, const RemovalLetter& about) {
  return {{"reference", about.reference},
          {"centre", about.centre},
          {"asking", wording.paragraph(about.on_behalf ? "on_behalf" : "in_duty").fill({})},
          {"centre_mail", about.centre_mail},
          {"operator", about.operator_name},
          {"title", about.rule.title(about.language)},
          {"basis", about.rule.basis(about.language)},
          {"hours", std::to_string(std::chrono::duration_cast<std::chrono::hours>(about.rule.clock).count())},
          {"working_days", std::to_string(about.rule.working_days)},
          {"signatory", about.signatory},
          {"investigation", about.investigation},
          {"count", std::to_string(about.items.size())}};
}

Values values_of(const Wording& wording, const LetterItem& item, std::size_t number) {
  const bool video = item.kind == registry::FootageKind::video;
  return {{"address", item.address.reveal()},
          {"kind", wording.paragraph(video ? "video" : "image").fill({})},
          {"item", item.reference},
          {"seen_at", minute_of(item.seen_at)},
          {"number", std::to_string(number)},
          {"earlier_reference", item.earlier_reference},
          {"earlier_gone_at", item.earlier_gone_at ? minute_of(*item.earlier_gone_at) : ""}};
}

// The statute's time binds the service itself. Of everybody else the same time is asked for, and no more is
// said.
std::string_view clock_paragraph(const RemovalLetter& about) {
  if (about.rule.working_days > 0) return "clock_working_days";
  const bool binds = about.rule.clock_is_statutory && about.rung == removal::Rung::site_operator;
  return binds ? "clock_statutory" : "clock_own_target";
}

class Text {
 public:
  void add(const std::string& paragraph) { text_ += (text_.empty() ? "" : "\n\n") + paragraph; }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

void add_items(const Wording& wording, const RemovalLetter& about, const Values& values, Text& text) {
  if (about.items.size() == 1) {
    const LetterItem& item = about.items.front();
    const Values of_item = values_of(wording, item, 1);
    text.add(wording.paragraph("item").fill(of_item));
    if (item.earlier_gone_at) text.add(wording.paragraph("again").fill(of_item));
    return;
  }
  text.add(wording.paragraph("items").fill(values));
  for (std::size_t i = 0; i < about.items.size(); ++i) {
    const Values of_item = values_of(wording, about.items[i], i + 1);
    text.add(wording.paragraph("item_line").fill(of_item) +
             (about.items[i].earlier_gone_at ? "\n   " + wording.paragraph("again").fill(of_item) : ""));
  }
}

// What a letter and a form have in common.
void add_body(const Wording& wording, const RemovalLetter& about, const Values& values, Text& text) {
  text.add(wording.ask(about.rung, about.asks_for).fill(values));
  add_items(wording, about, values, text);
  text.add(wording.paragraph("basis").fill(values));
  text.add(wording.paragraph(clock_paragraph(about)).fill(values));
  if (!about.investigation.empty()) text.add(wording.paragraph("investigation").fill(values));
  text.add(wording.paragraph("good_faith").fill(values));
  if (needs(about, removal::Need::signature)) text.add(wording.paragraph("signature").fill(values));
  text.add(wording.paragraph("reply").fill(values));
}

Result<const LetterBook*> checked_book(const RemovalLetter& about) {
  if (about.items.empty() || about.items.size() > kMostItemsInLetter)
    return fault(FaultKind::malformed, "a letter is about 1 to 100 items");
  JIUM_CHECK(removal::check_notice(about.rule.needs, notice_of(about)));
  const Result<LetterBook>& book = built_in_letters();
  if (!book) return fault(FaultKind::internal, "the wording of letters is at fault: " + book.fault().what);
  return &*book;
}

std::string_view subject_paragraph(const RemovalLetter& about) {
  if (about.items.size() > 1) return "subject_many";
  return about.items.front().earlier_gone_at ? "subject_again" : "subject";
}

}  // namespace

removal::Notice notice_of(const RemovalLetter& about) {
  using removal::Need;
  removal::Notice notice{{Need::good_faith}};
  const auto all_items = [&](auto has) {
    return !about.items.empty() && std::all_of(about.items.begin(), about.items.end(), has);
  };
  if (all_items([](const LetterItem& item) { return !item.reference.empty(); }))
    notice.holds.push_back(Need::item);
  if (all_items([](const LetterItem& item) { return !item.address.reveal().empty(); }))
    notice.holds.push_back(Need::exact_address);
  if (!about.rule.basis(about.language).empty()) notice.holds.push_back(Need::statement);
  // It is a signature of somebody who is authorised to act for the person (TAKE IT DOWN Act, section
  // 3(a)(1)(B)(i)).
  if (!about.signatory.empty() && about.on_behalf) notice.holds.push_back(Need::signature);
  if (!about.centre.empty() && !about.centre_mail.empty()) notice.holds.push_back(Need::contact);
  return notice;
}

Result<removal::Letter> write_letter(const RemovalLetter& about) {
  JIUM_TRY(const LetterBook* const book, checked_book(about));
  const Wording& wording = book->wording(about.language);
  const Values values = values_of(wording, about);
  Text text;
  text.add(wording.paragraph("opening").fill(values));
  add_body(wording, about, values, text);
  text.add(wording.paragraph("closing").fill(values));
  removal::Letter letter;
  const auto at = about.centre_mail.find('@');
  letter.message_id =
      about.reference + "@" + (at == std::string::npos ? "jium.invalid" : about.centre_mail.substr(at + 1));
  letter.from_name = about.centre;
  letter.from = about.centre_mail;
  letter.to = about.operator_mail;
  letter.reply_reference = about.reference;
  letter.subject = Secret<std::string>(wording.paragraph(subject_paragraph(about)).fill(values));
  letter.body = Secret<std::string>(text.text() + "\n");
  return letter;
}

Result<Secret<std::string>> write_form_text(const RemovalLetter& about) {
  JIUM_TRY(const LetterBook* const book, checked_book(about));
  if (about.items.size() != 1) return fault(FaultKind::malformed, "a web form takes one item at a time");
  const Wording& wording = book->wording(about.language);
  Text text;
  add_body(wording, about, values_of(wording, about), text);
  return Secret<std::string>(text.text() + "\n");
}

bool needs_native_reader(removal::Language language) {
  const Result<LetterBook>& book = built_in_letters();
  return !book || !book->has(language) || book->wording(language).needs_native_reader();
}

}  // namespace jium::report
