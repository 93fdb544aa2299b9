#include "jium/intake/intake.h"

#include <chrono>

#include "jium/desk/receipt_handle.h"
#include "jium/desk/receive_report.h"
#include "jium/desk/report_session.h"
#include "jium/desk/withdraw_report.h"
#include "jium/desk/write_message.h"
#include "jium/embedded/intake.h"
#include "jium/http/forms.h"
#include "jium/intake/page_headers.h"
#include "jium/intake/report_form.h"

namespace jium::intake {
namespace {

using casework::IntakeReport;
using http::PageRequest;
using http::Reply;

constexpr std::string_view kHtml = "text/html; charset=utf-8";

Reply page(int status, std::string body) {
  Reply reply{.status = status, .content_type = std::string(kHtml), .body = std::move(body), .headers = {}};
  add_page_headers(reply);
  return reply;
}

Tongue tongue_of_form(const Form& form, const PageRequest& request) {
  const auto said = parse_enum<Tongue>("language", form.one("lang"));
  return said ? *said : tongue_of(request.accept_language);
}

std::string key_of(casework::IntakeRefusal refusal) {
  return "refused_" + std::string(to_text(refusal));
}
std::string key_of(casework::MessageRefusal refusal) {
  return "refused_message_" + std::string(to_text(refusal));
}

}  // namespace

class Intake::Steps {
 public:
  Steps(const desk::Desk& desk, store::Store& store, IntakeSettings settings)
      : desk_(desk),
        store_(store),
        centre_(settings.centre),
        pages_(std::move(settings.help)),
        gate_(settings.gate),
        file_(std::move(settings.file)) {}

  Reply answer(const PageRequest& request);
  Reply refuse(int status, Tongue tongue = Tongue::ko) const;

 private:
  // A step of the form that was sent, in the language that it was in.
  struct Asked {
    const Form& form;
    const PageRequest& request;
    Tongue tongue;
  };

  Reply root(const PageRequest& request);
  Reply leave(const PageRequest& request, const http::Target& target);
  Reply file(const PageRequest& request, const std::string& path) const;
  Reply step(const Asked& asked);
  Reply report(const Asked& asked);
  Reply find(const Asked& asked);
  Reply progress(const Asked& asked, bool writes);
  Reply ask_withdrawal(const Asked& asked);
  Reply withdraw(const Asked& asked);
  Reply end(const Asked& asked);

  Reply again(const Asked& asked, int status, std::vector<std::string> notices) const;
  Reply fault_page(const Fault& fault, Tongue tongue) const;
  std::optional<Reply> crowded(const Asked& asked);
  Result<ProgressPage> look(store::Transaction& tx, const IntakeReport& report, const Asked& asked,
                            std::string token) const;

  const desk::Desk& desk_;
  store::Store& store_;
  const std::optional<registry::OrganisationId> centre_;
  const Pages pages_;
  Gate gate_;
  const std::function<std::optional<Reply>(const std::string&, const PageRequest&)> file_;
};

Reply Intake::Steps::refuse(int status, Tongue tongue) const {
  const auto words = [&]() -> std::string_view {
    if (status == 404 || status == 405) return "error_not_found";
    if (status == 403) return "error_elsewhere";
    if (status == 413 || status == 431) return "error_too_large";
    if (status == 415) return "error_media";
    if (status == 429 || status == 503) return "error_busy";
    return status >= 500 ? "error_inside" : "error_unreadable";
  };
  Reply reply = page(status, pages_.message(tongue, "error", "error_title", words()));
  if (status == 503 || status == 429) reply.headers.emplace_back("Retry-After", "60");
  if (status == 405) reply.headers.emplace_back("Allow", "GET, HEAD, POST");
  return reply;
}

Reply Intake::Steps::fault_page(const Fault& fault, Tongue tongue) const {
  if (fault.kind == FaultKind::busy || fault.kind == FaultKind::late || fault.kind == FaultKind::outside)
    return refuse(503, tongue);
  return refuse(500, tongue);
}

Reply Intake::Steps::answer(const PageRequest& request) {
  const Tongue tongue = tongue_of(request.accept_language);
  const auto target = http::read_target(request.target);
  if (!target) return refuse(400, tongue);
  // What a page of somebody else makes a browser send is none of this person's doing.
  const bool elsewhere =
      !request.fetch_site.empty() && request.fetch_site != "same-origin" && request.fetch_site != "none";
  if (request.method == "POST" && elsewhere) return refuse(403, tongue);
  if (target->path == "/") return root(request);
  if (target->path == "/leave") return leave(request, *target);
  const bool reads = request.method == "GET" || request.method == "HEAD";
  if (!reads) return refuse(405, tongue);
  if (target->path == "/help")
    return page(200, pages_.message(tongue, "error", "help_title", "start_promise"));
  constexpr std::string_view kFiles = "/intake/";
  if (target->path.starts_with(kFiles)) return file(request, target->path.substr(kFiles.size()));
  return refuse(404, tongue);
}

Reply Intake::Steps::root(const PageRequest& request) {
  const Tongue tongue = tongue_of(request.accept_language);
  if (request.method == "GET" || request.method == "HEAD") return page(200, pages_.start(tongue, Form(), {}));
  if (request.method != "POST") return refuse(405, tongue);
  const auto form = Form::read(request.body);
  if (!form) return refuse(400, tongue);
  return step({*form, request, tongue_of_form(*form, request)});
}

Reply Intake::Steps::step(const Asked& asked) {
  const std::string& name = asked.form.one("step");
  if (name == "report") return report(asked);
  if (name == "find") return find(asked);
  if (name == "progress") return progress(asked, false);
  if (name == "message") return progress(asked, true);
  if (name == "withdraw") return ask_withdrawal(asked);
  if (name == "withdraw_now") return withdraw(asked);
  if (name == "end") return end(asked);
  if (name == "language") return page(200, pages_.start(asked.tongue, Form(), {}));
  return refuse(400, asked.tongue);
}

Reply Intake::Steps::leave(const PageRequest& request, const http::Target& target) {
  std::string token;
  for (const auto& [name, value] : target.query) {
    if (name == "session") token = value;
  }
  if (request.method == "POST") {
    if (const auto form = Form::read(request.body)) token = form->one("session");
  } else if (request.method != "GET" && request.method != "HEAD") {
    return refuse(405, tongue_of(request.accept_language));
  }
  // Whatever becomes of the session, the person is let go at once: it ends by itself in some minutes.
  if (!token.empty())
    (void)store_.write([&](store::Transaction& tx) { return desk::end_report_session(tx, token); });
  Reply reply{.status = request.method == "POST" ? 204 : 303,
              .content_type = std::string(kHtml),
              .body = {},
              .headers = {}};
  add_page_headers(reply);
  reply.headers.emplace_back("Clear-Site-Data", "\"*\"");
  if (reply.status == 303)
    reply.headers.emplace_back("Location", pages_.help().exit(tongue_of(request.accept_language)));
  return reply;
}

Reply Intake::Steps::file(const PageRequest& request, const std::string& path) const {
  std::optional<Reply> found = file_ ? file_(path, request) : std::nullopt;
  if (!found && path == "icon.svg")
    found = Reply{.status = 200,
                  .content_type = "image/svg+xml",
                  .body = std::string(embedded::kIntakeIcon),
                  .headers = {}};
  if (!found) return refuse(404, tongue_of(request.accept_language));
  add_page_headers(*found);
  return *std::move(found);
}

Reply Intake::Steps::again(const Asked& asked, int status, std::vector<std::string> notices) const {
  return page(status, pages_.start(asked.tongue, asked.form, notices));
}

// Before the work that costs something, for every form that makes it.
std::optional<Reply> Intake::Steps::crowded(const Asked& asked) {
  const auto wait = gate_.take(asked.request.asker, std::chrono::steady_clock::now());
  if (!wait) return std::nullopt;
  Reply reply = again(asked, 429, {"refused_intro", "refused_busy"});
  reply.headers.emplace_back("Retry-After", std::to_string(wait->count()));
  return reply;
}

Reply Intake::Steps::report(const Asked& asked) {
  ReadReport read = read_report(asked.form);
  if (!read.refusals.empty()) {
    std::vector<std::string> notices{"refused_intro"};
    for (const auto refusal : read.refusals) notices.push_back(key_of(refusal));
    return again(asked, 422, std::move(notices));
  }
  if (auto busy = crowded(asked)) return *std::move(busy);
  const auto centre = store_.read([&](store::Transaction& tx) { return desk::intake_centre(tx, centre_); });
  if (!centre && centre.fault().kind == FaultKind::missing)
    return page(503, pages_.message(asked.tongue, "error", "error_title", "error_not_ready"));
  if (!centre) return fault_page(centre.fault(), asked.tongue);
  const casework::Receipt receipt = desk::new_receipt();
  auto handle = desk::receipt_handle(desk_.people.passphrase, store_.vault(), receipt);
  if (!handle) return again(asked, 503, {"refused_intro", "refused_busy"});
  const auto kept = store_.write(store::Acting::for_organisation(*centre), [&](store::Transaction& tx) {
    return desk::receive_report(desk_, tx,
                                {.centre = *centre,
                                 .report = std::move(read.report),
                                 .receipt = *std::move(handle),
                                 .once = asked.form.one("once")});
  });
  if (!kept) return fault_page(kept.fault(), asked.tongue);
  return page(200, pages_.sent(asked.tongue, receipt));
}

Reply Intake::Steps::find(const Asked& asked) {
  const auto receipt = casework::Receipt::parse(asked.form.one("receipt"));
  if (!receipt) return again(asked, 422, {"refused_receipt_slip"});
  if (auto busy = crowded(asked)) return *std::move(busy);
  const auto handle = desk::receipt_handle(desk_.people.passphrase, store_.vault(), *receipt);
  if (!handle) return again(asked, 503, {"refused_busy"});
  const auto found = store_.write([&](store::Transaction& tx) -> Result<std::optional<ProgressPage>> {
    JIUM_TRY(const auto opened, desk::find_report(desk_, tx, *handle));
    if (!opened) return std::optional<ProgressPage>();
    JIUM_TRY(auto shown, look(tx, opened->report, asked, opened->token.reveal()));
    return std::optional(std::move(shown));
  });
  if (!found) return fault_page(found.fault(), asked.tongue);
  if (!*found) return again(asked, 404, {"refused_receipt_unknown"});
  return page(200, pages_.progress(asked.tongue, **found));
}

Result<ProgressPage> Intake::Steps::look(store::Transaction& tx, const IntakeReport& report,
                                         const Asked& asked, std::string token) const {
  ProgressPage shown;
  shown.state = report.state;
  shown.session = std::move(token);
  shown.hosts_shown = asked.form.one("show") == "hosts";
  const auto hosts = shown.hosts_shown ? desk::Hosts::shown : desk::Hosts::hidden;
  JIUM_TRY(shown.places, desk::show_progress(tx, report, hosts));
  JIUM_TRY(shown.messages, desk::read_messages(desk_, tx, report, casework::MessageAuthor::person));
  return shown;
}

Reply Intake::Steps::progress(const Asked& asked, bool writes) {
  const std::string& token = asked.form.one("session");
  const auto shown = store_.write([&](store::Transaction& tx) -> Result<std::optional<ProgressPage>> {
    JIUM_TRY(const auto report, desk::reach_report(desk_, tx, token));
    if (!report) return std::optional<ProgressPage>();
    std::optional<casework::MessageRefusal> refusal;
    if (writes) {
      JIUM_TRY(refusal, desk::write_message(desk_, tx, *report, casework::MessageAuthor::person,
                                            asked.form.one("words")));
    }
    JIUM_TRY(auto page, look(tx, *report, asked, token));
    if (writes) page.notices.push_back(refusal ? key_of(*refusal) : "message_sent");
    if (refusal) page.draft = asked.form.one("words");
    return std::optional(std::move(page));
  });
  if (!shown) return fault_page(shown.fault(), asked.tongue);
  if (!*shown) return page(403, pages_.message(asked.tongue, "error", "error_title", "error_session"));
  return page((*shown)->draft.empty() ? 200 : 422, pages_.progress(asked.tongue, **shown));
}

Reply Intake::Steps::ask_withdrawal(const Asked& asked) {
  const std::string& token = asked.form.one("session");
  const auto report =
      store_.write([&](store::Transaction& tx) { return desk::reach_report(desk_, tx, token); });
  if (!report) return fault_page(report.fault(), asked.tongue);
  if (!*report) return page(403, pages_.message(asked.tongue, "error", "error_title", "error_session"));
  return page(200, pages_.withdraw(asked.tongue, token, (*report)->the_case.has_value()));
}

Reply Intake::Steps::withdraw(const Asked& asked) {
  const auto done = store_.write([&](store::Transaction& tx) -> Result<bool> {
    JIUM_TRY(const auto report, desk::reach_report(desk_, tx, asked.form.one("session")));
    if (!report) return false;
    // A second click on the same page finds it done.
    if (report->state != casework::IntakeState::withdrawn)
      JIUM_CHECK(desk::withdraw_report(desk_, tx, *report));
    return true;
  });
  if (!done) return fault_page(done.fault(), asked.tongue);
  if (!*done) return page(403, pages_.message(asked.tongue, "error", "error_title", "error_session"));
  (void)store_.sweep();  // busy: the next one sweeps it away too
  return page(200, pages_.message(asked.tongue, "left", "withdrawn_title", "withdrawn_text"));
}

Reply Intake::Steps::end(const Asked& asked) {
  const auto ended = store_.write(
      [&](store::Transaction& tx) { return desk::end_report_session(tx, asked.form.one("session")); });
  if (!ended) return fault_page(ended.fault(), asked.tongue);
  Reply reply = page(200, pages_.message(asked.tongue, "left", "left_title", "left_text"));
  reply.headers.emplace_back("Clear-Site-Data", "\"*\"");
  return reply;
}

Intake::Intake(const desk::Desk& desk, store::Store& store, IntakeSettings settings)
    : steps_(std::make_unique<Steps>(desk, store, std::move(settings))) {}
Intake::~Intake() = default;

Reply Intake::answer(const PageRequest& request) const {
  try {
    return steps_->answer(request);
  } catch (const std::exception&) {
    return steps_->refuse(500);
  }
}

http::Face Intake::face() const {
  return {.answer = [this](const PageRequest& request) { return answer(request); },
          .takes = [](std::string_view type) { return is_form_type(type); },
          .refuse = [this](int status) { return steps_->refuse(status); }};
}

}  // namespace jium::intake
