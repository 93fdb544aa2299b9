#include "jium/report/removal_letter.h"

#include <fmt/args.h>
#include <fmt/format.h>
#include <toml++/toml.h>

#include <string_view>
#include <vector>

#include "jium/embedded/letters.h"

namespace jium::report {
namespace {

using Values = fmt::dynamic_format_arg_store<fmt::format_context>;

// "2026-11-22 01:02": to the minute, as a person reads it.
std::string minute_of(Instant at) {
  std::string text = to_text(at).substr(0, 16);
  text[10] = ' ';
  return text;
}

Values values_of(const RemovalLetter& about) {
  Values values;
  const auto set = [&](const char* name, const std::string& value) {
    values.push_back(fmt::arg(name, value));
  };
  set("reference", about.reference);
  set("centre", about.centre);
  set("centre_mail", about.centre_mail);
  set("operator", about.operator_name);
  set("address", about.address.reveal());
  set("seen_at", minute_of(about.seen_at));
  set("earlier_reference", about.earlier_reference);
  set("earlier_gone_at", about.earlier_gone_at ? minute_of(*about.earlier_gone_at) : "");
  set("title", about.rule.title(about.language));
  set("basis", about.rule.basis(about.language));
  set("hours", std::to_string(std::chrono::duration_cast<std::chrono::hours>(about.rule.clock).count()));
  return values;
}

class Wording {
 public:
  Wording(const toml::table& document, removal::Language language)
      : table_(document[document.contains(to_text(language)) ? to_text(language)
                                                             : to_text(removal::Language::en)]) {}

  // Throws like the libraries it stands on; write_letter catches.
  std::string fill(std::string_view paragraph, const Values& values) const {
    const auto text = table_[paragraph].value<std::string>();
    if (!text) throw std::runtime_error("a paragraph is missing");
    return fmt::vformat(*text, values);
  }

 private:
  toml::node_view<const toml::node> table_;
};

std::vector<std::string_view> paragraphs_of(const RemovalLetter& about) {
  std::vector<std::string_view> names{"opening", "ask", "item"};
  if (about.earlier_gone_at) names.push_back("again");
  names.push_back("basis");
  names.push_back(about.rule.clock_is_statutory ? "clock_statutory" : "clock_own_target");
  for (const std::string_view name : {"good_faith", "reply", "closing"}) names.push_back(name);
  return names;
}

}  // namespace

Result<removal::Letter> write_letter(const RemovalLetter& about) {
  try {
    const toml::table document = toml::parse(embedded::kLetters);
    const Wording wording(document, about.language);
    const Values values = values_of(about);
    std::string body;
    for (const std::string_view name : paragraphs_of(about)) {
      if (!body.empty()) body += "\n\n";
      body += wording.fill(name, values);
    }
    removal::Letter letter;
    const auto at = about.centre_mail.find('@');
    letter.message_id =
        about.reference + "@" + (at == std::string::npos ? "jium.invalid" : about.centre_mail.substr(at + 1));
    letter.from_name = about.centre;
    letter.from = about.centre_mail;
    letter.to = about.operator_mail;
    letter.reply_reference = about.reference;
    letter.subject =
        Secret<std::string>(wording.fill(about.earlier_gone_at ? "subject_again" : "subject", values));
    letter.body = Secret<std::string>(body + "\n");
    return letter;
  } catch (const std::exception&) {
    // What the libraries say may quote the text: it is not handed on.
    return fault(FaultKind::internal,
                 "the wording of removal letters is incomplete or has a placeholder that nobody fills");
  }
}

}  // namespace jium::report
