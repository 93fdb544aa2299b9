#include "jium/app/fsck_command.h"

#include <fmt/format.h>

#include "jium/app/config.h"
#include "jium/app/data_folder.h"
#include "jium/app/open_store.h"
#include "jium/cli/exit_code.h"
#include "jium/cli/progress.h"
#include "jium/desk/known_footage.h"
#include "jium/store/audit_soundness.h"
#include "jium/store/soundness.h"

namespace jium::app {
namespace {

namespace json = boost::json;

struct FsckOptions {
  std::string config, data = "var/data";
  bool mend = false;
};

json::array names(const std::vector<std::string>& texts) {
  json::array list;
  for (const std::string& text : texts) list.emplace_back(text);
  return list;
}

json::object about_database(const store::Soundness& found) {
  return {{"rows", found.rows},
          {"opened", found.opened},
          {"forgotten", found.forgotten},
          {"faults", names(found.faults)}};
}

json::object about_log(const store::LogSoundness& found) {
  return {{"size", found.size},
          {"erased", found.erased},
          {"checkpoints", found.checkpoints},
          {"root", to_hex(found.root)},
          {"faults", names(found.faults)}};
}

json::object about_index(const match::IndexCheck& check) {
  return {{"index", std::string(check.index)},
          {"values", check.values},
          {"missing", check.difference.missing.size()},
          {"extra", check.difference.extra.size()},
          {"different", check.difference.different.size()},
          {"damaged", names(check.damaged)}};
}

// With mending the mark is set anew, so that the next start trusts the folder.
Result<std::vector<match::IndexCheck>> check_index(store::Transaction& tx, match::HashBank& bank, bool mend) {
  JIUM_TRY(auto checks, bank.check(desk::hashes_in_store(tx), mend));
  if (!mend) return checks;
  JIUM_TRY(const std::int64_t seq, store::last_footage_change(tx));
  JIUM_TRY(const std::string mark, desk::mark_at(tx, seq));
  JIUM_CHECK(bank.set_mark(mark));
  return checks;
}

// A folder that is behind the store is no fault: the next start reads what changed since. So it is brought up
// to the store first, as that start would.
Result<void> bring_up(store::Transaction& tx, match::HashBank& bank) {
  JIUM_TRY(const auto marked, desk::marked_change(tx, bank));
  if (!marked) return {};
  JIUM_CHECK(store::footage_changed_since(tx, *marked, [&](const registry::Footage& footage) {
    if (registry::may_match(footage.state)) {
      bank.put({footage.id.value(), footage.fingerprints});
    } else {
      bank.remove(footage.id.value());
    }
  }));
  return {};
}

void print_index(const json::object& one, bool mended) {
  fmt::print("index {:<10} {} values", std::string(one.at("index").as_string()),
             one.at("values").as_uint64());
  const auto count = [&](const char* member) { return one.at(member).as_uint64(); };
  const bool differs = count("missing") + count("extra") + count("different") > 0;
  if (differs) {
    fmt::print(", {} missing, {} extra, {} different", count("missing"), count("extra"), count("different"));
  }
  for (const json::value& name : one.at("damaged").as_array())
    fmt::print("\n  damaged: {}", std::string(name.as_string()));
  const bool good = !differs && one.at("damaged").as_array().empty();
  fmt::print("{}\n", good ? ", good" : mended ? "\n  mended from the registry" : "");
}

void print_log(const json::object& log) {
  fmt::print("audit log        {} entries, {} erased, {} checkpoints{}\n", log.at("size").as_uint64(),
             log.at("erased").as_uint64(), log.at("checkpoints").as_uint64(),
             log.at("faults").as_array().empty() ? ", good" : "");
  for (const json::value& text : log.at("faults").as_array())
    fmt::print("  {}\n", std::string(text.as_string()));
  if (!log.at("faults").as_array().empty())
    fmt::print(
        "  somebody has changed the log from outside jium: keep this folder, and compare with an export\n");
}

void print(const json::object& answer, bool mended) {
  const json::object& database = answer.at("database").as_object();
  fmt::print("database         {} rows, {} sealed fields open", database.at("rows").as_uint64(),
             database.at("opened").as_uint64());
  if (database.at("forgotten").as_uint64() > 0)
    fmt::print(", {} rows forgotten on purpose", database.at("forgotten").as_uint64());
  fmt::print("{}\n", database.at("faults").as_array().empty() ? ", good" : "");
  for (const json::value& text : database.at("faults").as_array())
    fmt::print("  {}\n", std::string(text.as_string()));
  if (!database.at("faults").as_array().empty())
    fmt::print("  nothing was changed: put back a backup, and keep this folder to find out what happened\n");
  print_log(answer.at("log").as_object());
  if (answer.at("index").is_null()) {
    fmt::print("index            none in files: it is made anew at each start\n");
    return;
  }
  for (const json::value& one : answer.at("index").as_array()) print_index(one.as_object(), mended);
}

// Nothing when there is no folder, by the settings or because no server has made it yet.
Result<std::optional<std::vector<match::IndexCheck>>> check_folder(store::Store& store,
                                                                   const IndexFolder& settings, bool mend) {
  using Checks = std::vector<match::IndexCheck>;
  if (settings.folder.empty()) return std::optional<Checks>();
  auto bank = open_index(settings, match::Segment::Check::whole, !mend);
  if (!bank && bank.fault().kind == FaultKind::missing) return std::optional<Checks>();
  if (!bank) return Fault(std::move(bank).fault()).within("the index (stop `jium serve` first)");
  JIUM_TRY(Checks checks, store.read([&](store::Transaction& tx) -> Result<Checks> {
    JIUM_CHECK(bring_up(tx, **bank));
    return check_index(tx, **bank, mend);
  }));
  return std::optional(std::move(checks));
}

Result<int> run(const cli::Session& session, const FsckOptions& options) {
  JIUM_TRY(const Config config, read_config(options.config));
  JIUM_CHECK(must_have_data(config, options.data));
  JIUM_TRY(const auto store, open_store(config, options.data));
  cli::Progress progress(0, cli::progress_has_a_place() && !session.options.json);
  JIUM_TRY(const store::Soundness found, store->read([&](store::Transaction& tx) {
    return store::check_soundness(tx, [&] { progress.step(); });
  }));
  JIUM_TRY(const store::LogSoundness log, store->read([&](store::Transaction& tx) {
    return store::check_log(tx, [&] { progress.step(); });
  }));
  json::object answer{{"database", about_database(found)},
                      {"log", about_log(log)},
                      {"index", nullptr},
                      {"mended", options.mend}};
  JIUM_TRY(const auto checks, check_folder(*store, config.index, options.mend));
  bool index_good = true;
  if (checks) {
    json::array list;
    for (const match::IndexCheck& check : *checks) {
      index_good = index_good && check.good();
      list.push_back(about_index(check));
    }
    answer["index"] = std::move(list);
  }
  session.show(answer, [&](const json::value& shown) { print(shown.as_object(), options.mend); });
  return found.good() && log.good() && (index_good || options.mend) ? cli::kDone : cli::kNo;
}

}  // namespace

void add_fsck_command(CLI::App& app, cli::Session& session) {
  const auto options = std::make_shared<FsckOptions>();
  CLI::App* checking = app.add_subcommand("fsck",
                                          "checks the data folder: every page, every sealed field, the audit "
                                          "log, and the index beside the registry");
  checking->add_option("--data", options->data, "the folder of the database and its key")
      ->capture_default_str();
  checking->add_option(
      "--config", options->config,
      "a TOML file, for index.folder and store.postgres; see docs/operating/configuration.md");
  checking->add_flag("--mend", options->mend, "puts right what the index lacks, from the registry");
  checking->callback([=, &session] { session.action = [=, &session] { return run(session, *options); }; });
}

}  // namespace jium::app
