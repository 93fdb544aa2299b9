// jium verify, jium report court make | verify | list | types, jium report recovery, jium outcome record |
// list | statistics. verify and types need no server.
#include "jium/cli/court_commands.h"

#include <fmt/format.h>

#include <fstream>

#include "jium/audit/exact_text.h"
#include "jium/base/text_file.h"
#include "jium/casework/outcome.h"
#include "jium/cli/exit_code.h"
#include "jium/report/court_manifest.h"
#include "jium/report/court_papers.h"

namespace jium::cli {
namespace {

namespace json = boost::json;

struct PaperOptions {
  std::vector<std::string> cases;
  std::string kind = "support_performance", language = "ko", offence, reference, out, json_out, series, file;
  std::int64_t per_hour = 0;
  bool cosigned = false;
};

struct CheckOptions {
  std::string file, key, log_key;
  std::vector<std::string> known, witnesses;
  std::size_t quorum = 0;
};

struct OutcomeOptions {
  std::vector<std::string> cases;
  std::string charge, decided_on, court, number, article, offence, judgement, appealed;
  int demand = 0, sentence = 0, suspended = 0, employment_restriction = 0;
  std::string range;
};

json::array words_of(const std::vector<std::string>& words) {
  json::array array;
  for (const std::string& word : words) array.emplace_back(word);
  return array;
}

void put(json::object& body, const char* name, const std::string& value) {
  if (!value.empty()) body[name] = value;
}
void put(json::object& body, const char* name, std::int64_t value) {
  if (value > 0) body[name] = value;
}

// A paper that lies there already is somebody's.
Result<void> write_new(const std::string& path, std::string_view bytes) {
  if (std::ifstream(path).good()) return fault(FaultKind::conflict, path + " is there already");
  std::ofstream out(path, std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (out) return {};
  return fault(FaultKind::outside, path + " cannot be written");
}

Result<int> make(const Session& session, const PaperOptions& options) {
  if (std::ifstream(options.out).good())
    return fault(FaultKind::conflict, options.out + " is there already: choose another name");
  json::object body{
      {"cases", words_of(options.cases)}, {"kind", options.kind}, {"language", options.language}};
  put(body, "offence", options.offence);
  put(body, "reference", options.reference);
  put(body, "per_hour", options.per_hour);
  if (options.cosigned) body["cosigned"] = true;
  put(body, "series", options.series);
  JIUM_TRY(json::value answer, session.post("/court-papers", body));
  const json::string& pdf = answer.at("pdf").as_string();
  JIUM_TRY(const Bytes bytes, audit::from_base64(std::string_view(pdf.data(), pdf.size())));
  JIUM_CHECK(write_new(options.out, text_of(bytes)));
  if (!options.json_out.empty()) JIUM_CHECK(write_new(options.json_out, text_at(answer, "values") + "\n"));
  answer.as_object().erase("pdf");
  session.show(answer, [&](const json::value& a) {
    fmt::print("{} is {}\nSHA-256 {}\nsigned with {}\n", options.out, text_at(a.at("paper"), "id"),
               text_at(a.at("paper"), "digest"), text_at(a, "key"));
  });
  return kDone;
}

Result<int> cosign(const Session& session, const PaperOptions& options) {
  if (std::ifstream(options.out).good())
    return fault(FaultKind::conflict, options.out + " is there already: choose another name");
  JIUM_TRY(const std::string file, read_text_file(options.file));
  JIUM_TRY(json::value answer,
           session.post("/court-papers/cosign",
                        json::object{{"series", options.series}, {"pdf", audit::to_base64(bytes_of(file))}}));
  const json::string& pdf = answer.at("pdf").as_string();
  JIUM_TRY(const Bytes bytes, audit::from_base64(std::string_view(pdf.data(), pdf.size())));
  JIUM_CHECK(write_new(options.out, text_of(bytes)));
  answer.as_object().erase("pdf");
  session.show(answer, [&](const json::value& a) {
    fmt::print("{} is signed with {} too\n", options.out, text_at(a, "key"));
  });
  return kDone;
}

Result<int> list(const Session& session) {
  JIUM_TRY(const json::value answer, session.get("/court-papers"));
  session.show(answer, [](const json::value& a) {
    fmt::print("signed with {}\n", text_at(a, "key"));
    for (const json::value& one : a.at("papers").as_array())
      fmt::print("{}  {}  {}  {}  {}\n", text_at(one, "made_at"), text_at(one, "id"), text_at(one, "kind"),
                 text_at(one, "language"), text_at(one, "digest"));
  });
  return kDone;
}

Result<int> claim(const Session& session, const PaperOptions& options) {
  json::object body{{"cases", words_of(options.cases)}, {"language", options.language}};
  put(body, "reference", options.reference);
  put(body, "per_hour", options.per_hour);
  JIUM_TRY(const json::value answer, session.post("/recovery", body));
  session.show(answer, [](const json::value& a) { fmt::print("{}", text_at(a, "text")); });
  return kDone;
}

Result<int> types(const Session& session) {
  JIUM_TRY(const auto* guideline, report::built_in_guideline());
  json::array list;
  for (const auto& type : guideline->types)
    list.push_back(json::object{{"code", type.code}, {"ko", type.ko}, {"en", type.en}});
  session.show(json::object{{"guideline", guideline->id}, {"types", list}}, [&](const json::value&) {
    fmt::print("{} ({})\n", guideline->en, guideline->id);
    for (const auto& type : guideline->types) fmt::print("{:<14} {} ({})\n", type.code, type.ko, type.en);
  });
  return kDone;
}

Result<report::PaperPolicy> policy_of(const CheckOptions& options) {
  report::PaperPolicy policy;
  if (!options.key.empty()) {
    JIUM_TRY(policy.centre, audit::NoteKey::parse(options.key));
  }
  if (!options.log_key.empty()) {
    JIUM_TRY(policy.log.log, audit::NoteKey::parse(options.log_key));
  }
  policy.log.quorum = options.quorum;
  for (const std::string& text : options.witnesses) {
    JIUM_TRY(audit::NoteKey key, audit::NoteKey::parse(text));
    if (key.use() != audit::KeyUse::cosign)
      return fault(FaultKind::malformed, "this is not the key of a witness: " + key.name());
    policy.log.witnesses.push_back(std::move(key));
  }
  for (const std::string& path : options.known) {
    JIUM_TRY(const std::string text, read_text_file(path));
    JIUM_TRY(const auto note, audit::read_note(text));
    JIUM_TRY(policy.log.known.emplace_back(), audit::read_checkpoint(note.text));
  }
  return policy;
}

// What a stranger's file says is not let loose on a terminal.
std::string plain(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
  }
  return text;
}

void tell(const report::PaperVerdict& v) {
  const auto& figures = v.manifest.figures;
  fmt::print("This report holds: {}, made on {} by {}.\nProven:\n", plain(v.manifest.paper),
             plain(v.manifest.made_at), plain(v.manifest.centre));
  fmt::print("- no byte of the file was changed since {} signed it.\n", plain(v.manifest.key));
  fmt::print(
      "- its figures are counts of the {} records listed in it: {} deletions requested, {} done, {} "
      "verified, {} places.\n",
      v.records, figures.requested, figures.done, figures.verified, figures.places);
  if (v.first_entry)
    fmt::print(
        "- acts about {} of these records stand in the audit log, {} entries from {} to {}, unchanged "
        "since.\n",
        v.records_in_log, v.entries, to_text(*v.first_entry), to_text(*v.last_entry));
  for (const audit::Endorsement& one : v.log.witnesses)
    fmt::print("- {} cosigned the log as it stood then, at {}.\n", one.key.name(), to_text(*one.at));
  for (const std::string& name : v.signed_too)
    fmt::print("- {} has signed the same file, and its part of the joint count with it.\n", plain(name));
  fmt::print("Not proven:\n");
  for (const std::string& name : v.not_signed)
    fmt::print("- that {} agrees with the joint count: it has not signed.\n", plain(name));
  if (!v.centre_given)
    fmt::print(
        "- that the key is the centre's: compare it with the one that you were given by another way "
        "(--key).\n");
  if (v.log.witnesses.empty())
    fmt::print(
        "- that the log shows the same history to everybody: no witness whose key you gave has cosigned "
        "it.\n");
  if (v.records_in_log < v.records)
    fmt::print(
        "- anything about {} records beyond the centre's own signature: no entry about them is shown.\n",
        v.records - v.records_in_log);
  fmt::print(
      "- how many victims there are, how old they are, and joint counts: these rest on the centres' "
      "word.\n- what a place showed to a person, who is to be seen in the footage, and who disseminated "
      "it.\n");
}

json::object verdict_json(const report::PaperVerdict& v) {
  json::array witnesses;
  for (const audit::Endorsement& one : v.log.witnesses)
    witnesses.push_back(json::object{{"name", one.key.name()}, {"at", to_text(*one.at)}});
  return {{"holds", true},
          {"signed", words_of(v.signed_too)},
          {"not_signed", words_of(v.not_signed)},
          {"paper", v.manifest.paper},
          {"made_at", v.manifest.made_at},
          {"centre", v.manifest.centre},
          {"key", v.manifest.key},
          {"key_given", v.centre_given},
          {"records", v.records},
          {"records_in_log", v.records_in_log},
          {"entries", v.entries},
          {"log_size", v.log.size},
          {"log_root", to_hex(v.log.root)},
          {"witnesses", witnesses},
          {"figures", json::parse(report::figures_json(v.manifest.figures))}};
}

Result<int> check(const Session& session, const CheckOptions& options) {
  JIUM_TRY(const report::PaperPolicy policy, policy_of(options));
  std::ifstream in(options.file, std::ios::binary);
  if (!in) return fault(FaultKind::outside, options.file + " cannot be opened");
  const std::string file{std::istreambuf_iterator<char>(in), {}};
  if (in.bad()) return fault(FaultKind::outside, options.file + " cannot be read to its end");
  const auto verdict = report::verify_paper(file, policy);
  if (!verdict) {
    session.show(json::object{{"holds", false}, {"why", verdict.fault().what}}, [&](const json::value&) {
      fmt::print("this does not hold: {}\n", plain(verdict.fault().what));
    });
    return kNo;
  }
  session.show(verdict_json(*verdict), [&](const json::value&) { tell(*verdict); });
  return kDone;
}

Result<int> record(const Session& session, const OutcomeOptions& options) {
  json::object body{
      {"cases", words_of(options.cases)}, {"charge", options.charge}, {"decided_on", options.decided_on}};
  put(body, "court", options.court);
  put(body, "number", options.number);
  put(body, "article", options.article);
  put(body, "offence", options.offence);
  put(body, "judgement", options.judgement);
  put(body, "appealed", options.appealed);
  put(body, "demand", options.demand);
  put(body, "sentence", options.sentence);
  put(body, "suspended", options.suspended);
  put(body, "employment_restriction", options.employment_restriction);
  if (!options.range.empty()) {
    JIUM_TRY(const report::Range range, report::parse_range(options.range));
    put(body, "range_from", range.from);
    put(body, "range_to", range.to);
  }
  JIUM_TRY(const json::value answer, session.post("/outcomes", body));
  session.show(answer, [](const json::value& a) { fmt::print("{} is recorded\n", text_at(a, "id")); });
  return kDone;
}

Result<int> list_outcomes(const Session& session) {
  JIUM_TRY(const json::value answer, session.get("/outcomes"));
  session.show(answer, [](const json::value& a) {
    for (const json::value& one : a.at("outcomes").as_array())
      fmt::print("{}  {}  {}  {}  demand {}  sentence {}  suspended {}  appealed {}\n",
                 text_at(one, "decided_on"), text_at(one, "id"), text_at(one, "charge"),
                 text_at(one, "judgement"), text_at(one, "demand"), text_at(one, "sentence"),
                 text_at(one, "suspended"), text_at(one, "appealed"));
  });
  return kDone;
}

void print_share(const char* name, const json::value& share) {
  fmt::print("  {:<34} {:>6} of {:>6}  {:>6} %\n", name, text_at(share, "count"), text_at(share, "of"),
             text_at(share, "per_cent"));
}

void print_group(const json::value& group) {
  const std::string offence = text_at(group, "offence");
  fmt::print("\n{}: {} outcomes, {} sentences of imprisonment, median {} months\n",
             offence.empty() ? "all" : offence, text_at(group, "outcomes"), text_at(group, "imprisoned"),
             text_at(group, "median_sentence"));
  print_share("within the guideline's range", group.at("within_range"));
  print_share("above it", group.at("above_range"));
  print_share("below it", group.at("below_range"));
  print_share("suspended", group.at("suspended"));
  print_share("above the prosecution's demand", group.at("above_demand"));
  print_share("below it", group.at("below_demand"));
}

Result<int> statistics(const Session& session) {
  JIUM_TRY(const json::value answer, session.get("/outcomes/statistics"));
  session.show(answer, [](const json::value& a) {
    print_group(a.at("all"));
    for (const json::value& group : a.at("by_offence").as_array()) print_group(group);
    fmt::print("\nfor comparison, as others published it:\n");
    for (const json::value& one : a.at("quoted").as_array())
      fmt::print("  {}: {} ({})\n", text_at(one, "en"), text_at(one, "value"), text_at(one, "source"));
  });
  return kDone;
}

void add_make(CLI::App& court, Session& session) {
  const auto options = std::make_shared<PaperOptions>();
  CLI::App* make_it = court.add_subcommand("make", "a report, an opinion form or a petition form as PDF");
  make_it->add_option("CASES", options->cases, "C-..., all cases of one offender")->required();
  make_it->add_option("--out", options->out, "a new file for the PDF")->required();
  make_it->add_option("--json-out", options->json_out, "a new file for the same figures as JSON");
  make_it->add_option("--kind", options->kind, choices_of<report::PaperKind>())->capture_default_str();
  make_it->add_option("--language", options->language, "ko or en")->capture_default_str();
  make_it->add_option("--offence", options->offence,
                      "the type of the guideline: see `jium report court types`");
  make_it->add_option("--reference", options->reference, "the court's number of the matter");
  make_it->add_option("--per-hour", options->per_hour,
                      "what an hour costs your centre; else the dated floor");
  make_it->add_option("--series", options->series, "Z-..., a group whose joint count stands in the report");
  make_it->add_flag("--cosigned", options->cosigned,
                    "proven up to the newest checkpoint that a witness has cosigned");
  make_it->callback([=, &session] { session.action = [=, &session] { return make(session, *options); }; });
}

void add_cosign(CLI::App& court, Session& session) {
  const auto options = std::make_shared<PaperOptions>();
  CLI::App* sign = court.add_subcommand(
      "cosign", "sign a report that another centre of a series group made, beside its signature");
  sign->add_option("REPORT", options->file, "the PDF that you were given")->required();
  sign->add_option("--series", options->series, "the group, Z-...")->required();
  sign->add_option("--out", options->out, "a new file for the PDF with your signature")->required();
  sign->callback([=, &session] { session.action = [=, &session] { return cosign(session, *options); }; });
}

void add_check(CLI::App& court, Session& session) {
  const auto options = std::make_shared<CheckOptions>();
  CLI::App* verify =
      court.add_subcommand("verify", "does this report hold, and what does that prove? Offline");
  verify->add_option("REPORT", options->file, "the PDF that you were given")->required();
  verify->add_option("--key", options->key, "the centre's key as you were given it, not from the report");
  verify->add_option("--log-key", options->log_key, "the key of the audit log as you were given it");
  verify->add_option("--known", options->known, "a file with a checkpoint that you saw before");
  verify->add_option("--witness", options->witnesses, "the key of a witness that you trust");
  verify->add_option("--quorum", options->quorum, "how many of them must have cosigned the log");
  verify->callback([=, &session] { session.action = [=, &session] { return check(session, *options); }; });
}

void add_record(CLI::App& outcome, Session& session) {
  const auto options = std::make_shared<OutcomeOptions>();
  CLI::App* add = outcome.add_subcommand("record", "what a court decided; times are in months");
  add->add_option("CASES", options->cases, "C-..., the cases that it is about")->required();
  add->add_option("--charge", options->charge, "what was charged, in words")->required();
  add->add_option("--decided-on", options->decided_on, "2026-11-22")->required();
  add->add_option("--court", options->court, "which court");
  add->add_option("--number", options->number, "of the proceedings");
  add->add_option("--article", options->article, "of the law");
  add->add_option("--offence", options->offence, "the type of the guideline: see `jium report court types`");
  add->add_option("--judgement", options->judgement, choices_of<casework::Judgement>());
  add->add_option("--demand", options->demand, "of the prosecution");
  add->add_option("--sentence", options->sentence, "of imprisonment");
  add->add_option("--suspended", options->suspended, "for how long, where it is suspended");
  add->add_option("--employment-restriction", options->employment_restriction, "for how long");
  add->add_option("--range", options->range, "that the court named: 2y6m-6y");
  add->add_option("--appealed", options->appealed, choices_of<casework::Appealed>());
  add->callback([=, &session] { session.action = [=, &session] { return record(session, *options); }; });
}

}  // namespace

void add_court_report_commands(CLI::App& report, Session& session) {
  CLI::App* court = report.add_subcommand("court", "papers for a court, and checking them");
  court->require_subcommand(1);
  add_make(*court, session);
  add_cosign(*court, session);
  add_check(*court, session);
  court->add_subcommand("list", "which papers were made, and the key that signs them")->callback([&session] {
    session.action = [&session] { return list(session); };
  });
  court->add_subcommand("types", "the types of offence of the guideline")->callback([&session] {
    session.action = [&session] { return types(session); };
  });
  const auto options = std::make_shared<PaperOptions>();
  CLI::App* recovery =
      report.add_subcommand("recovery", "one statement of cost for all cases of an offender");
  recovery->add_option("CASES", options->cases, "C-...")->required();
  recovery->add_option("--language", options->language, "ko or en")->capture_default_str();
  recovery->add_option("--reference", options->reference, "a number of the matter");
  recovery->add_option("--per-hour", options->per_hour, "what an hour costs your centre");
  recovery->callback([=, &session] { session.action = [=, &session] { return claim(session, *options); }; });
}

void add_outcome_commands(CLI::App& app, Session& session) {
  add_check(app, session);  // as `report court verify`, for those who have nothing but a report
  CLI::App* outcome = app.add_subcommand("outcome", "what courts decided, and what it adds up to");
  outcome->require_subcommand(1);
  add_record(*outcome, session);
  outcome->add_subcommand("list", "as it was recorded")->callback([&session] {
    session.action = [&session] { return list_outcomes(session); };
  });
  outcome->add_subcommand("statistics", "compliance, suspended share, sentence beside demand")
      ->callback([&session] { session.action = [&session] { return statistics(session); }; });
}

}  // namespace jium::cli
