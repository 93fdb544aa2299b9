#include <fmt/format.h>

#include "jium/base/text_file.h"
#include "jium/cli/api_client.h"
#include "jium/cli/commands.h"
#include "jium/cli/credentials.h"
#include "jium/cli/exit_code.h"
#include "jium/cli/passkey_choice.h"
#include "jium/cli/typed_secret.h"
#include "jium/desk/actor.h"

namespace jium::cli {
namespace {

namespace json = boost::json;

struct PeopleOptions {
  std::string person, name, organisation, role, save;
  std::vector<std::string> roles;
  std::string link, passphrase_file, code, code_secret_file;
  bool begin = false;
  PasskeyChoice passkey;
};

std::string roles_text(const json::value& person) {
  std::string list;
  for (const json::value& role : person.at("roles").as_array())
    list += (list.empty() ? "" : ",") + std::string(role.as_string());
  return list.empty() ? "-" : list;
}

void print_person(const json::value& person) {
  fmt::print("{}  {:<10} {:<40} {}\n", text_at(person, "id"), text_at(person, "state"), roles_text(person),
             text_at(person, "name"));
}

// The link as it is handed on, with the server in it.
Result<int> show_invitation(const Session& session, const PeopleOptions& options, json::value answer) {
  const std::string secret = text_at(answer, "link");
  if (secret == "-")
    return fault(FaultKind::outside,
                 "the invitation was made, but the answer with its link was lost on the way: make a new link "
                 "with `jium person invite-again " +
                     text_at(answer.at("person"), "id") + "`");
  const std::string link = find_server(session.options) + "/join#" + secret;
  answer.as_object()["link"] = link;
  if (!options.save.empty()) {
    JIUM_TRY(SecretFile file, SecretFile::make(options.save));
    JIUM_CHECK(file.write(Secret<std::string>(link)));
    answer.as_object().erase("link");
  }
  session.show(answer, [&](const json::value& a) {
    print_person(a.at("person"));
    if (options.save.empty()) {
      fmt::print("link, shown this once; it works once, until {}:\n  jium join '{}'\n",
                 text_at(a, "expires_at"), link);
    } else {
      fmt::print("the link is in {}\n", options.save);
    }
    fmt::print("hand it over in person or by a way that nobody else reads\n");
  });
  return kDone;
}

Result<int> invite(const Session& session, const PeopleOptions& options) {
  const bool first = !options.organisation.empty();
  if (!first && options.roles.empty())
    return fault(FaultKind::malformed, "say what the person will be: --role counsellor,deletion_officer");
  json::object ask{{"name", options.name}};
  if (!first) ask["roles"] = json::value_from(options.roles);
  JIUM_TRY(json::value answer,
           session.post(first ? "/organisations/" + options.organisation + "/people" : "/people", ask));
  return show_invitation(session, options, std::move(answer));
}

Result<int> invite_again(const Session& session, const PeopleOptions& options) {
  JIUM_TRY(json::value answer, session.post("/people/" + options.person + "/invite", json::object{}));
  return show_invitation(session, options, std::move(answer));
}

Result<int> list_people(const Session& session) {
  JIUM_TRY(const json::value answer, session.get("/people"));
  session.show(answer, [](const json::value& a) {
    for (const json::value& person : a.at("people").as_array()) print_person(person);
  });
  return kDone;
}

Result<int> change(const Session& session, const PeopleOptions& options, const std::string& path,
                   const json::object& ask) {
  JIUM_TRY(const json::value answer, session.post("/people/" + options.person + path, ask));
  session.show(answer, print_person);
  return kDone;
}

std::string secret_of_link(const std::string& link) {
  const auto at = link.find('#');
  return at == std::string::npos ? link : link.substr(at + 1);
}

Credentials server_of_link(const Session& session, const std::string& link) {
  const auto at = link.find("/join#");
  return {at == std::string::npos ? find_server(session.options) : link.substr(0, at), {}};
}

void print_joining(const json::value& a) {
  fmt::print("you are {} ({}) of {}, as {}\n", text_at(a, "name"), text_at(a, "person"),
             text_at(a, "organisation"), roles_text(a));
  fmt::print("add this to your authenticator app, then send a code of it:\n  {}\n", text_at(a, "otpauth"));
  fmt::print("by hand: {}  (time-based, 6 digits, 30 seconds)\n", text_at(a, "code_secret"));
  std::fflush(stdout);
}

Result<int> begin_join(const Session& session, const PeopleOptions& options) {
  JIUM_TRY(const json::value answer,
           call_api(server_of_link(session, options.link), Method::post, "/join/begin",
                    json::object{{"link", secret_of_link(options.link)}}));
  session.show(answer, print_joining);
  return kDone;
}

Result<int> join_with_passkey(const Session& session, const PeopleOptions& options) {
  const Credentials server = server_of_link(session, options.link);
  const std::string link = secret_of_link(options.link);
  JIUM_TRY(const json::value joining,
           call_api(server, Method::post, "/join/passkey/begin", json::object{{"link", link}}));
  fmt::print(stderr, "you are {} ({}) of {}, as {}\n", text_at(joining, "name"), text_at(joining, "person"),
             text_at(joining, "organisation"), roles_text(joining));
  JIUM_TRY(auto ask,
           new_passkey(server.server, options.passkey, joining.at("task"), text_at(joining, "person")));
  ask["link"] = link;
  JIUM_TRY(const json::value answer, call_api(server, Method::post, "/join/passkey", ask));
  session.show(answer, [](const json::value& a) {
    fmt::print("you are {}. From now on: jium sign-in --passkey\n", text_at(a, "id"));
  });
  return kDone;
}

Result<int> join(const Session& session, const PeopleOptions& options) {
  if (options.passkey.wanted) return join_with_passkey(session, options);
  if (options.begin) return begin_join(session, options);
  const Credentials server = server_of_link(session, options.link);
  const std::string link = secret_of_link(options.link);
  std::string code_secret;
  if (options.code_secret_file.empty()) {
    JIUM_TRY(const json::value joining,
             call_api(server, Method::post, "/join/begin", json::object{{"link", link}}));
    print_joining(joining);
    code_secret = text_at(joining, "code_secret");
  } else {
    JIUM_TRY(code_secret, read_word_file(options.code_secret_file));
  }
  JIUM_TRY(const Secret<std::string> passphrase, ask_passphrase(options.passphrase_file, true));
  JIUM_TRY(const std::string code, ask_code(options.code));
  JIUM_TRY(const json::value answer, call_api(server, Method::post, "/join/passphrase",
                                              json::object{{"link", link},
                                                           {"passphrase", passphrase.reveal()},
                                                           {"code_secret", code_secret},
                                                           {"code", code}}));
  session.show(answer, [](const json::value& a) {
    fmt::print("joined. From now on: jium sign-in --person {}\n", text_at(a, "id"));
  });
  return kDone;
}

Result<json::value> prove_anew(const Session& session, const PeopleOptions& options) {
  if (options.passkey.wanted) {
    JIUM_TRY(const Credentials own, find_credentials(session.options));
    JIUM_TRY(const auto ask, sign_with_passkey(own, options.passkey, "/step-up/passkey"));
    return session.post("/step-up/passkey", ask);
  }
  JIUM_TRY(const std::string code, ask_code(options.code));
  return session.post("/step-up", json::object{{"code", code}});
}

Result<int> step_up(const Session& session, const PeopleOptions& options) {
  JIUM_TRY(const json::value answer, prove_anew(session, options));
  session.show(answer, [](const json::value& a) { fmt::print("good until {}\n", text_at(a, "until")); });
  return kDone;
}

using Work = Result<int> (*)(const Session&, const PeopleOptions&);

void does(CLI::App* command, Session& session, const std::shared_ptr<PeopleOptions>& options, Work work) {
  command->callback([=, &session] { session.action = [=, &session] { return work(session, *options); }; });
}

void add_state_commands(CLI::App* person, Session& session, const std::shared_ptr<PeopleOptions>& options) {
  struct Change {
    const char* name;
    const char* state;
    const char* help;
  };
  for (const Change& one : {Change{"suspend", "suspended", "shut a person out; their sessions end at once"},
                            Change{"resume", "active", "let a suspended person in again"},
                            Change{"leave", "left", "a person has left: the account is never used again"}}) {
    CLI::App* command = person->add_subcommand(one.name, one.help);
    command->add_option("PERSON", options->person, "U-...")->required();
    command->callback([=, &session, state = std::string(one.state)] {
      session.action = [=, &session] {
        return change(session, *options, "/state", json::object{{"state", state}});
      };
    });
  }
}

void add_role_commands(CLI::App* person, Session& session, const std::shared_ptr<PeopleOptions>& options) {
  CLI::App* role = person->add_subcommand("role", "what a person may be");
  role->require_subcommand(1);
  CLI::App* grant = role->add_subcommand("grant", "grant a role");
  CLI::App* withdraw = role->add_subcommand("withdraw", "withdraw a role; the person's sessions end at once");
  for (CLI::App* command : {grant, withdraw}) {
    command->add_option("PERSON", options->person, "U-...")->required();
    command->add_option("ROLE", options->role, "one of: " + choices_of<desk::Role>())->required();
  }
  does(grant, session, options, [](const Session& s, const PeopleOptions& o) {
    return change(s, o, "/roles", json::object{{"role", o.role}});
  });
  does(withdraw, session, options, [](const Session& s, const PeopleOptions& o) {
    return change(s, o, "/roles/withdraw", json::object{{"role", o.role}});
  });
}

void add_person_commands(CLI::App& app, Session& session, const std::shared_ptr<PeopleOptions>& options) {
  CLI::App* person = app.add_subcommand("person", "people of your organisation (its administrators)");
  person->require_subcommand(1);
  CLI::App* inviting = person->add_subcommand("invite", "make a one-time link with which somebody joins");
  inviting->add_option("--name", options->name, "the person's name")->required();
  inviting->add_option("--role", options->roles, "one or more of: " + choices_of<desk::Role>())
      ->delimiter(',');
  inviting->add_option("--organisation", options->organisation,
                       "as system administrator: the first administrator of this organisation, O-...");
  does(inviting, session, options, &invite);
  CLI::App* again = person->add_subcommand(
      "invite-again", "a new link, for a lost one or a lost authenticator; what they had is void at once");
  again->add_option("PERSON", options->person, "U-...")->required();
  does(again, session, options, &invite_again);
  for (CLI::App* command : {inviting, again})
    command->add_option("--save", options->save,
                        "write the link to this file (mode 0600) instead of showing it");
  CLI::App* list = person->add_subcommand("list", "list them, those who have left too");
  does(list, session, options, [](const Session& s, const PeopleOptions&) { return list_people(s); });
  add_state_commands(person, session, options);
  add_role_commands(person, session, options);
}

void add_own_commands(CLI::App& app, Session& session, const std::shared_ptr<PeopleOptions>& options) {
  CLI::App* joining =
      app.add_subcommand("join", "join with an invitation: a passphrase and one-time codes, or a passkey");
  joining->add_option("LINK", options->link, "what your administrator gave you")->required();
  joining->add_flag("--begin", options->begin,
                    "for scripts: only show who is invited and a secret for codes");
  joining->add_option("--code-secret", options->code_secret_file,
                      "for scripts: a file with the secret that --begin showed");
  joining->add_option("--passphrase-file", options->passphrase_file,
                      "for scripts: read the passphrase from this file");
  does(joining, session, options, &join);
  CLI::App* stepping =
      app.add_subcommand("step-up", "prove anew who you are: opens what shows an address, for five minutes");
  does(stepping, session, options, &step_up);
  for (CLI::App* command : {joining, stepping}) {
    command->add_option("--code", options->code, "for scripts: the code, instead of asking for it");
    add_passkey_choice(*command, options->passkey, true);
  }
}

}  // namespace

void add_people_commands(CLI::App& app, Session& session) {
  const auto options = std::make_shared<PeopleOptions>();
  add_person_commands(app, session, options);
  add_own_commands(app, session, options);
}

}  // namespace jium::cli
