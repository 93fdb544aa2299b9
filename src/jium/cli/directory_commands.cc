#include <fmt/format.h>

#include "jium/cli/commands.h"
#include "jium/cli/exit_code.h"
#include "jium/removal/operator.h"

namespace jium::cli {
namespace {

namespace json = boost::json;

struct OperatorOptions {
  std::string id, name, mail, language, jurisdiction, rule, state;
  std::vector<std::string> channels, reads;
};

struct SiteOptions {
  std::string site, kind, site_operator, owner, host, cdn, registrar, suggestion, name;
  std::vector<std::string> without;
};

void print_operator(const json::value& o) {
  fmt::print("{}  {}  <{}>  {}  {}  {}\n", text_at(o, "id"), text_at(o, "name"), text_at(o, "mail"),
             text_at(o, "language"), text_at(o, "jurisdiction"), text_at(o, "state"));
}

void print_operator_whole(const json::value& o) {
  print_operator(o);
  for (const json::value& channel : o.at("channels").as_array()) {
    fmt::print("  {}  {}  in {}\n", text_at(channel, "kind"), text_at(channel, "address"),
               text_at(channel, "language"));
  }
  if (!o.at("rule").is_null()) fmt::print("  under the rule {}\n", text_at(o, "rule"));
}

std::string percent(const json::value& share) {
  return share.is_null() ? "-" : fmt::format("{:.1f} %", share.to_number<double>() * 100);
}

void print_record(const json::value& history) {
  const json::value& record = history.at("record");
  const json::value& median = record.at("median_hours_to_removal");
  fmt::print(
      "  asked {} times: {} removed ({}), {} refused, {} never answered, {} waiting, {} false claims\n",
      text_at(record, "sent"), text_at(record, "removed"), percent(record.at("share_removed")),
      text_at(record, "refused"), text_at(record, "silent"), text_at(record, "waiting"),
      text_at(record, "false_claims"));
  if (!median.is_null()) fmt::print("  removal took {:.1f} hours (median)\n", median.to_number<double>());
  for (const json::value& contact : history.at("contacts").as_array()) {
    fmt::print("  {}  {}  {}  {}\n", text_at(contact, "at"), text_at(contact, "channel"),
               text_at(contact, "request"), text_at(contact, "outcome"));
  }
}

// "web_form=https://site.example/report" or "mail=abuse@site.example,ko".
Result<json::value> channel_of(const std::string& text) {
  const auto equals = text.find('=');
  const auto kind = parse_enum<removal::ChannelKind>("channel", text.substr(0, equals));
  if (equals == std::string::npos || !kind) {
    return fault(FaultKind::malformed,
                 "a channel is KIND=ADDRESS or KIND=ADDRESS,LANGUAGE, where KIND is one of " +
                     choices_of<removal::ChannelKind>());
  }
  json::object channel{{"kind", std::string(to_text(*kind))}};
  const auto comma = text.rfind(',');
  const bool has_language =
      comma != std::string::npos && parse_enum<removal::Language>("language", text.substr(comma + 1));
  const auto end = has_language ? comma : text.size();
  channel["address"] = text.substr(equals + 1, end - equals - 1);
  if (has_language) channel["language"] = text.substr(comma + 1);
  return channel;
}

void put(json::object& body, const char* member, const std::string& text) {
  if (!text.empty()) body[member] = text;
}

Result<json::object> body_of(const OperatorOptions& options) {
  json::object body;
  put(body, "name", options.name);
  put(body, "mail", options.mail);
  put(body, "language", options.language);
  put(body, "jurisdiction", options.jurisdiction);
  if (!options.rule.empty()) body["rule"] = options.rule == "none" ? "" : options.rule;
  put(body, "state", options.state);
  if (!options.channels.empty()) {
    json::array channels;
    for (const std::string& text : options.channels) {
      JIUM_TRY(auto channel, channel_of(text));
      channels.push_back(std::move(channel));
    }
    body["channels"] = std::move(channels);
  }
  if (!options.reads.empty()) {
    json::array languages;
    for (const std::string& language : options.reads) languages.emplace_back(language);
    body["languages"] = std::move(languages);
  }
  return body;
}

Result<int> add_operator(const Session& session, const OperatorOptions& options) {
  JIUM_TRY(auto body, body_of(options));
  if (options.language.empty()) body["language"] = "en";
  JIUM_TRY(const json::value answer, session.post("/operators", body));
  session.show(answer, print_operator);
  return kDone;
}

Result<int> change_operator(const Session& session, const OperatorOptions& options) {
  JIUM_TRY(const auto body, body_of(options));
  JIUM_TRY(const json::value answer, session.post("/operators/" + options.id, body));
  session.show(answer, print_operator_whole);
  return kDone;
}

Result<int> show_operator(const Session& session, const OperatorOptions& options) {
  JIUM_TRY(json::value answer, session.get("/operators/" + options.id));
  JIUM_TRY(const json::value history, session.get("/operators/" + options.id + "/record"));
  answer.as_object()["history"] = history;
  session.show(answer, [](const json::value& a) {
    print_operator_whole(a);
    print_record(a.at("history"));
  });
  return kDone;
}

Result<int> list_operators(const Session& session) {
  JIUM_TRY(const json::value answer, session.get("/operators"));
  session.show(answer, [](const json::value& a) {
    for (const json::value& one : a.at("operators").as_array()) print_operator(one);
  });
  return kDone;
}

void print_site(const json::value& s) {
  fmt::print("{}  {}  {}  run by {}\n", text_at(s, "id"), text_at(s, "name"), text_at(s, "kind"),
             text_at(s, "operator"));
}

void print_site_whole(const json::value& s) {
  print_site(s);
  for (const char* party : {"owner", "host", "cdn", "registrar"}) {
    if (!s.at(party).is_null()) fmt::print("  {}  {}\n", party, text_at(s, party));
  }
  if (!s.at("host_changed_at").is_null()) {
    fmt::print("  its host has changed ({}): look who has it now, then settle it\n",
               text_at(s, "host_changed_at"));
  }
}

Result<int> assign_site(const Session& session, const SiteOptions& options) {
  json::object body{{"site", options.site}};
  put(body, "operator", options.site_operator);
  put(body, "kind", options.kind);
  put(body, "owner", options.owner);
  put(body, "host", options.host);
  put(body, "cdn", options.cdn);
  put(body, "registrar", options.registrar);
  if (!options.without.empty()) {
    json::array without;
    for (const std::string& party : options.without)
      without.emplace_back(party == "operator" ? "site_operator" : party);
    body["without"] = std::move(without);
  }
  JIUM_TRY(const json::value answer, session.post("/sites", body));
  session.show(answer, print_site_whole);
  return kDone;
}

Result<int> show_site(const Session& session, const SiteOptions& options) {
  JIUM_TRY(json::value answer, session.get("/sites/" + options.site));
  JIUM_TRY(const json::value history, session.get("/sites/" + options.site + "/record"));
  answer.as_object()["history"] = history;
  session.show(answer, [](const json::value& a) {
    print_site_whole(a);
    print_record(a.at("history"));
  });
  return kDone;
}

void print_suggestion(const json::value& s) {
  fmt::print("{}  {}  {}  {}  {}  from {} on {}  {}\n", text_at(s, "id"), text_at(s, "party"),
             text_at(s.at("channel"), "kind"), text_at(s.at("channel"), "address"), text_at(s, "name"),
             text_at(s, "source"), text_at(s, "found_at"), text_at(s, "state"));
}

Result<int> discover_contacts(const Session& session, const SiteOptions& options) {
  JIUM_TRY(const json::value answer, session.post("/sites/" + options.site + "/discover", json::object{}));
  session.show(answer, [](const json::value& a) {
    fmt::print("registers are asked about {}: see `jium site suggestions {}` in a minute\n",
               text_at(a, "name"), text_at(a, "id"));
  });
  return kDone;
}

Result<int> list_suggestions(const Session& session, const SiteOptions& options) {
  JIUM_TRY(const json::value answer, session.get("/sites/" + options.site + "/suggestions"));
  session.show(answer, [](const json::value& a) {
    for (const json::value& one : a.at("suggestions").as_array()) print_suggestion(one);
    if (a.at("suggestions").as_array().empty()) fmt::print("nothing was found\n");
  });
  return kDone;
}

Result<int> decide_suggestion(const Session& session, const SiteOptions& options, bool accept) {
  json::object body{{"suggestion", options.suggestion}, {"accept", accept}};
  put(body, "operator", options.site_operator);
  put(body, "name", options.name);
  JIUM_TRY(const json::value answer, session.post("/suggestions/decide", body));
  session.show(answer, print_suggestion);
  return kDone;
}

Result<int> settle_host(const Session& session, const SiteOptions& options) {
  json::object body;
  put(body, "host", options.host);
  JIUM_TRY(const json::value answer, session.post("/sites/" + options.site + "/settle-host", body));
  session.show(answer, print_site_whole);
  return kDone;
}

Result<int> list_sites(const Session& session) {
  JIUM_TRY(const json::value answer, session.get("/sites"));
  session.show(answer, [](const json::value& a) {
    for (const json::value& one : a.at("sites").as_array()) print_site(one);
  });
  return kDone;
}

void add_what_is_said_of_an_operator(CLI::App& command, const std::shared_ptr<OperatorOptions>& options) {
  command.add_option("--mail", options->mail, "where removal requests go");
  command.add_option("--channel", options->channels,
                     "KIND=ADDRESS[,LANGUAGE], once for each, in order of preference; KIND: " +
                         choices_of<removal::ChannelKind>());
  command.add_option("--language", options->language,
                     "of the letters (en unless said): " + choices_of<removal::Language>());
  command.add_option("--reads", options->reads, "a language that it reads, once for each");
  command.add_option("--jurisdiction", options->jurisdiction,
                     "two capital letters (KR, US, EU), or * when unknown: chooses the legal rule");
  command.add_option("--rule", options->rule, "the rule's name, where it is not that of the jurisdiction");
}

void add_operator_commands(CLI::App& app, Session& session) {
  const auto options = std::make_shared<OperatorOptions>();
  CLI::App* operators = app.add_subcommand("operator", "who runs sites and can delete there");
  operators->require_subcommand(1);
  CLI::App* add = operators->add_subcommand("add", "add one to your centre's directory");
  add->add_option("--name", options->name, "as the letter addresses it")->required();
  add_what_is_said_of_an_operator(*add, options);
  add->callback(
      [=, &session] { session.action = [=, &session] { return add_operator(session, *options); }; });
  CLI::App* change = operators->add_subcommand("change", "change what is said of one");
  change->add_option("OPERATOR", options->id, "P-...")->required();
  change->add_option("--name", options->name, "as the letter addresses it");
  add_what_is_said_of_an_operator(*change, options);
  change->add_option("--state", options->state,
                     "as your experience is: " + choices_of<removal::OperatorState>());
  change->callback(
      [=, &session] { session.action = [=, &session] { return change_operator(session, *options); }; });
  CLI::App* show = operators->add_subcommand("show", "what is known about one");
  show->add_option("OPERATOR", options->id, "P-...")->required();
  show->callback(
      [=, &session] { session.action = [=, &session] { return show_operator(session, *options); }; });
  CLI::App* list = operators->add_subcommand("list", "list them");
  list->callback([&session] { session.action = [&session] { return list_operators(session); }; });
}

void add_discovery_commands(CLI::App& sites, Session& session) {
  const auto options = std::make_shared<SiteOptions>();
  CLI::App* discover = sites.add_subcommand(
      "discover", "have public registers and the site itself asked whom to write to; nobody is written to");
  discover->add_option("SITE", options->site, "its id")->required();
  discover->callback(
      [=, &session] { session.action = [=, &session] { return discover_contacts(session, *options); }; });
  CLI::App* suggestions = sites.add_subcommand("suggestions", "what was found, from where and when");
  suggestions->add_option("SITE", options->site, "its id")->required();
  suggestions->callback(
      [=, &session] { session.action = [=, &session] { return list_suggestions(session, *options); }; });
  CLI::App* accept = sites.add_subcommand("accept", "take a contact that was found into the directory");
  accept->add_option("SUGGESTION", options->suggestion, "M-...")->required();
  accept->add_option("--operator", options->site_operator, "whose it is, P-..., if it is known already");
  accept->add_option("--name", options->name, "of the new operator, where the source gives none");
  accept->callback([=, &session] {
    session.action = [=, &session] { return decide_suggestion(session, *options, true); };
  });
  CLI::App* decline = sites.add_subcommand("decline", "do not: it is not suggested again");
  decline->add_option("SUGGESTION", options->suggestion, "M-...")->required();
  decline->callback([=, &session] {
    session.action = [=, &session] { return decide_suggestion(session, *options, false); };
  });
  CLI::App* settle =
      sites.add_subcommand("settle-host", "you have looked at a change of host: escalation may go on");
  settle->add_option("SITE", options->site, "its id")->required();
  settle->add_option("--host", options->host, "on whose machines it lies now, P-...");
  settle->callback(
      [=, &session] { session.action = [=, &session] { return settle_host(session, *options); }; });
}

void add_site_commands(CLI::App& app, Session& session) {
  const auto options = std::make_shared<SiteOptions>();
  CLI::App* sites = app.add_subcommand("site", "sites, and who has a hand in them");
  sites->require_subcommand(1);
  CLI::App* assign = sites->add_subcommand("assign", "say what a site is and who runs and carries it");
  assign->add_option("SITE", options->site, "its name, or any address on it")->required();
  assign->add_option("--operator", options->site_operator, "who can delete there, P-...");
  assign->add_option("--kind", options->kind, choices_of<removal::SiteKind>());
  assign->add_option("--owner", options->owner, "who owns it, P-...");
  assign->add_option("--host", options->host, "on whose machines it lies, P-...");
  assign->add_option("--cdn", options->cdn, "whose network stands before it, P-...");
  assign->add_option("--registrar", options->registrar, "who registered its name, P-...");
  assign->add_option("--without", options->without,
                     "a party that it has no more, once for each: operator, owner, host, cdn, registrar");
  assign->callback(
      [=, &session] { session.action = [=, &session] { return assign_site(session, *options); }; });
  CLI::App* show = sites->add_subcommand("show", "what is known about one");
  show->add_option("SITE", options->site, "its id")->required();
  show->callback([=, &session] { session.action = [=, &session] { return show_site(session, *options); }; });
  CLI::App* list_all = sites->add_subcommand("list", "list them");
  list_all->callback([&session] { session.action = [&session] { return list_sites(session); }; });
  add_discovery_commands(*sites, session);
}

}  // namespace

void add_directory_commands(CLI::App& app, Session& session) {
  add_operator_commands(app, session);
  add_site_commands(app, session);
}

}  // namespace jium::cli
