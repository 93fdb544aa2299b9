#include <fmt/format.h>

#include "jium/cli/commands.h"
#include "jium/cli/credentials.h"
#include "jium/cli/exit_code.h"
#include "jium/cli/passkey_choice.h"

namespace jium::cli {
namespace {

namespace json = boost::json;

struct PasskeyOptions {
  PasskeyChoice choice;
  std::string id;
};

void print_passkey(const json::value& one) {
  fmt::print("{}  added {}  last used {}\n", text_at(one, "id"), text_at(one, "added_at"),
             text_at(one, "last_used_at"));
}

Result<int> add_passkey(const Session& session, const PasskeyOptions& options) {
  JIUM_TRY(const json::value me, session.get("/me"));
  JIUM_TRY(const json::value task, session.post("/me/passkeys/begin", json::object{}));
  JIUM_TRY(const auto ask,
           new_passkey(find_server(session.options), options.choice, task, text_at(me, "person")));
  JIUM_TRY(const json::value added, session.post("/me/passkeys", ask));
  session.show(added, [](const json::value& a) {
    print_passkey(a);
    fmt::print("from now on: jium sign-in --passkey, jium step-up --passkey\n");
  });
  return kDone;
}

Result<int> list_passkeys(const Session& session, const PasskeyOptions&) {
  JIUM_TRY(const json::value answer, session.get("/me/proofs"));
  const json::object passkeys{{"passkeys", answer.at("passkeys")}};
  session.show(passkeys, [](const json::value& a) {
    for (const json::value& one : a.at("passkeys").as_array()) print_passkey(one);
    if (a.at("passkeys").as_array().empty()) fmt::print("none\n");
  });
  return kDone;
}

Result<int> remove_passkey(const Session& session, const PasskeyOptions& options) {
  JIUM_TRY(const json::value answer, session.post("/me/passkeys/" + options.id + "/remove", json::object{}));
  session.show(answer, [](const json::value&) { fmt::print("removed; the device still holds its half\n"); });
  return kDone;
}

using Work = Result<int> (*)(const Session&, const PasskeyOptions&);

CLI::App* add(CLI::App& parent, const char* name, const char* help, Session& session,
              const std::shared_ptr<PasskeyOptions>& options, Work work) {
  CLI::App* command = parent.add_subcommand(name, help);
  command->callback([=, &session] { session.action = [=, &session] { return work(session, *options); }; });
  return command;
}

}  // namespace

void add_passkey_commands(CLI::App& app, Session& session) {
  const auto options = std::make_shared<PasskeyOptions>();
  CLI::App* passkey = app.add_subcommand(
      "passkey", "passkeys in security keys, which you sign in with; changes need `jium step-up` first");
  passkey->require_subcommand(1);
  add_passkey_choice(*add(*passkey, "add", "make one in the security key that is plugged in", session,
                          options, &add_passkey),
                     options->choice, false);
  add(*passkey, "list", "yours", session, options, &list_passkeys);
  add(*passkey, "remove", "remove one, but never your last proof", session, options, &remove_passkey)
      ->add_option("PASSKEY", options->id, "its id, Z-...")
      ->required();
}

}  // namespace jium::cli
