#include "jium/cli/command_groups.h"

#include <gtest/gtest.h>

#include "jium/cli/commands.h"
#include "jium/cli/intake_commands.h"

namespace jium::cli {
namespace {

TEST(CommandGroups, HaveAPlaceForEveryCommand) {
  CLI::App app;
  Session session([] { return fault(FaultKind::internal, "no file is read here"); });
  for (const auto add : {add_file_commands,
                         add_compare_command,
                         add_vpdq_command,
                         add_scan_command,
                         add_access_commands,
                         add_people_commands,
                         add_proof_commands,
                         add_case_commands,
                         add_place_commands,
                         add_directory_commands,
                         add_directory_exchange_commands,
                         add_statistics_commands,
                         add_outcome_commands,
                         add_request_commands,
                         add_task_commands,
                         add_console_commands,
                         add_batch_commands,
                         add_reply_commands,
                         add_form_commands,
                         add_platform_commands,
                         add_intake_commands,
                         add_watch_commands,
                         add_ladder_commands,
                         add_linkage_commands,
                         add_series_commands,
                         add_block_commands,
                         add_life_commands,
                         add_feed_command,
                         add_audit_command})
    add(app, session);
  group_commands(app);
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
    EXPECT_NE(command->get_group(), "Subcommands") << command->get_name() << " has no heading";
}

TEST(CommandGroups, LeaveAnUnknownCommandWhereItIsSeen) {
  CLI::App app;
  app.add_subcommand("newcomer");
  group_commands(app);
  EXPECT_EQ(app.get_subcommand("newcomer")->get_group(), "Subcommands");
}

}  // namespace
}  // namespace jium::cli
