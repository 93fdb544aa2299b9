#include <fmt/format.h>

#include "jium/cli/commands.h"
#include "jium/cli/exit_code.h"
#include "jium/removal/platform_request.h"

namespace jium::cli {
namespace {

namespace json = boost::json;

struct PlatformOptions {
  std::string request, outcome, reason, words, site_operator, platform, link, name, public_key;
  std::uint64_t after = 0;
  int limit = 50;
  bool counter_notice = false;
};

void print_served(const json::value& r) {
  fmt::print("{}  {:<12} {}  due {}  from {}\n  {}\n  {}\n", text_at(r, "reference"), text_at(r, "state"),
             text_at(r, "category"), text_at(r, "due_at"), text_at(r, "centre"), text_at(r, "address"),
             text_at(r, "legal_basis"));
  for (const json::value& one : r.at("questions").as_array())
    fmt::print("  {} {}: {}\n    {}\n", text_at(one, "id"), text_at(one, "kind"), text_at(one, "words"),
               text_at(one, "answered_at") == "-" ? "no answer yet" : text_at(one, "answer"));
}

void print_link(const json::value& l) {
  fmt::print("{}  {} with {}  named {}  accepted {}  ended {}\n", text_at(l, "id"), text_at(l, "centre"),
             text_at(l, "platform_name"), text_at(l, "named_at"), text_at(l, "accepted_at"),
             text_at(l, "ended_at"));
}

Result<int> inbox(const Session& session, const PlatformOptions& options) {
  JIUM_TRY(const json::value answer,
           session.get(fmt::format("/platform/requests?after={}&limit={}", options.after, options.limit)));
  session.show(answer, [](const json::value& a) {
    for (const json::value& one : a.at("requests").as_array()) print_served(one);
    fmt::print("read on with --after {}\n", text_at(a, "next"));
  });
  return kDone;
}

Result<int> act(const Session& session, const PlatformOptions& options, const std::string& how,
                const json::object& body) {
  JIUM_TRY(const json::value answer, session.post("/platform/requests/" + options.request + how, body));
  session.show(answer, print_served);
  return kDone;
}

Result<int> answer_it(const Session& session, const PlatformOptions& options) {
  json::object body{{"outcome", options.outcome}};
  if (!options.reason.empty()) body["reason"] = options.reason;
  if (!options.words.empty()) body["words"] = options.words;
  return act(session, options, "/answer", body);
}

Result<int> links(const Session& session) {
  JIUM_TRY(const json::value answer, session.get("/platform-links"));
  session.show(answer, [](const json::value& a) {
    for (const json::value& one : a.at("links").as_array()) print_link(one);
    if (a.at("links").as_array().empty()) fmt::print("no links\n");
  });
  return kDone;
}

Result<int> change_link(const Session& session, const std::string& path, const json::object& body) {
  JIUM_TRY(const json::value answer, session.post("/platform-links" + path, body));
  session.show(answer, print_link);
  return kDone;
}

void add_inbox_commands(CLI::App& parent, Session& session, const std::shared_ptr<PlatformOptions>& options) {
  CLI::App* reading =
      parent.add_subcommand("inbox", "removal requests to your platform; fetching starts clocks");
  reading->add_option("--after", options->after, "read on from this cursor");
  reading->add_option("--limit", options->limit, "how many, 1 to 200");
  reading->callback([=, &session] { session.action = [=, &session] { return inbox(session, *options); }; });
  CLI::App* having = parent.add_subcommand("acknowledge", "you have it and work on it");
  having->callback([=, &session] {
    session.action = [=, &session] { return act(session, *options, "/acknowledge", {}); };
  });
  CLI::App* answering = parent.add_subcommand("answer", "removed, or refused and why");
  answering->callback(
      [=, &session] { session.action = [=, &session] { return answer_it(session, *options); }; });
  CLI::App* asking = parent.add_subcommand("ask", "a question to the officer; the answer comes in the inbox");
  asking->callback([=, &session] {
    session.action = [=, &session] {
      return act(session, *options, options->counter_notice ? "/counter-notice" : "/ask",
                 {{"words", options->words}});
    };
  });
  for (CLI::App* command : {having, answering, asking})
    command->add_option("REQUEST", options->request, "its reference, R-...")->required();
  answering->add_option("OUTCOME", options->outcome, "removed or refused")->required();
  answering->add_option("--reason", options->reason,
                        "of a refusal, one of: " + choices_of<removal::RefusalReason>());
  answering->add_option("--words", options->words, "one line");
  asking->add_option("--words", options->words, "one line")->required();
  asking->add_flag("--counter-notice", options->counter_notice,
                   "no question: the request is wrong, and why; an officer weighs it");
}

void print_partner(const json::value& p) {
  fmt::print("{}  {}  key {}\n  base: this server's address, and then {}\n  named {}  ended {}\n",
             text_at(p, "id"), text_at(p, "name"), text_at(p, "public_key"), text_at(p, "base"),
             text_at(p, "named_at"), text_at(p, "ended_at"));
}

Result<int> signer(const Session& session) {
  JIUM_TRY(const json::value answer, session.get("/signer"));
  session.show(answer, [](const json::value& a) { fmt::print("{}\n", text_at(a, "public_key")); });
  return kDone;
}

Result<int> partners(const Session& session) {
  JIUM_TRY(const json::value answer, session.get("/partners"));
  session.show(answer, [](const json::value& a) {
    for (const json::value& one : a.at("partners").as_array()) print_partner(one);
    if (a.at("partners").as_array().empty()) fmt::print("no partners\n");
  });
  return kDone;
}

Result<int> change_partner(const Session& session, const std::string& path, const json::object& body) {
  JIUM_TRY(const json::value answer, session.post("/partners" + path, body));
  session.show(answer, print_partner);
  return kDone;
}

// Between installations: a centre's key, and the centres elsewhere that a platform takes messages of.
void add_partner_commands(CLI::App& parent, Session& session,
                          const std::shared_ptr<PlatformOptions>& options) {
  CLI::App* showing = parent.add_subcommand(
      "signer", "for a centre: the public key by which operators elsewhere know your messages");
  showing->callback([&session] { session.action = [&session] { return signer(session); }; });
  CLI::App* listing = parent.add_subcommand("partners", "centres elsewhere whose messages you take");
  listing->callback([&session] { session.action = [&session] { return partners(session); }; });
  CLI::App* taking = parent.add_subcommand("take-from", "take messages of a centre elsewhere");
  taking->add_option("--name", options->name, "the centre's")->required();
  taking->add_option("--key", options->public_key, "what `jium platform signer` says there")->required();
  taking->callback([=, &session] {
    session.action = [=, &session] {
      return change_partner(session, "", {{"name", options->name}, {"public_key", options->public_key}});
    };
  });
  CLI::App* ending = parent.add_subcommand("refuse-from", "take nothing more of theirs");
  ending->add_option("PARTNER", options->link, "its id, M-...")->required();
  ending->callback([=, &session] {
    session.action = [=, &session] { return change_partner(session, "/" + options->link + "/end", {}); };
  });
}

void add_link_commands(CLI::App& parent, Session& session, const std::shared_ptr<PlatformOptions>& options) {
  CLI::App* listing = parent.add_subcommand("links", "which operators of centres are platforms here");
  listing->callback([&session] { session.action = [&session] { return links(session); }; });
  CLI::App* naming = parent.add_subcommand("name", "for a centre: this operator is that platform");
  naming->add_option("OPERATOR", options->site_operator, "of your directory, P-...")->required();
  naming->add_option("PLATFORM", options->platform, "its organisation, O-...")->required();
  naming->callback([=, &session] {
    session.action = [=, &session] {
      return change_link(session, "",
                         {{"operator", options->site_operator}, {"platform", options->platform}});
    };
  });
  CLI::App* accepting = parent.add_subcommand("accept", "for the platform: yes, that is us");
  accepting->callback([=, &session] {
    session.action = [=, &session] { return change_link(session, "/" + options->link + "/accept", {}); };
  });
  CLI::App* ending = parent.add_subcommand("end", "nothing more is offered; by either side");
  ending->callback([=, &session] {
    session.action = [=, &session] { return change_link(session, "/" + options->link + "/end", {}); };
  });
  for (CLI::App* command : {accepting, ending})
    command->add_option("LINK", options->link, "its id, M-...")->required();
}

}  // namespace

void add_platform_commands(CLI::App& app, Session& session) {
  const auto options = std::make_shared<PlatformOptions>();
  CLI::App* parent =
      app.add_subcommand("platform", "for platforms: the inbox of removal requests, and links");
  parent->require_subcommand(1);
  add_inbox_commands(*parent, session, options);
  add_link_commands(*parent, session, options);
  add_partner_commands(*parent, session, options);
}

}  // namespace jium::cli
