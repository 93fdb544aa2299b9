#include <fmt/format.h>

#include "jium/base/enum_text.h"
#include "jium/cli/commands.h"
#include "jium/cli/exit_code.h"
#include "jium/removal/reply.h"

namespace jium::cli {
namespace {

namespace json = boost::json;

struct ReplyOptions {
  std::string reply, kind, request;
  bool all = false, whole_letter = false;
};

void print_reply(const json::value& r) {
  fmt::print("{}  {:<15} {:<8} {}  for {}  {}\n", text_at(r, "id"), text_at(r, "kind"), text_at(r, "state"),
             text_at(r, "received_at"), text_at(r, "request"),
             r.at("applied").as_bool()    ? "noted"
             : r.at("doubtful").as_bool() ? "a person must say"
                                          : "");
}

Result<int> list(const Session& session, const ReplyOptions& options) {
  JIUM_TRY(const json::value answer, session.get(options.all ? "/replies" : "/replies?waiting=true"));
  session.show(answer, [](const json::value& a) {
    for (const json::value& one : a.at("replies").as_array()) print_reply(one);
    if (a.at("replies").as_array().empty()) fmt::print("no replies\n");
  });
  return kDone;
}

Result<int> show(const Session& session, const ReplyOptions& options) {
  JIUM_TRY(const json::value answer, session.get("/replies/" + options.reply));
  session.show(answer, [](const json::value& a) {
    print_reply(a.at("reply"));
    fmt::print("From:    {}\nSubject: {}\n\n{}\n", text_at(a, "from"), text_at(a, "subject"),
               text_at(a, "text"));
    if (a.at("dropped_parts").to_number<int>() > 0)
      fmt::print("({} attachments were dropped unread)\n", text_at(a, "dropped_parts"));
  });
  return kDone;
}

Result<int> sort(const Session& session, const ReplyOptions& options) {
  json::object ask{{"kind", options.kind}};
  if (!options.request.empty()) ask["request"] = options.request;
  if (options.whole_letter) ask["whole_letter"] = true;
  JIUM_TRY(const json::value answer, session.post("/replies/" + options.reply + "/sort", ask));
  session.show(answer, print_reply);
  return kDone;
}

}  // namespace

void add_reply_commands(CLI::App& app, Session& session) {
  const auto options = std::make_shared<ReplyOptions>();
  CLI::App* replies = app.add_subcommand("replies", "answers that came in by mail");
  replies->require_subcommand(1);

  CLI::App* listed = replies->add_subcommand("list", "those that a person must look at");
  listed->add_flag("--all", options->all, "the settled ones too");
  listed->callback([=, &session] { session.action = [=, &session] { return list(session, *options); }; });

  CLI::App* shown = replies->add_subcommand("show", "one with its text");
  shown->add_option("REPLY", options->reply, "its id, M-...")->required();
  shown->callback([=, &session] { session.action = [=, &session] { return show(session, *options); }; });

  CLI::App* sorted = replies->add_subcommand("sort", "say what it is");
  sorted->add_option("REPLY", options->reply, "its id, M-...")->required();
  sorted->add_option("KIND", options->kind, choices_of<removal::ReplyKind>())->required();
  sorted->add_option("--request", options->request, "what it answers, R-..., where jium did not know");
  sorted->add_flag("--whole-letter", options->whole_letter, "it goes for every item of the letter");
  sorted->callback([=, &session] { session.action = [=, &session] { return sort(session, *options); }; });
}

}  // namespace jium::cli
