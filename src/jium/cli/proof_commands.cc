#include <fmt/format.h>

#include "jium/base/text_file.h"
#include "jium/cli/commands.h"
#include "jium/cli/exit_code.h"
#include "jium/cli/typed_secret.h"

namespace jium::cli {
namespace {

namespace json = boost::json;

struct ProofOptions {
  std::string id, passphrase_file, code, code_secret_file;
  bool begin = false;
};

Result<int> show(const Session& session, const ProofOptions&) {
  JIUM_TRY(const json::value answer, session.get("/me/proofs"));
  session.show(answer, [](const json::value& a) {
    fmt::print("passphrase: {}\none-time codes: {}\n", a.at("passphrase").as_bool() ? "yes" : "none",
               a.at("codes").as_bool() ? "yes" : "none");
    for (const json::value& one : a.at("passkeys").as_array())
      fmt::print("passkey {}  added {}  last used {}\n", text_at(one, "id"), text_at(one, "added_at"),
                 text_at(one, "last_used_at"));
  });
  return kDone;
}

Result<int> change_passphrase(const Session& session, const ProofOptions& options) {
  JIUM_TRY(const Secret<std::string> passphrase, ask_passphrase(options.passphrase_file, true));
  JIUM_TRY(const json::value answer,
           session.post("/me/passphrase", json::object{{"passphrase", passphrase.reveal()}}));
  session.show(answer, [](const json::value&) {
    fmt::print("the passphrase is the new one; your other sessions have ended\n");
  });
  return kDone;
}

Result<json::value> begin_codes(const Session& session) {
  return session.post("/me/codes/begin", json::object{});
}

void print_codes(const json::value& a) {
  fmt::print("add this to your authenticator app, then send a code of it:\n  {}\nby hand: {}\n",
             text_at(a, "otpauth"), text_at(a, "code_secret"));
  std::fflush(stdout);
}

Result<int> change_codes(const Session& session, const ProofOptions& options) {
  std::string secret;
  if (options.code_secret_file.empty()) {
    JIUM_TRY(const json::value begun, begin_codes(session));
    if (options.begin) {
      session.show(begun, print_codes);
      return kDone;
    }
    print_codes(begun);
    secret = text_at(begun, "code_secret");
  } else {
    JIUM_TRY(secret, read_word_file(options.code_secret_file));
  }
  JIUM_TRY(const std::string code, ask_code(options.code));
  JIUM_TRY(const json::value answer,
           session.post("/me/codes", json::object{{"code_secret", secret}, {"code", code}}));
  session.show(answer, [](const json::value&) {
    fmt::print("codes are of the new secret now; your other sessions have ended\n");
  });
  return kDone;
}

Result<int> list_sessions(const Session& session, const ProofOptions&) {
  JIUM_TRY(const json::value answer, session.get("/me/sessions"));
  session.show(answer, [](const json::value& a) {
    for (const json::value& one : a.at("sessions").as_array())
      fmt::print("{}  {:<20} since {}  last used {}{}\n", text_at(one, "id"), text_at(one, "role"),
                 text_at(one, "created_at"), text_at(one, "last_used_at"),
                 one.at("this_one").as_bool() ? "  (this one)" : "");
  });
  return kDone;
}

Result<int> end_session(const Session& session, const ProofOptions& options) {
  JIUM_TRY(const json::value answer, session.post("/me/sessions/" + options.id + "/end", json::object{}));
  session.show(answer, [](const json::value&) { fmt::print("ended\n"); });
  return kDone;
}

using Work = Result<int> (*)(const Session&, const ProofOptions&);

CLI::App* add(CLI::App& parent, const char* name, const char* help, Session& session,
              const std::shared_ptr<ProofOptions>& options, Work work) {
  CLI::App* command = parent.add_subcommand(name, help);
  command->callback([=, &session] { session.action = [=, &session] { return work(session, *options); }; });
  return command;
}

}  // namespace

void add_proof_commands(CLI::App& app, Session& session) {
  const auto options = std::make_shared<ProofOptions>();
  CLI::App* proof =
      app.add_subcommand("proof", "what you prove who you are with; changes need `jium step-up` first");
  proof->require_subcommand(1);
  add(*proof, "show", "your passphrase, codes and passkeys", session, options, &show);
  add(*proof, "passphrase", "a new passphrase; your other sessions end", session, options, &change_passphrase)
      ->add_option("--passphrase-file", options->passphrase_file,
                   "for scripts: read the new passphrase from this file");
  CLI::App* codes = add(*proof, "codes", "a new secret for one-time codes; your other sessions end", session,
                        options, &change_codes);
  codes->add_flag("--begin", options->begin, "for scripts: only show a new secret");
  codes->add_option("--code-secret", options->code_secret_file,
                    "for scripts: a file with the secret that --begin showed");
  codes->add_option("--code", options->code, "for scripts: the code, instead of asking for it");
  CLI::App* sessions = app.add_subcommand("session", "your own open sessions");
  sessions->require_subcommand(1);
  add(*sessions, "list", "those that are open now", session, options, &list_sessions);
  add(*sessions, "end", "end one of them", session, options, &end_session)
      ->add_option("SESSION", options->id, "its id, K-...")
      ->required();
}

}  // namespace jium::cli
