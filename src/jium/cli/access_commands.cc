#include <fmt/format.h>

#include <optional>

#include "jium/cli/api_client.h"
#include "jium/cli/commands.h"
#include "jium/cli/credentials.h"
#include "jium/cli/exit_code.h"
#include "jium/desk/actor.h"

namespace jium::cli {
namespace {

namespace json = boost::json;

struct AccessOptions {
  std::string link, save, kind = "centre", name, mail, organisation, role, label, key;
};

// "http://host:port/sign-in#once_..." -> server and secret; a bare secret goes to the usual server.
Result<Credentials> split_link(const Session& session, const std::string& link) {
  constexpr std::string_view kPath = "/sign-in#";
  const auto at = link.find(kPath);
  if (at == std::string::npos) {
    if (!link.starts_with("once_"))
      return fault(FaultKind::malformed,
                   "that is not a sign-in link: it looks like http://host:port/sign-in#once_...");
    return Credentials{find_server(session.options), Secret<std::string>(link)};
  }
  return Credentials{link.substr(0, at), Secret<std::string>(link.substr(at + kPath.size()))};
}

// Nothing when no file was named.
Result<std::optional<SecretFile>> named_file(const std::string& path) {
  if (path.empty()) return std::optional<SecretFile>();
  JIUM_TRY(SecretFile file, SecretFile::make(path));
  return std::optional<SecretFile>(std::move(file));
}

Result<int> sign_in(const Session& session, const AccessOptions& options) {
  JIUM_TRY(const Credentials link, split_link(session, options.link));
  JIUM_TRY(auto file, named_file(options.save));
  JIUM_TRY(json::value answer, call_api({link.server, {}}, Method::post, "/sign-in",
                                        json::object{{"link", link.secret.reveal()}}));
  const Secret<std::string> secret(text_at(answer, "session"));
  JIUM_CHECK(file ? file->write(secret) : save_session({link.server, secret}));
  answer.as_object().erase("session");
  session.show(answer, [](const json::value& a) {
    fmt::print("signed in as {} until {}\n", text_at(a, "role"), text_at(a, "expires_at"));
  });
  return kDone;
}

Result<int> sign_out(const Session& session) {
  JIUM_TRY(const json::value answer, session.post("/sign-out", json::object{}));
  forget_session();
  session.show(answer, [](const json::value&) { fmt::print("signed out\n"); });
  return kDone;
}

Result<int> who_am_i(const Session& session) {
  JIUM_TRY(const json::value answer, session.get("/me"));
  session.show(answer, [](const json::value& a) {
    fmt::print("{} of {} ({}), key {}\n", text_at(a, "role"), text_at(a.at("organisation"), "name"),
               text_at(a.at("organisation"), "id"), text_at(a, "key"));
  });
  return kDone;
}

void print_organisation(const json::value& o) {
  fmt::print("{}  {:<16} {}  {}\n", text_at(o, "id"), text_at(o, "kind"), text_at(o, "name"),
             text_at(o, "mail"));
}

Result<int> add_organisation(const Session& session, const AccessOptions& options) {
  JIUM_TRY(const json::value answer,
           session.post("/organisations",
                        {{"kind", options.kind}, {"name", options.name}, {"mail", options.mail}}));
  session.show(answer, print_organisation);
  return kDone;
}

Result<int> list_organisations(const Session& session) {
  JIUM_TRY(const json::value answer, session.get("/organisations"));
  session.show(answer, [](const json::value& a) {
    for (const json::value& organisation : a.at("organisations").as_array()) print_organisation(organisation);
  });
  return kDone;
}

Result<int> add_key(const Session& session, const AccessOptions& options) {
  JIUM_TRY(auto file, named_file(options.save));
  JIUM_TRY(json::value answer, session.post("/organisations/" + options.organisation + "/keys",
                                            {{"role", options.role}, {"label", options.label}}));
  const std::string secret = text_at(answer, "secret");
  if (secret == "-") {
    return fault(
        FaultKind::outside,
        "the key " + text_at(answer.at("key"), "id") +
            " was made, but the answer with its secret was lost on the way: revoke it and add another");
  }
  if (file) {
    JIUM_CHECK(file->write(Secret<std::string>(secret)));
    answer.as_object().erase("secret");
  }
  session.show(answer, [&](const json::value& a) {
    fmt::print("key {} for {} ({})\n", text_at(a.at("key"), "id"), text_at(a.at("key"), "label"),
               text_at(a.at("key"), "role"));
    if (options.save.empty()) {
      fmt::print("secret, shown this once: {}\n", secret);
    } else {
      fmt::print("its secret is in {}\n", options.save);
    }
  });
  return kDone;
}

Result<int> list_keys(const Session& session, const AccessOptions& options) {
  JIUM_TRY(const json::value answer, session.get("/organisations/" + options.organisation + "/keys"));
  session.show(answer, [](const json::value& a) {
    for (const json::value& key : a.at("keys").as_array()) {
      fmt::print("{}  {:<20} {}  last used {}  revoked {}\n", text_at(key, "id"), text_at(key, "role"),
                 text_at(key, "label"), text_at(key, "last_used_at"), text_at(key, "revoked_at"));
    }
  });
  return kDone;
}

Result<int> revoke_key(const Session& session, const AccessOptions& options) {
  JIUM_TRY(const json::value answer,
           session.post("/organisations/" + options.organisation + "/keys/" + options.key + "/revoke",
                        json::object{}));
  session.show(answer, [](const json::value&) { fmt::print("revoked: its next call is refused\n"); });
  return kDone;
}

void add_sign_in_commands(CLI::App& app, Session& session, const std::shared_ptr<AccessOptions>& options) {
  CLI::App* in = app.add_subcommand("sign-in", "use a one-time sign-in link");
  in->add_option("LINK", options->link, "what `jium serve` or `jium sign-in-link` printed")->required();
  in->add_option("--save", options->save,
                 "write the session's secret to this file instead of the usual place");
  in->callback([=, &session] { session.action = [=, &session] { return sign_in(session, *options); }; });
  CLI::App* out = app.add_subcommand("sign-out", "end the session");
  out->callback([&session] { session.action = [&session] { return sign_out(session); }; });
  CLI::App* who = app.add_subcommand("whoami", "which key, role and organisation the server sees");
  who->callback([&session] { session.action = [&session] { return who_am_i(session); }; });
}

void add_organisation_commands(CLI::App& app, Session& session,
                               const std::shared_ptr<AccessOptions>& options) {
  CLI::App* organisation =
      app.add_subcommand("organisation", "organisations of this installation (system administrator)");
  organisation->require_subcommand(1);
  CLI::App* add = organisation->add_subcommand("add", "add one");
  add->add_option("--kind", options->kind, "one of: " + choices_of<registry::OrganisationKind>())
      ->capture_default_str();
  add->add_option("--name", options->name, "as it signs its letters")->required();
  add->add_option("--mail", options->mail, "the address that its letters come from (a centre needs one)");
  add->callback(
      [=, &session] { session.action = [=, &session] { return add_organisation(session, *options); }; });
  CLI::App* list = organisation->add_subcommand("list", "list them");
  list->callback([&session] { session.action = [&session] { return list_organisations(session); }; });
}

void add_key_commands(CLI::App& app, Session& session, const std::shared_ptr<AccessOptions>& options) {
  CLI::App* key = app.add_subcommand("key", "API keys of an organisation (system administrator)");
  key->require_subcommand(1);
  CLI::App* add = key->add_subcommand("add", "make one; its secret is shown once");
  add->add_option("--role", options->role, "one of: " + choices_of<desk::Role>())->required();
  add->add_option("--label", options->label, "what it is for")->required();
  add->add_option("--save", options->save, "write the secret to this file (mode 0600) instead of showing it");
  add->callback([=, &session] { session.action = [=, &session] { return add_key(session, *options); }; });
  CLI::App* list = key->add_subcommand("list", "list them, without secrets");
  list->callback([=, &session] { session.action = [=, &session] { return list_keys(session, *options); }; });
  CLI::App* revoke = key->add_subcommand("revoke", "end one at once");
  revoke->add_option("KEY", options->key, "its id, K-...")->required();
  revoke->callback(
      [=, &session] { session.action = [=, &session] { return revoke_key(session, *options); }; });
  for (CLI::App* command : {add, list, revoke})
    command->add_option("--organisation", options->organisation, "the organisation's id, O-...")->required();
}

}  // namespace

void add_access_commands(CLI::App& app, Session& session) {
  const auto options = std::make_shared<AccessOptions>();
  add_sign_in_commands(app, session, options);
  add_organisation_commands(app, session, options);
  add_key_commands(app, session, options);
}

}  // namespace jium::cli
