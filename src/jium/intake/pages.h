// The pages, from their templates (web/intake/pages, Mustache): everything that is put into one is escaped.
// Each is whole by itself, without a script, and carries the lines of help and the way out.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jium/base/secret.h"
#include "jium/casework/intake_report.h"
#include "jium/casework/receipt.h"
#include "jium/desk/show_progress.h"
#include "jium/intake/form_body.h"
#include "jium/intake/page_words.h"

namespace jium::intake {

struct ProgressPage {
  casework::IntakeState state = casework::IntakeState::waiting;
  std::vector<desk::PlaceView> places;
  bool hosts_shown = false;
  std::vector<casework::IntakeMessage> messages;
  std::string session;
  std::string draft;                 // of a message that was not sent
  std::vector<std::string> notices;  // keys of words
};

class Pages {
 public:
  explicit Pages(Help help);
  ~Pages();

  // With what was typed, when there is something; `notices` are keys of words.
  [[nodiscard]] std::string start(Tongue tongue, const Form& typed,
                                  const std::vector<std::string>& notices) const;
  [[nodiscard]] std::string sent(Tongue tongue, const casework::Receipt& receipt) const;
  [[nodiscard]] std::string progress(Tongue tongue, const ProgressPage& page) const;
  // Asks once more, saying what happens then.
  [[nodiscard]] std::string withdraw(Tongue tongue, const std::string& session, bool has_case) const;
  // `kind`: "left" or "error"; heading and text are keys of words.
  [[nodiscard]] std::string message(Tongue tongue, std::string_view kind, std::string_view heading,
                                    std::string_view text) const;

  [[nodiscard]] const Help& help() const;

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace jium::intake
