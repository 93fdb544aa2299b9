#include <fmt/format.h>

#include "jium/cli/commands.h"
#include "jium/cli/exit_code.h"
#include "jium/exchange/block_page.h"
#include "jium/removal/block_request.h"

namespace jium::cli {
namespace {

namespace json = boost::json;

struct BlockOptions {
  std::string sighting, basis, request, verdict, organisation, address, webhook, key, chain;
  std::vector<std::string> requests;
  std::int64_t after = 0;
};
using Shared = std::shared_ptr<BlockOptions>;
using Run = Result<int> (*)(const Session&, const BlockOptions&);

void print_request(const json::value& one) {
  fmt::print("{}  {:<8} {}  for {}  basis {}  filed {}  decided {}\n", text_at(one, "id"),
             text_at(one, "state"), text_at(one, "measure"), text_at(one, "sighting"),
             text_at(one, "legal_basis"), text_at(one, "filed_at"), text_at(one, "decided_at"));
}

Result<int> file_request(const Session& session, const BlockOptions& options) {
  json::object body{{"sighting", options.sighting}};
  if (!options.basis.empty()) body["legal_basis"] = options.basis;
  JIUM_TRY(const json::value answer, session.post("/block-requests", body));
  session.show(answer, print_request);
  return kDone;
}

Result<int> list_requests(const Session& session, const BlockOptions&) {
  JIUM_TRY(const json::value answer, session.get("/block-requests"));
  session.show(answer, [](const json::value& all) {
    for (const json::value& one : all.at("requests").as_array()) print_request(one);
  });
  return kDone;
}

Result<int> take_back(const Session& session, const BlockOptions& options) {
  JIUM_TRY(const json::value answer,
           session.post("/block-requests/" + options.request + "/take-back", json::object{}));
  session.show(answer, print_request);
  return kDone;
}

Result<int> show_queue(const Session& session, const BlockOptions&) {
  JIUM_TRY(const json::value answer, session.get("/block-requests/queue"));
  session.show(answer, [](const json::value& all) {
    for (const json::value& one : all.at("requests").as_array()) {
      const json::value& what = one.at("legal_class");
      fmt::print("{}  {}  {}  {}  {}{}  filed {}  votes {}{}\n", text_at(one, "request"),
                 text_at(one, "place"), text_at(one, "site_kind"), text_at(one, "kind"),
                 what.is_null() ? "-" : text_at(what, "code"),
                 one.at("decided").as_bool() ? " (decided)" : "", text_at(one, "filed_at"),
                 text_at(one, "votes"), one.at("voted").as_bool() ? " (yours too)" : "");
    }
  });
  return kDone;
}

// One verdict on many.
Result<int> vote(const Session& session, const BlockOptions& options, const std::string& verdict) {
  json::array votes;
  for (const std::string& one : options.requests)
    votes.push_back(json::object{{"request", one}, {"verdict", verdict}});
  JIUM_TRY(const json::value answer, session.post("/block-requests/decide", json::object{{"votes", votes}}));
  bool all_counted = true;
  for (const json::value& one : answer.at("votes").as_array())
    all_counted = all_counted && one.at("counted").as_bool();
  session.show(answer, [](const json::value& all) {
    for (const json::value& one : all.at("votes").as_array()) {
      if (one.at("counted").as_bool()) {
        fmt::print("{}  {}  {} of {} say so\n", text_at(one, "request"), text_at(one, "state"),
                   text_at(one, "votes"), text_at(one, "needed"));
      } else {
        fmt::print("{}  not counted: {}\n", text_at(one, "request"), text_at(one, "refusal"));
      }
    }
  });
  return all_counted ? kDone : kNo;
}
Result<int> decide(const Session& session, const BlockOptions& options) {
  return vote(session, options, options.verdict);
}
Result<int> lift(const Session& session, const BlockOptions& options) {
  return vote(session, options, "lift");
}

Result<int> reveal(const Session& session, const BlockOptions& options) {
  JIUM_TRY(const json::value answer,
           session.post("/block-requests/" + options.request + "/reveal", json::object{}));
  session.show(answer, [](const json::value& one) { fmt::print("{}\n", text_at(one, "address")); });
  return kDone;
}

// The provider's: one page after what it holds, checked before a line of it is printed.
Result<int> read_list(const Session& session, const BlockOptions& options) {
  JIUM_TRY(const json::value answer, session.get("/block-list?after=" + std::to_string(options.after)));
  JIUM_TRY(const auto page, exchange::read_block_page(answer));
  // A page that is checked against the key which it brings along is not checked at all.
  JIUM_TRY(const auto key, audit::NoteKey::parse(options.key));
  JIUM_CHECK(exchange::check_page(page, key));
  if (!options.chain.empty() && to_hex(page.chain_before) != options.chain)
    return fault(FaultKind::conflict,
                 "this page does not follow on the chain that you hold: ask for the whole list");
  if (page.after != static_cast<std::uint64_t>(options.after))
    return fault(FaultKind::conflict, "this page does not begin where it was asked to");
  session.show(answer, [&](const json::value&) {
    for (const registry::BlockEntry& entry : page.entries) {
      fmt::print("{}  {}  {}  {}\n", entry.seq, to_text(entry.act), entry.entry.text(),
                 entry.address ? entry.address->canonical().reveal() : "-");
    }
    fmt::print("up to {} of {}, chain {}\n  signed by {}\n", page.upto, page.newest, to_hex(page.chain),
               page.key);
  });
  return kDone;
}

void print_standing(const json::value& one) {
  fmt::print("{}  {}  sent {}  acknowledged {} at {}  waiting {}\n  key {}\n", text_at(one, "list"),
             text_at(one, "organisation"), text_at(one, "last_seq"), text_at(one, "acknowledged_seq"),
             text_at(one, "acknowledged_at"), text_at(one, "waiting"), text_at(one, "key"));
}

Result<int> acknowledge(const Session& session, const BlockOptions& options) {
  JIUM_TRY(const json::value answer,
           session.post("/block-list/acknowledge", json::object{{"seq", options.after}}));
  session.show(answer, print_standing);
  return kDone;
}

Result<int> open_list(const Session& session, const BlockOptions& options) {
  JIUM_TRY(const json::value answer,
           session.post("/block-lists", json::object{{"organisation", options.organisation}}));
  session.show(answer, print_standing);
  return kDone;
}

Result<int> list_lists(const Session& session, const BlockOptions&) {
  JIUM_TRY(const json::value answer, session.get("/block-lists"));
  session.show(answer, [](const json::value& all) {
    for (const json::value& one : all.at("lists").as_array()) print_standing(one);
  });
  return kDone;
}

Result<int> show_changes(const Session& session, const BlockOptions& options) {
  JIUM_TRY(const json::value answer, session.get("/changes?after=" + std::to_string(options.after)));
  session.show(answer, [](const json::value& all) {
    for (const json::value& one : all.at("changes").as_array())
      fmt::print("{}  {}  {}  {}\n", text_at(one, "seq"), text_at(one, "at"), text_at(one, "what"),
                 text_at(one, "subject"));
    fmt::print("the last is {}\n", text_at(all, "last"));
  });
  return kDone;
}

void print_webhook(const json::value& one) {
  fmt::print("{}  {}  {}  told up to {} at {}{}\n  signed by {}\n", text_at(one, "id"), text_at(one, "place"),
             text_at(one, "state"), text_at(one, "delivered_seq"), text_at(one, "delivered_at"),
             one.at("failing_since").is_null() ? "" : "  failing since " + text_at(one, "failing_since"),
             text_at(one, "public_key"));
}

Result<int> set_webhook(const Session& session, const BlockOptions& options) {
  JIUM_TRY(const json::value answer, session.post("/webhooks", json::object{{"address", options.address}}));
  session.show(answer, print_webhook);
  return kDone;
}

Result<int> list_webhooks(const Session& session, const BlockOptions&) {
  JIUM_TRY(const json::value answer, session.get("/webhooks"));
  session.show(answer, [](const json::value& all) {
    for (const json::value& one : all.at("webhooks").as_array()) print_webhook(one);
  });
  return kDone;
}

Result<int> remove_webhook(const Session& session, const BlockOptions& options) {
  JIUM_TRY(const json::value answer,
           session.post("/webhooks/" + options.webhook + "/remove", json::object{}));
  session.show(answer, print_webhook);
  return kDone;
}

CLI::App* add_verb(CLI::App& parent, Session& session, const Shared& options, const char* name,
                   const char* help, Run run) {
  CLI::App* command = parent.add_subcommand(name, help);
  command->callback([=, &session] { session.action = [=, &session] { return run(session, *options); }; });
  return command;
}

void add_officers_verbs(CLI::App& parent, Session& session, const Shared& options) {
  CLI::App* filing =
      add_verb(parent, session, options, "file", "ask the committee to act about a sighting", &file_request);
  filing->add_option("SIGHTING", options->sighting, "its id, S-...")->required();
  filing->add_option("--basis", options->basis, "a legal basis, else that of the footage");
  add_verb(parent, session, options, "list", "the block requests of your cases, oldest first",
           &list_requests);
  CLI::App* taking = add_verb(parent, session, options, "take-back",
                              "you asked: ask no more; what was granted is lifted", &take_back);
  taking->add_option("REQUEST", options->request, "its id, B-...")->required();
}

void add_committees_verbs(CLI::App& parent, Session& session, const Shared& options) {
  add_verb(parent, session, options, "queue", "what waits for the committee, oldest first", &show_queue);
  CLI::App* deciding =
      add_verb(parent, session, options, "decide", "your vote on any number of requests at once", &decide);
  deciding->add_option("VERDICT", options->verdict, "deletion, account_termination, access_blocking or none")
      ->required();
  CLI::App* lifting =
      add_verb(parent, session, options, "lift", "your vote that what was granted be lifted", &lift);
  for (CLI::App* command : {deciding, lifting})
    command->add_option("REQUESTS", options->requests, "their ids, B-...")->required();
  CLI::App* revealing = add_verb(parent, session, options, "reveal",
                                 "the whole address; it counts against your day's quota", &reveal);
  revealing->add_option("REQUEST", options->request, "its id, B-...")->required();
}

void add_list_verbs(CLI::App& parent, Session& session, const Shared& options) {
  CLI::App* feed = parent.add_subcommand("feed", "the block lists of access providers");
  feed->require_subcommand(1);
  CLI::App* reading = add_verb(*feed, session, options, "read",
                               "a page of your own list, checked; it holds addresses", &read_list);
  reading->add_option("--after", options->after, "the last entry that you hold");
  reading->add_option("--key", options->key, "the list's public key, as you were told it")->required();
  reading->add_option("--chain", options->chain, "the chain of the page before, in hexadecimal");
  CLI::App* acknowledging = add_verb(*feed, session, options, "acknowledge",
                                     "say up to which entry you have applied it", &acknowledge);
  acknowledging->add_option("SEQ", options->after, "the entry's number")->required();
  CLI::App* opening = add_verb(*feed, session, options, "open", "open an access provider's list", &open_list);
  opening->add_option("ORGANISATION", options->organisation, "its id, O-...")->required();
  add_verb(*feed, session, options, "list", "every provider's list, and who is late", &list_lists);
}

}  // namespace

void add_block_commands(CLI::App& app, Session& session) {
  const auto options = std::make_shared<BlockOptions>();
  CLI::App* parent = app.add_subcommand("block", "what the committee is asked, and what it decides");
  parent->require_subcommand(1);
  add_officers_verbs(*parent, session, options);
  add_committees_verbs(*parent, session, options);
  add_list_verbs(*parent, session, options);
  CLI::App* changing = add_verb(app, session, options, "changes",
                                "what your organisation is told of, in order", &show_changes);
  changing->add_option("--after", options->after, "the last change that you hold");
  CLI::App* hooks = app.add_subcommand("webhook", "where your own programs are told of changes");
  hooks->require_subcommand(1);
  CLI::App* setting =
      add_verb(*hooks, session, options, "set", "have a program told by signed POSTs", &set_webhook);
  setting->add_option("ADDRESS", options->address, "https://...")->required();
  add_verb(*hooks, session, options, "list", "how far each has come", &list_webhooks);
  CLI::App* removing =
      add_verb(*hooks, session, options, "remove", "tell nothing there any more", &remove_webhook);
  removing->add_option("WEBHOOK", options->webhook, "its id, X-...")->required();
}

}  // namespace jium::cli
