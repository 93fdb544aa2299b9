// The intake: what a person meets at the centre's own address, and nothing else is there. Pages by hand of a
// counsellor who is patient: one address, `/`, whose forms say by a hidden field which step they are; no
// account, no cookie, nothing kept before it is sent, and a way out that comes first.
//
//   GET  /            the page with the form               POST /   step = report, find, progress, message,
//   GET  /leave       ends the session of ?session=, clears what the browser keeps and goes to another page
//   POST /leave       the same by a beacon: 204                     withdraw, withdraw_now, end, language
//   GET  /help        whom one can call                    GET  /intake/...   style, script, icon
//
// A session's token stands in hidden fields, and in an address only where it ends by being used there. What
// is refused is refused by a page with the lines of help on it, and with what was typed still in its form.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "jium/desk/desk.h"
#include "jium/http/face.h"
#include "jium/intake/gate.h"
#include "jium/intake/pages.h"
#include "jium/store/store.h"

namespace jium::intake {

struct IntakeSettings {
  std::optional<registry::OrganisationId> centre;  // none: the only centre of the installation
  Help help = built_in_help();
  GateLimits gate;
  // What lies under /intake/ by its path there, "intake.css"; nothing when it is not there.
  std::function<std::optional<http::Reply>(const std::string& path, const http::PageRequest&)> file{};
};

class Intake {
 public:
  // `desk` and `store` outlive it.
  Intake(const desk::Desk& desk, store::Store& store, IntakeSettings settings);
  Intake(const Intake&) = delete;
  Intake& operator=(const Intake&) = delete;
  ~Intake();

  // Thread-safe; never throws.
  [[nodiscard]] http::Reply answer(const http::PageRequest& request) const;
  // For http::Server. This outlives what is made of it.
  [[nodiscard]] http::Face face() const;

 private:
  class Steps;
  std::unique_ptr<Steps> steps_;
};

}  // namespace jium::intake
