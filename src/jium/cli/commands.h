// The command line, a function a noun. Each adds its commands to the parser; a command's callback sets
// Session::action, which main runs once the whole line is understood.
#pragma once

#include <CLI/CLI.hpp>

#include "jium/cli/session.h"

namespace jium::cli {

void add_file_commands(CLI::App& app, Session& session);       // hash, match, index: offline
void add_index_command(CLI::App& app, Session& session);       // index alone
void add_compare_command(CLI::App& app, Session& session);     // compare: offline
void add_vpdq_command(CLI::App& app, Session& session);        // vpdq: offline
void add_scan_command(CLI::App& app, Session& session);        // scan: offline, for volumes
void add_access_commands(CLI::App& app, Session& session);     // sign-in, sign-out, whoami, organisation, key
void add_people_commands(CLI::App& app, Session& session);     // person, join, step-up
void add_proof_commands(CLI::App& app, Session& session);      // proof, session
void add_passkey_commands(CLI::App& app, Session& session);    // passkey
void add_case_commands(CLI::App& app, Session& session);       // case, register, withdraw, reveal
void add_place_commands(CLI::App& app, Session& session);      // sight
void add_directory_commands(CLI::App& app, Session& session);  // operator, site
void add_request_commands(CLI::App& app, Session& session);    // request, alarms, alarm-seen, report
void add_task_commands(CLI::App& app, Session& session);       // task
void add_console_commands(CLI::App& app, Session& session);    // today, view, settings, sight-list
void add_batch_commands(CLI::App& app, Session& session);      // batch, letters
void add_reply_commands(CLI::App& app, Session& session);      // replies
void add_form_commands(CLI::App& app, Session& session);       // form
void add_platform_commands(CLI::App& app, Session& session);   // platform
void add_watch_commands(CLI::App& app, Session& session);      // check, vigil
void add_ladder_commands(CLI::App& app, Session& session);     // ladder
void add_linkage_commands(CLI::App& app, Session& session);    // trace, link
void add_series_commands(CLI::App& app, Session& session);     // series
void add_block_commands(CLI::App& app, Session& session);      // block, changes, webhook
void add_audit_command(CLI::App& app, Session& session);       // audit
void add_directory_exchange_commands(CLI::App& app, Session& session);  // directory
void add_outcome_commands(CLI::App& app, Session& session);             // outcome, verify
void add_statistics_commands(CLI::App& app, Session& session);          // cost, statistics
void add_life_commands(CLI::App& app,
                       Session& session);                // footage, committee, group, appeal, report-sighting
void add_feed_command(CLI::App& app, Session& session);  // feed follow, verify, open, list, trace

// Below `case`: consent, close and the other turns, holds, erasure; and `retention`.
void add_retention_commands(CLI::App& app, CLI::App& cases, Session& session);

}  // namespace jium::cli
