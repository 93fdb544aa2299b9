#include <fmt/format.h>

#include "jium/cli/commands.h"
#include "jium/cli/exit_code.h"
#include "jium/cli/list_folder.h"
#include "jium/cli/progress.h"

namespace jium::cli {
namespace {

namespace json = boost::json;

struct IndexOptions {
  std::string list;
  std::string into;
  std::string check;
  bool repair = false;
};

Result<int> build(const Session& session, const IndexOptions& options) {
  if (options.list.empty())
    return fault(FaultKind::malformed, "name the list: jium index LIST --into FOLDER");
  ListDescription made;
  {
    Progress progress(0, progress_has_a_place(false), "items");
    JIUM_TRY(made, build_list_folder(options.list, options.into, [&](std::uint64_t items, int per_cent) {
               progress.reach(items, fmt::format("{} % of the list", per_cent));
             }));
  }
  const json::object answer{{"items", made.items}, {"list", made.digest}, {"folder", options.into}};
  session.show(answer, [&](const json::value&) {
    fmt::print("{} items of the list are in {}: jium match and jium scan take it as --against\n", made.items,
               options.into);
  });
  return kDone;
}

void print_check(const ListFolderCheck& check, const IndexOptions& options) {
  for (const std::string& wrong : check.wrong) fmt::print("{}\n", wrong);
  if (check.wrong.empty()) {
    fmt::print("{}: {} items, {}\n", options.check, check.items,
               options.list.empty() ? "every byte is what was written" : "all as the list has them");
  } else if (check.repaired) {
    fmt::print("{}: repaired from the list, {} items\n", options.check, check.items);
  } else {
    fmt::print("{}: damaged. jium index --check FOLDER LIST --repair mends it\n", options.check);
  }
}

Result<int> check(const Session& session, const IndexOptions& options) {
  JIUM_TRY(const ListFolderCheck found, check_list_folder(options.check, options.list, options.repair));
  json::array wrong;
  for (const std::string& one : found.wrong) wrong.emplace_back(one);
  const json::object answer{{"items", found.items},
                            {"wrong", std::move(wrong)},
                            {"repaired", found.repaired},
                            {"folder", options.check}};
  session.show(answer, [&](const json::value&) { print_check(found, options); });
  return found.wrong.empty() || found.repaired ? kDone : kNo;
}

Result<int> run_index(const Session& session, const IndexOptions& options) {
  if (options.into.empty() == options.check.empty())
    return fault(FaultKind::malformed,
                 "either jium index LIST --into FOLDER or jium index --check FOLDER [LIST]");
  return options.check.empty() ? build(session, options) : check(session, options);
}

}  // namespace

void add_index_command(CLI::App& app, Session& session) {
  auto options = std::make_shared<IndexOptions>();
  CLI::App* index = app.add_subcommand(
      "index",
      "read a list of fingerprints once and write a folder that `jium match` and `jium scan` open at once, "
      "however long the list is; it says as much as the list does: keep it as safe");
  index->add_option("LIST", options->list, "the list of fingerprints, as for `jium match`");
  CLI::Option* into =
      index->add_option("--into", options->into, "the folder: a new one, or one to make anew");
  CLI::Option* check = index->add_option(
      "--check", options->check,
      "read every byte of this folder instead, and compare it with LIST if that is named: exit code 1 when "
      "it is damaged");
  index->add_flag("--repair", options->repair, "with --check and LIST: write anew what is damaged")
      ->needs(check);
  check->excludes(into);
  index->callback([=, &session] { session.action = [=, &session] { return run_index(session, *options); }; });
}

}  // namespace jium::cli
