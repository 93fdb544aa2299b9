#include <fmt/format.h>

#include <optional>

#include "jium/cli/api_client.h"
#include "jium/cli/commands.h"
#include "jium/cli/credentials.h"
#include "jium/cli/exit_code.h"
#include "jium/cli/passkey_choice.h"
#include "jium/cli/typed_secret.h"
#include "jium/desk/actor.h"
#include "jium/desk/signed_request.h"

namespace jium::cli {
namespace {

namespace json = boost::json;

struct AccessOptions {
  std::string link, save, kind = "centre", name, mail, organisation, role, label, key;
  std::string person, passphrase_file, code, expires, signing_key;
  bool may_reveal = false;
  PasskeyChoice passkey;
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

Result<json::value> ask_by_link(const std::string& server, const Secret<std::string>& link) {
  return call_api({server, {}}, Method::post, "/sign-in", json::object{{"link", link.reveal()}});
}

Result<json::value> ask_as_person(const std::string& server, const AccessOptions& options) {
  JIUM_TRY(const Secret<std::string> passphrase, ask_passphrase(options.passphrase_file, false));
  JIUM_TRY(const std::string code, ask_code(options.code));
  json::object ask{{"person", options.person}, {"passphrase", passphrase.reveal()}, {"code", code}};
  if (!options.role.empty()) ask["role"] = options.role;
  return call_api({server, {}}, Method::post, "/sign-in/passphrase", ask);
}

// The device says who it is.
Result<json::value> ask_by_passkey(const std::string& server, const AccessOptions& options) {
  const Credentials nobody_yet{server, {}};
  JIUM_TRY(auto ask, sign_with_passkey(nobody_yet, options.passkey, "/sign-in/passkey"));
  if (!options.role.empty()) ask["role"] = options.role;
  return call_api(nobody_yet, Method::post, "/sign-in/passkey", ask);
}

Result<json::value> ask_to_sign_in(const Credentials& link, const AccessOptions& options) {
  if (options.passkey.wanted) return ask_by_passkey(link.server, options);
  return options.person.empty() ? ask_by_link(link.server, link.secret) : ask_as_person(link.server, options);
}

Result<int> sign_in(const Session& session, const AccessOptions& options) {
  const int ways =
      (options.link.empty() ? 0 : 1) + (options.person.empty() ? 0 : 1) + (options.passkey.wanted ? 1 : 0);
  if (ways != 1) {
    return fault(FaultKind::malformed,
                 "give a one-time link, or say who you are with --person U-..., or use --passkey");
  }
  Credentials link{find_server(session.options), {}};
  if (!options.link.empty()) {
    JIUM_TRY(link, split_link(session, options.link));
  }
  JIUM_TRY(auto file, named_file(options.save));
  JIUM_TRY(json::value answer, ask_to_sign_in(link, options));
  const Secret<std::string> secret(text_at(answer, "session"));
  JIUM_CHECK(file ? file->write(secret) : save_session({link.server, secret}));
  answer.as_object().erase("session");
  session.show(answer, [](const json::value& a) {
    fmt::print("signed in as {} until {}\n", text_at(a, "role"), text_at(a, "expires_at"));
  });
  return kDone;
}

Result<int> sign_out(const Session& session) {
  const auto answer = session.post("/sign-out", json::object{});
  const bool had_ended = !answer && answer.fault().kind == FaultKind::forbidden;
  if (!answer && !had_ended) return answer.fault();
  forget_session();
  session.show(had_ended ? json::value(json::object{{"had_ended", true}}) : *answer, [&](const json::value&) {
    fmt::print("{}\n", had_ended ? "the session had ended already; it is forgotten here too" : "signed out");
  });
  return kDone;
}

Result<int> who_am_i(const Session& session) {
  JIUM_TRY(const json::value answer, session.get("/me"));
  session.show(answer, [](const json::value& a) {
    const std::string person = text_at(a, "person");
    fmt::print("{}{} of {} ({}), key {}\n", person == "-" ? "" : person + ", ", text_at(a, "role"),
               text_at(a.at("organisation"), "name"), text_at(a.at("organisation"), "id"), text_at(a, "key"));
  });
  return kDone;
}

void print_organisation(const json::value& o) {
  const std::string suspended = text_at(o, "suspended_at");
  fmt::print("{}  {:<16} {}  {}{}\n", text_at(o, "id"), text_at(o, "kind"), text_at(o, "name"),
             text_at(o, "mail"), suspended == "-" ? "" : "  suspended since " + suspended);
}

Result<int> suspend(const Session& session, const AccessOptions& options, bool suspended) {
  JIUM_TRY(const json::value answer, session.post("/organisations/" + options.organisation + "/suspension",
                                                  json::object{{"suspended", suspended}}));
  session.show(answer, print_organisation);
  return kDone;
}

// The system administrator names an organisation, everybody else means their own.
std::string keys_path(const AccessOptions& options) {
  return options.organisation.empty() ? "/keys" : "/organisations/" + options.organisation + "/keys";
}

// "90d" from now, or an instant.
Result<Instant> end_of(const std::string& text) {
  if (const auto lasts = parse_duration(text)) return SystemClock().now() + *lasts;
  if (const auto at = parse_instant(text)) return *at;
  return fault(FaultKind::malformed,
               "--expires takes a duration such as 90d, or an instant such as 2027-01-31T00:00:00.000Z");
}

Result<json::object> key_asked_for(const AccessOptions& options) {
  json::object ask{{"role", options.role}, {"label", options.label}};
  if (options.may_reveal) ask["may_reveal"] = true;
  if (!options.signing_key.empty()) ask["signing_key"] = options.signing_key;
  if (!options.expires.empty()) {
    JIUM_TRY(const Instant at, end_of(options.expires));
    ask["expires_at"] = to_text(at);
  }
  return ask;
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
  JIUM_TRY(const json::object ask, key_asked_for(options));
  JIUM_TRY(json::value answer, session.post(keys_path(options), ask));
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
  JIUM_TRY(const json::value answer, session.get(keys_path(options)));
  session.show(answer, [](const json::value& a) {
    for (const json::value& key : a.at("keys").as_array()) {
      fmt::print("{}  {:<20} {}  last used {}  ends {}  revoked {}{}{}\n", text_at(key, "id"),
                 text_at(key, "role"), text_at(key, "label"), text_at(key, "last_used_at"),
                 text_at(key, "expires_at"), text_at(key, "revoked_at"),
                 key.at("may_reveal").as_bool() ? "  may reveal" : "",
                 key.at("signed_requests").as_bool() ? "  signs its requests" : "");
    }
  });
  return kDone;
}

Result<int> revoke_key(const Session& session, const AccessOptions& options) {
  JIUM_TRY(const json::value answer,
           session.post(keys_path(options) + "/" + options.key + "/revoke", json::object{}));
  session.show(answer, [](const json::value&) { fmt::print("revoked: its next call is refused\n"); });
  return kDone;
}

void add_sign_in_commands(CLI::App& app, Session& session, const std::shared_ptr<AccessOptions>& options) {
  CLI::App* in = app.add_subcommand("sign-in", "sign in as a person, or with a one-time link");
  in->add_option("LINK", options->link, "what `jium serve` or `jium sign-in-link` printed");
  in->add_option("--person", options->person, "who you are, U-...; asks for your passphrase and a code");
  add_passkey_choice(*in, options->passkey, true);
  in->add_option("--role", options->role, "under which of your roles, when you hold several");
  in->add_option("--passphrase-file", options->passphrase_file,
                 "for scripts: read the passphrase from this file");
  in->add_option("--code", options->code, "for scripts: the code, instead of asking for it");
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
  CLI::App* out = organisation->add_subcommand("suspend", "shut out its people, keys and sessions at once");
  out->callback(
      [=, &session] { session.action = [=, &session] { return suspend(session, *options, true); }; });
  CLI::App* in = organisation->add_subcommand("resume", "let a suspended one in again");
  in->callback(
      [=, &session] { session.action = [=, &session] { return suspend(session, *options, false); }; });
  for (CLI::App* command : {out, in})
    command->add_option("ORGANISATION", options->organisation, "its id, O-...")->required();
}

Result<int> make_signing(const Session& session, const AccessOptions& options) {
  JIUM_TRY(SecretFile file, SecretFile::make(options.save));
  const desk::SigningKey key = desk::make_signing_key();
  JIUM_CHECK(file.write(Secret<std::string>(to_hex(key.seed.reveal()))));
  session.show(json::object{{"public_key", to_hex(key.public_key)}}, [&](const json::value& a) {
    fmt::print("public key, for `jium key add --signing-key`: {}\n", text_at(a, "public_key"));
    fmt::print("its secret half is in {}: name it in JIUM_SIGNING_KEY_FILE\n", options.save);
  });
  return kDone;
}

void add_key_commands(CLI::App& app, Session& session, const std::shared_ptr<AccessOptions>& options) {
  CLI::App* key = app.add_subcommand("key", "API keys of your organisation (its administrators)");
  key->require_subcommand(1);
  CLI::App* add = key->add_subcommand("add", "make one; its secret is shown once");
  add->add_option("--role", options->role, "one of: " + choices_of<desk::Role>())->required();
  add->add_option("--label", options->label, "what it is for")->required();
  add->add_option("--expires", options->expires,
                  "when it ends: 90d, or an instant; default: when it is revoked");
  add->add_flag("--may-reveal", options->may_reveal,
                "let it in where a person must step up first (a program cannot): show addresses, export");
  add->add_option("--signing-key", options->signing_key,
                  "an Ed25519 public key (`jium key make-signing`): each request must then be signed");
  add->add_option("--save", options->save, "write the secret to this file (mode 0600) instead of showing it");
  add->callback([=, &session] { session.action = [=, &session] { return add_key(session, *options); }; });
  CLI::App* list = key->add_subcommand("list", "list them, without secrets");
  list->callback([=, &session] { session.action = [=, &session] { return list_keys(session, *options); }; });
  CLI::App* making = key->add_subcommand("make-signing", "make an Ed25519 key for signed requests; offline");
  making->add_option("--save", options->save, "the file for its secret half (mode 0600)")->required();
  making->callback(
      [=, &session] { session.action = [=, &session] { return make_signing(session, *options); }; });
  CLI::App* revoke = key->add_subcommand("revoke", "end one at once");
  revoke->add_option("KEY", options->key, "its id, K-...")->required();
  revoke->callback(
      [=, &session] { session.action = [=, &session] { return revoke_key(session, *options); }; });
  for (CLI::App* command : {add, list, revoke})
    command->add_option(
        "--organisation", options->organisation,
        "as system administrator: another organisation, O-..., that has no administrator yet");
}

}  // namespace

void add_access_commands(CLI::App& app, Session& session) {
  const auto options = std::make_shared<AccessOptions>();
  add_sign_in_commands(app, session, options);
  add_organisation_commands(app, session, options);
  add_key_commands(app, session, options);
}

}  // namespace jium::cli
