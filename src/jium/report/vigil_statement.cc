#include "jium/report/vigil_statement.h"

#include <fmt/args.h>
#include <fmt/format.h>
#include <toml++/toml.h>

#include <stdexcept>
#include <string_view>

#include "jium/embedded/vigil_letter.h"

namespace jium::report {
namespace {

using Values = fmt::dynamic_format_arg_store<fmt::format_context>;

// Days are the person's, and centres are in Korea: UTC+9, which has no summer time.
std::string day_of(Instant at, casework::VigilLanguage language) {
  const std::string day = to_text(at + std::chrono::hours{9}).substr(0, 10);
  if (language == casework::VigilLanguage::en) return day;
  const auto number = [](std::string_view digits) { return std::to_string(std::stoi(std::string(digits))); };
  return day.substr(0, 4) + "년 " + number(day.substr(5, 2)) + "월 " + number(day.substr(8, 2)) + "일";
}

class Wording {
 public:
  explicit Wording(const VigilStatement& about)
      : document_(toml::parse(embedded::kVigilLetter)), language_(to_text(about.language)) {
    set("from", day_of(about.from, about.language));
    set("to", day_of(about.to, about.language));
    set("opened", day_of(about.opened, about.language));
    set("next", day_of(about.next, about.language));
    set("matches", std::to_string(about.matches));
    set("looks", std::to_string(about.looks));
    set("reports", std::to_string(about.reports));
    set("platforms", std::to_string(about.platforms));
    set("platforms_note", raw(about.shared ? "platforms_shared" : "platforms_not_shared"));
    set("centre", about.centre);
    set("centre_mail", about.centre_mail);
  }

  // Throws like the libraries it stands on; write_statement catches.
  [[nodiscard]] std::string fill(std::string_view paragraph) const { return fmt::vformat(raw(paragraph), values_); }

 private:
  void set(const char* name, const std::string& value) { values_.push_back(fmt::arg(name, value)); }
  [[nodiscard]] std::string raw(std::string_view paragraph) const {
    const auto text = document_[language_][paragraph].value<std::string>();
    if (!text) throw std::runtime_error("a paragraph is missing");
    return *text;
  }

  const toml::table document_;
  const std::string_view language_;
  Values values_;
};

}  // namespace

Result<std::string> write_statement(const VigilStatement& about) {
  try {
    const Wording wording(about);
    std::string text;
    for (const std::string_view name :
         {"title", "opening", "finding", "what", "since", "how", "limits", "next", "closing"}) {
      if (!text.empty()) text += "\n\n";
      text += wording.fill(name);
    }
    return text + "\n";
  } catch (const std::exception&) {
    return fault(FaultKind::internal,
                 "the wording of the calm statement is incomplete or has a placeholder that nobody fills");
  }
}

}  // namespace jium::report
