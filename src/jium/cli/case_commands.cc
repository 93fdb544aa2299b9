#include <fmt/format.h>

#include "jium/casework/case.h"
#include "jium/cli/assignment_commands.h"
#include "jium/cli/commands.h"
#include "jium/cli/exit_code.h"
#include "jium/cli/file_results.h"
#include "jium/cli/fingerprint_json.h"
#include "jium/cli/recognition_text.h"
#include "jium/registry/footage.h"

namespace jium::cli {
namespace {

namespace json = boost::json;

struct CaseOptions {
  std::string pseudonym, age_band = "unknown", requester = "victim", the_case, source = "officer", footage;
  std::vector<std::string> harm, consent, files;
  bool papers_checked = false;
  bool plain = false;
};

void print_case(const json::value& c) {
  fmt::print("{}  {:<8} {}  {}  opened {}\n", text_at(c, "id"), text_at(c, "state"), text_at(c, "pseudonym"),
             text_at(c, "age_band"), text_at(c, "opened_at"));
}

Result<json::object> consent_json(const std::vector<std::string>& given) {
  json::object consent{{"removal", false}, {"police", false}, {"other_centres", false}};
  for (const std::string& purpose : given) {
    if (!consent.contains(purpose))
      return fault(FaultKind::malformed, "consent is for: removal, police, other_centres");
    consent[purpose] = true;
  }
  return consent;
}

Result<int> open_case(const Session& session, const CaseOptions& options) {
  JIUM_TRY(json::object consent, consent_json(options.consent));
  json::array harm;
  for (const std::string& type : options.harm) harm.emplace_back(type);
  JIUM_TRY(const json::value answer, session.post("/cases", {{"pseudonym", options.pseudonym},
                                                             {"age_band", options.age_band},
                                                             {"harm_types", harm},
                                                             {"requester", options.requester},
                                                             {"papers_checked", options.papers_checked},
                                                             {"consent", consent}}));
  session.show(answer, [](const json::value& opened) {
    print_case(opened);
    if (!opened.at("consent").at("removal").as_bool()) {
      fmt::print(
          "  without the person's consent to removal (--consent removal) nothing can be asked for in this "
          "case\n");
    }
  });
  return kDone;
}

Result<int> list_cases(const Session& session) {
  JIUM_TRY(const json::value answer, session.get("/cases"));
  session.show(answer, [](const json::value& a) {
    for (const json::value& one : a.at("cases").as_array()) print_case(one);
  });
  return kDone;
}

void print_view(const json::value& view) {
  print_case(view.at("case"));
  fmt::print("\nFootage\n");
  for (const json::value& f : view.at("footage").as_array())
    fmt::print("  {}  {}  {}  registered {}\n", text_at(f, "id"), text_at(f, "kind"), text_at(f, "state"),
               text_at(f, "registered_at"));
  fmt::print("\nSightings\n");
  for (const json::value& s : view.at("sightings").as_array()) {
    fmt::print("  {}  {:<4} {}  {}  last seen {}{}\n", text_at(s, "id"), text_at(s, "state"),
               text_at(s, "place"), recognition_text(s), text_at(s, "last_seen"),
               text_at(s, "recurrence_of") == "-" ? "" : "  (came back)");
  }
  fmt::print("\nRequests\n");
  for (const json::value& r : view.at("requests").as_array()) {
    fmt::print("  {}  {:<12} for {}  sent {}  due {}  gone {}  false claims {}\n", text_at(r, "id"),
               text_at(r, "state"), text_at(r, "sighting"), text_at(r, "sent_at"), text_at(r, "due_at"),
               text_at(r, "removed_at"), text_at(r, "false_claims"));
  }
  fmt::print("\nHistory\n");
  for (const json::value& h : view.at("history").as_array()) {
    fmt::print("  {}  {:<20} {}  by {}{}\n", text_at(h, "at"), text_at(h, "event"), text_at(h, "subject"),
               text_at(h, "actor"), text_at(h, "note").size() > 1 ? "  \"" + text_at(h, "note") + '"' : "");
  }
}

Result<int> show_case(const Session& session, const CaseOptions& options) {
  JIUM_TRY(const json::value answer, session.get("/cases/" + options.the_case));
  session.show(answer, print_view);
  return kDone;
}

// PDQ says nothing about a picture with too little structure.
void warn_of_low_quality(const FileResult& file) {
  const fingerprint::Fingerprint* pdq = file.fingerprints->find(fingerprint::Algorithm::pdq);
  if (pdq == nullptr || pdq->matches_perceptually()) return;
  fmt::print("  quality {}: too little structure; only the very same file will be recognised\n",
             pdq->quality());
}

void print_registered(const std::string& path, const json::value& answer) {
  const bool known = answer.at("was_known").as_bool();
  fmt::print("{}: {}{}\n", path, known ? "registered before as " : "registered as ",
             text_at(answer.at("footage"), "id"));
  for (const json::value& same : answer.at("same_as").as_array()) {
    if (text_at(same, "footage") == text_at(answer.at("footage"), "id")) continue;
    fmt::print("  same as your {} in case {} ({})\n", text_at(same, "footage"), text_at(same, "case"),
               recognition_text(same));
  }
  for (const json::value& other : answer.at("elsewhere").as_array())
    fmt::print("  the same as {}, which another organisation holds and shares with you\n",
               text_at(other, "footage"));
}

Result<json::value> register_one(const Session& session, const CaseOptions& options, const FileResult& file) {
  if (file.fault) return *file.fault;
  // Too little structure to be recognised by its look: only the digests are of use, and they are sent.
  return session.post("/cases/" + options.the_case + "/footage",
                      {{"kind", kind_text(*file.fingerprints)},
                       {"source", options.source},
                       {"fingerprints", fingerprints_json(file.fingerprints->fingerprints)}});
}

Result<int> register_files(const Session& session, const CaseOptions& options) {
  JIUM_TRY(fingerprint::Fingerprinter * fingerprinter, session.fingerprinter());
  JIUM_TRY(const auto files, files_of(options.files));
  json::array answers;
  std::optional<Fault> only_fault;
  int code = kDone;
  fingerprint_files(*fingerprinter, source_of(files),
                    {options.plain ? fingerprint::Purpose::standard : fingerprint::Purpose::keep_and_ask},
                    [&](const FileResult& file) {
                      const auto answer = register_one(session, options, file);
                      if (!answer) {
                        code = kNo;
                        only_fault = answer.fault();
                        if (files.size() > 1) session.show_fault(Fault(answer.fault()).within(file.path));
                      } else if (session.options.json) {
                        answers.push_back(*answer);
                      } else {
                        print_registered(file.path, *answer);
                        warn_of_low_quality(file);
                      }
                      return true;
                    });
  if (files.size() == 1 && only_fault) return *only_fault;
  if (session.options.json)
    session.show(files.size() == 1 ? answers.front() : json::value(json::object{{"files", answers}}),
                 [](const json::value&) {});
  return code;
}

Result<int> withdraw(const Session& session, const CaseOptions& options) {
  JIUM_TRY(const json::value answer,
           session.post("/footage/" + options.footage + "/withdraw", json::object{}));
  session.show(answer, [](const json::value& f) {
    fmt::print("{} is withdrawn: it matches nothing any more\n", text_at(f, "id"));
  });
  return kDone;
}

void add_open_command(CLI::App& parent, Session& session, const std::shared_ptr<CaseOptions>& options) {
  CLI::App* open = parent.add_subcommand("open", "open a case for a person who asked for help");
  open->add_option("--pseudonym", options->pseudonym, "what the centre calls the person; never a name")
      ->required();
  open->add_option("--age-band", options->age_band, "one of: " + choices_of<casework::AgeBand>())
      ->capture_default_str();
  open->add_option("--harm", options->harm, "one or more of: " + choices_of<casework::HarmType>())
      ->required()
      ->delimiter(',');
  open->add_option("--requester", options->requester, "who asks: " + choices_of<casework::Relation>())
      ->capture_default_str();
  open->add_flag("--papers-checked", options->papers_checked, "an agent's power of attorney was seen today");
  open->add_option("--consent", options->consent, "what the person agreed to: removal, police, other_centres")
      ->delimiter(',');
  open->callback([=, &session] { session.action = [=, &session] { return open_case(session, *options); }; });
}

}  // namespace

void add_case_commands(CLI::App& app, Session& session) {
  const auto options = std::make_shared<CaseOptions>();
  CLI::App* parent = app.add_subcommand("case", "cases of your centre");
  parent->require_subcommand(1);
  add_open_command(*parent, session, options);
  CLI::App* list =
      parent->add_subcommand("list", "list them (a person: those that you are assigned to), newest first");
  list->callback([&session] { session.action = [&session] { return list_cases(session); }; });
  CLI::App* show = parent->add_subcommand("show", "a case with its footage, sightings, requests and history");
  show->add_option("CASE", options->the_case, "its id, C-...")->required();
  show->callback([=, &session] { session.action = [=, &session] { return show_case(session, *options); }; });
  add_retention_commands(app, *parent, session);

  add_assignment_commands(app, *parent, session);
  add_identity_commands(app, session);

  CLI::App* registering = app.add_subcommand(
      "register",
      "fingerprint pictures and videos here and register them in a case; the files stay where they are");
  registering->add_option("FILE", options->files, "pictures and videos, or folders of them")->required();
  registering->add_option("--case", options->the_case, "the case's id, C-...")->required();
  registering
      ->add_option("--source", options->source,
                   "where they come from: " + choices_of<registry::FootageSource>())
      ->capture_default_str();
  registering->add_flag("--plain", options->plain,
                        "send nothing but PDQ, vPDQ and digests: edited copies will not be recognised");
  registering->callback(
      [=, &session] { session.action = [=, &session] { return register_files(session, *options); }; });

  CLI::App* withdrawing =
      app.add_subcommand("withdraw", "withdraw footage: it matches nothing any more, for ever");
  withdrawing->add_option("FOOTAGE", options->footage, "its id, F-...")->required();
  withdrawing->callback(
      [=, &session] { session.action = [=, &session] { return withdraw(session, *options); }; });
}

}  // namespace jium::cli
