#include "jium/cli/command_groups.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace jium::cli {
namespace {

struct CommandGroup {
  const char* heading;
  std::vector<std::string_view> commands;
};

// Headings appear in the order in which their first command was added.
const std::vector<CommandGroup>& groups() {
  static const std::vector<CommandGroup> kGroups{
      {"Running an installation",
       {"serve", "work", "sign-in-link", "fsck", "backup", "restore", "config", "rotate-keys", "migrate"}},
      {"Files, on this machine alone", {"hash", "match", "index", "compare", "vpdq", "scan"}},
      {"Who you are",
       {"sign-in", "sign-out", "whoami", "join", "step-up", "proof", "session", "passkey", "view",
        "settings"}},
      {"Organisations and people", {"organisation", "key", "person", "group"}},
      {"Cases",
       {"today", "case", "register", "withdraw", "sight", "sight-list", "reveal", "reveals", "identity",
        "retention", "support-ground", "identity-leak", "vigil", "intake"}},
      {"Sites and who runs them", {"operator", "site", "directory"}},
      {"Removal",
       {"request", "batch", "letters", "replies", "form", "task", "check", "ladder", "alarms", "alarm-seen"}},
      {"Committee and platforms",
       {"footage", "committee", "block", "appeal", "feed", "platform", "report-sighting", "changes",
        "webhook"}},
      {"Centres together", {"trace", "link", "series"}},
      {"Figures and court", {"report", "statistics", "cost", "court", "outcome", "verify"}},
      {"The audit log", {"audit"}},
  };
  return kGroups;
}

}  // namespace

void group_commands(CLI::App& app) {
  for (CLI::App* command : app.get_subcommands([](CLI::App*) { return true; })) {
    for (const CommandGroup& group : groups()) {
      if (std::ranges::find(group.commands, command->get_name()) != group.commands.end())
        command->group(group.heading);
    }
  }
}

}  // namespace jium::cli
