// `jium series`. What is known of a survivor stays on this machine: it is brought into one form
// (linkage/joint_count.h), blinded, and only tokens are sent.
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>

#include "jium/base/text_file.h"
#include "jium/cli/commands.h"
#include "jium/cli/exit_code.h"
#include "jium/linkage/joint_count.h"
#include "jium/linkage/oblivious.h"
#include "jium/linkage/series_group.h"

namespace jium::cli {
namespace {

namespace json = boost::json;

struct SeriesOptions {
  std::string series, link, people, secret_file, format = "json", out, missed;
  std::vector<std::string> cases;
  int seat = 0;
  bool yes = false;
};
using Shared = std::shared_ptr<SeriesOptions>;
using Run = Result<int> (*)(const Session&, const SeriesOptions&);

Fault not_jiums() {
  return fault(FaultKind::outside, "the server's answer is not jium's");
}

std::string word_at(const json::value& object, const char* member) {
  const json::value& value = object.at(member);
  return value.is_null() ? "nobody" : text_at(object, member);
}

void print_series(const json::value& series) {
  fmt::print("{}  since {}{}\n", text_at(series, "id"), text_at(series, "begun_at"),
             series.at("is_in").as_bool() ? "" : "  your centre is not in it");
  for (const json::value& seat : series.at("seats").as_array()) {
    std::string agreed;
    for (const json::value& one : seat.at("agreed").as_array())
      agreed += (agreed.empty() ? "" : ", ") + std::string(one.as_string());
    fmt::print("  seat {:<3} {:<6} {}{}  proposed by {}; yes of {}\n", text_at(seat, "seat"),
               text_at(seat, "state"), text_at(seat, "centre"),
               seat.at("case").is_null() ? "" : " (your " + text_at(seat, "case") + ")",
               text_at(seat, "proposed_by"), agreed);
  }
  for (const json::value& one : series.at("board").as_array())
    fmt::print("  {}: {} cases, {} images, {} videos, {} live, {} gone, {} asked for, {} removed; {} to {}\n",
               text_at(one, "centre"), text_at(one, "cases"), text_at(one, "images"), text_at(one, "videos"),
               text_at(one, "live"), text_at(one, "gone"), text_at(one, "requested"), text_at(one, "removed"),
               text_at(one, "first_seen"), text_at(one, "last_seen"));
  for (const json::value& site : series.at("sites").as_array()) {
    const bool waits = !site.at("waits_for").is_null();
    fmt::print("  {:<30} {:>6} live  {}\n", text_at(site, "site"), text_at(site, "live"),
               waits ? "answer to " + text_at(site, "waits_for") + " awaited"
                     : "next to ask: " + word_at(site, "asks_next"));
  }
}

Result<int> open_series(const Session& session, const SeriesOptions& options) {
  JIUM_TRY(const json::value answer, session.post("/series", json::object{{"related", options.link}}));
  session.show(answer, print_series);
  return kDone;
}

Result<int> list_series(const Session& session, const SeriesOptions&) {
  JIUM_TRY(const json::value answer, session.get("/series"));
  session.show(answer, [](const json::value& a) {
    for (const json::value& one : a.at("series").as_array()) print_series(one);
    if (a.at("series").as_array().empty())
      fmt::print("no series groups: one begins with an opened link (jium series open LINK)\n");
  });
  return kDone;
}

Result<int> show_series(const Session& session, const SeriesOptions& options) {
  JIUM_TRY(const json::value answer, session.get("/series/" + options.series));
  session.show(answer, print_series);
  return kDone;
}

Result<int> turn(const Session& session, const SeriesOptions& options, const char* way,
                 const json::object& ask) {
  JIUM_TRY(const json::value answer, session.post("/series/" + options.series + "/" + way, ask));
  session.show(answer, print_series);
  return kDone;
}

Result<int> propose(const Session& session, const SeriesOptions& options) {
  return turn(session, options, "propose", {{"related", options.link}});
}

// Without a number: the first seat of one's own that waits.
Result<int> join(const Session& session, const SeriesOptions& options) {
  if (options.seat > 0) return turn(session, options, "agree", {{"seat", options.seat}});
  JIUM_TRY(const json::value series, session.get("/series/" + options.series));
  for (const json::value& seat : series.at("seats").as_array()) {
    if (text_at(seat, "state") == "waits" && !seat.at("case").is_null())
      return turn(session, options, "agree", {{"seat", seat.at("seat")}});
  }
  return fault(FaultKind::conflict, "no seat of your centre waits for a yes: name another's with --seat");
}

Result<int> refuse(const Session& session, const SeriesOptions& options) {
  return turn(session, options, "refuse", {{"seat", options.seat}});
}

Result<int> bring(const Session& session, const SeriesOptions& options) {
  json::array cases;
  for (const std::string& one : options.cases) cases.emplace_back(one);
  return turn(session, options, "bring", {{"cases", cases}});
}

void print_leaving(const json::value& leaving) {
  fmt::print("{} cases of your centre leave; {} centres stay{}{}\n",
             leaving.at("own_cases").as_array().size(), leaving.at("left_behind").as_array().size(),
             leaving.at("group_ends").as_bool() ? ", and the group is none any more" : "",
             leaving.at("joint_counts_change").as_bool() ? "; joint counts have to be made anew" : "");
}

Result<int> leave(const Session& session, const SeriesOptions& options) {
  if (!options.yes) {
    JIUM_TRY(const json::value answer, session.get("/series/" + options.series + "/leaving"));
    session.show(answer, [](const json::value& a) {
      print_leaving(a);
      fmt::print("nothing has been done yet: say --yes to leave\n");
    });
    return kDone;
  }
  JIUM_TRY(const json::value answer, session.post("/series/" + options.series + "/leave", json::object{}));
  session.show(answer, print_leaving);
  return kDone;
}

struct Person {
  std::string the_case;
  std::vector<std::string> words;
};

// A line each: case, name, day of birth, telephone, with tabs between; what is not known is empty.
Result<std::vector<Person>> read_people(const std::string& path) {
  std::string text;
  if (path == "-") {
    text.assign(std::istreambuf_iterator<char>(std::cin), {});
  } else {
    JIUM_TRY(text, read_text_file(path));
  }
  std::vector<Person> people;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line.front() == '#') continue;
    std::array<std::string, 4> fields;
    std::istringstream in(line);
    for (std::string& field : fields) std::getline(in, field, '\t');
    auto words = linkage::person_keys({.name = fields[1], .birth_date = fields[2], .telephone = fields[3]});
    if (!words) return Fault(std::move(words).fault()).within("line " + std::to_string(people.size() + 1));
    people.push_back({fields[0], *std::move(words)});
  }
  if (people.empty()) return fault(FaultKind::malformed, "the file names nobody: a line for each survivor");
  return people;
}

// Of one question's worth of words.
Result<json::array> tokens_of(const Session& session, const std::string& series,
                              const std::vector<linkage::Blinding>& blindings,
                              const linkage::CentresSecret& secret) {
  json::array elements, tokens;
  for (const auto& blinding : blindings) elements.emplace_back(to_hex(blinding.blinded));
  JIUM_TRY(const json::value answer,
           session.post("/series/" + series + "/tokens", json::object{{"elements", elements}}));
  const json::array& evaluated = answer.at("elements").as_array();
  if (evaluated.size() != blindings.size()) return not_jiums();
  for (std::size_t i = 0; i < blindings.size(); ++i) {
    JIUM_TRY(const Bytes bytes, from_hex(evaluated[i].as_string()));
    linkage::Element element{};
    if (bytes.size() != element.size()) return not_jiums();
    std::ranges::copy(bytes, element.begin());
    JIUM_TRY(const auto output, linkage::finish(blindings[i], element));
    tokens.emplace_back(to_hex(linkage::token_of(output, secret)));
  }
  return tokens;
}

Result<int> give(const Session& session, const SeriesOptions& options) {
  JIUM_TRY(const auto people, read_people(options.people));
  linkage::CentresSecret secret{};
  if (!options.secret_file.empty()) {
    JIUM_TRY(const std::string text, read_text_file(options.secret_file));
    JIUM_TRY(secret, linkage::read_centres_secret(text));
  }
  json::array tokens;
  std::vector<linkage::Blinding> blindings;
  const auto ask = [&]() -> Result<void> {
    JIUM_TRY(const json::array more, tokens_of(session, options.series, blindings, secret));
    tokens.insert(tokens.end(), more.begin(), more.end());
    blindings.clear();
    return {};
  };
  for (const Person& person : people) {
    for (const std::string& word : person.words) {
      JIUM_TRY(auto blinding, linkage::blind(word));
      blindings.push_back(std::move(blinding));
      if (blindings.size() == linkage::kBatch) JIUM_CHECK(ask());
    }
  }
  if (!blindings.empty()) JIUM_CHECK(ask());
  json::array given;
  std::size_t next = 0;
  for (const Person& person : people) {
    json::array own;
    for (std::size_t i = 0; i < person.words.size(); ++i) own.push_back(tokens.at(next++));
    given.push_back(json::object{{"case", person.the_case}, {"tokens", own}});
  }
  JIUM_TRY(const json::value answer,
           session.post("/series/" + options.series + "/people", json::object{{"people", given}}));
  session.show(answer, [](const json::value& a) {
    fmt::print("{} records of {} different people are given, as tokens alone\n", text_at(a, "records"),
               text_at(a, "people"));
  });
  return kDone;
}

Result<int> count(const Session& session, const SeriesOptions& options) {
  const std::string missed = options.missed.empty() ? "" : "?missed=" + options.missed;
  JIUM_TRY(const json::value answer, session.get("/series/" + options.series + "/count" + missed));
  session.show(answer, [](const json::value& a) {
    fmt::print("{} different people ({} records, {} known to several centres)\n", text_at(a, "people"),
               text_at(a, "people_records"), text_at(a, "people_shared"));
    fmt::print("{} different deletions ({} as each centre counts), {} verified\n", text_at(a, "deletions"),
               text_at(a, "deletion_records"), text_at(a, "verified"));
    fmt::print("counted as one by chance: {} pairs expected; counted twice: {}\n", text_at(a, "wrongly_one"),
               a.at("wrongly_two").is_null() ? "not known (give --missed)" : text_at(a, "wrongly_two"));
    for (const json::value& one : a.at("counted").as_array())
      fmt::print("  {}: {} people{}, {} deletions of {} asked for, {} verified\n", text_at(one, "centre"),
                 text_at(one, "people"), one.at("has_given").as_bool() ? "" : " (not given yet)",
                 text_at(one, "deletions"), text_at(one, "requested"), text_at(one, "verified"));
  });
  return kDone;
}

Result<void> write_out(const std::string& path, std::string_view text) {
  std::ofstream out(path, std::ios::binary);
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
  out.close();
  if (out) return {};
  return fault(FaultKind::outside, path + " cannot be written");
}

Result<int> graph(const Session& session, const SeriesOptions& options) {
  JIUM_TRY(const json::value answer,
           session.get("/series/" + options.series + "/graph?format=" + options.format));
  const std::string text =
      answer.is_string() ? std::string(answer.as_string()) : json::serialize(answer) + "\n";
  if (!options.out.empty()) {
    JIUM_CHECK(write_out(options.out, text));
    session.show(json::object{{"file", options.out}},
                 [](const json::value& a) { fmt::print("{} is written\n", text_at(a, "file")); });
    return kDone;
  }
  session.show(answer, [&](const json::value& a) {
    if (a.is_string()) {
      fmt::print("{}", text);
      return;
    }
    for (const json::value& edge : a.at("edges").as_array()) {
      const auto node = [&](const char* end) {
        return text_at(a.at("nodes").as_array().at(edge.at(end).to_number<std::size_t>()), "label");
      };
      fmt::print("{}  {} {}  (by {}, {})\n", node("from"), text_at(edge, "kind"), node("to"),
                 text_at(edge, "source"), text_at(edge, "at"));
    }
  });
  return kDone;
}

CLI::App* add(CLI::App& parent, const char* name, const char* what, Session& session, const Shared& options,
              Run run) {
  CLI::App* const command = parent.add_subcommand(name, what);
  command->callback([=, &session] { session.action = [=, &session] { return run(session, *options); }; });
  return command;
}

}  // namespace

void add_series_commands(CLI::App& app, Session& session) {
  const auto options = std::make_shared<SeriesOptions>();
  CLI::App* const series =
      app.add_subcommand("series", "centres that follow one offender: their board, counts and graph");
  series->require_subcommand(1);
  CLI::App* const open =
      add(*series, "open", "begin a group with an opened link", session, options, &open_series);
  (void)add(*series, "list", "the groups in which your centre has a seat", session, options, &list_series);
  CLI::App* const show = add(*series, "show", "seats, counts by centre, sites and who asks next", session,
                             options, &show_series);
  CLI::App* const proposal = add(*series, "propose", "propose the case at the other end of an opened link",
                                 session, options, &propose);
  CLI::App* const yes =
      add(*series, "join", "say yes to your centre's seat, or to another's", session, options, &join);
  CLI::App* const no = add(*series, "refuse", "say no to a seat that waits", session, options, &refuse);
  CLI::App* const more = add(*series, "bring", "further cases of your own", session, options, &bring);
  CLI::App* const out =
      add(*series, "leave", "what leaving would change; with --yes, leave", session, options, &leave);
  CLI::App* const give_them =
      add(*series, "give", "your survivors as tokens, made on this machine", session, options, &give);
  CLI::App* const counted =
      add(*series, "count", "different people and deletions of all centres", session, options, &count);
  CLI::App* const drawn =
      add(*series, "graph", "who holds what, where it was seen, what is the same", session, options, &graph);
  for (CLI::App* const command : {show, proposal, yes, no, more, out, give_them, counted, drawn})
    command->add_option("SERIES", options->series, "its id, Z-...")->required();
  for (CLI::App* const command : {open, proposal})
    command->add_option("LINK", options->link, "an opened link, N-...")->required();
  yes->add_option("--seat", options->seat, "another centre's seat, by its number");
  no->add_option("--seat", options->seat, "by its number")->required();
  more->add_option("CASES", options->cases, "C-...")->required();
  out->add_flag("--yes", options->yes, "leave now");
  give_them
      ->add_option("PEOPLE", options->people,
                   "a file, or -: case, name, day of birth (2001-02-03) and telephone, with tabs between")
      ->required();
  give_them->add_option("--secret", options->secret_file, "the file with the secret that the centres share");
  counted->add_option("--missed", options->missed,
                      "the share of shared people known by different words: 0.05");
  drawn->add_option("--format", options->format, "json or graphml")->capture_default_str();
  drawn->add_option("--out", options->out, "a file to write it to");
}

}  // namespace jium::cli
