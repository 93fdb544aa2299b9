#include <fmt/format.h>
#include <sodium.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "jium/app/backup_command.h"
#include "jium/app/config_command.h"
#include "jium/app/fsck_command.h"
#include "jium/app/migrate_command.h"
#include "jium/app/private_memory.h"
#include "jium/app/rotate_keys_command.h"
#include "jium/app/rotate_log_key_command.h"
#include "jium/app/server_commands.h"
#include "jium/cli/command_groups.h"
#include "jium/cli/commands.h"
#include "jium/cli/exit_code.h"
#include "jium/cli/intake_commands.h"
#include "jium/cli/session.h"
#include "jium/embedded/version.h"
#include "jium/fingerprint/fingerprinter.h"
#include "jium/media/sandbox.h"

namespace {

using namespace jium;

// What looks at files for this process.
class Decoding {
 public:
  // Starts the server process of the sandbox.
  Decoding() : sandbox_(start(media::Confinement::required)) {}

  // Where the sandbox cannot be set up: with what can be, said out loud, because whoever runs this must know.
  void settle_for_less() {
    if (sandbox_) return;
    fmt::print(
        stderr,
        "jium: UNSAFE: {}.\njium: UNSAFE: --unsafe-decoding reads files all the same, with less between a "
        "hostile file and this machine than there should be.\n",
        sandbox_.fault().what);
    sandbox_ = start(media::Confinement::best_effort);
  }

  Result<fingerprint::Fingerprinter*> fingerprinter() {
    if (!sandbox_) return sandbox_.fault();
    if (!fingerprinter_) fingerprinter_ = fingerprint::make_sandboxed_fingerprinter(**sandbox_);
    return fingerprinter_.get();
  }

 private:
  static Result<std::unique_ptr<media::Sandbox>> start(media::Confinement confinement) {
    fingerprint::prepare_file_task();
    return media::Sandbox::start(&fingerprint::file_task, {}, confinement);
  }

  Result<std::unique_ptr<media::Sandbox>> sandbox_;
  std::unique_ptr<fingerprint::Fingerprinter> fingerprinter_;
};

void add_global_options(CLI::App& app, cli::GlobalOptions& options, bool& unsafe_decoding) {
  app.set_version_flag("--version", "jium " + std::string(kVersion));
  app.add_option("--server", options.server,
                 "the server's address (or JIUM_SERVER; default http://127.0.0.1:8420)");
  app.add_option("--key-file", options.key_file,
                 "a file that holds the key (or JIUM_KEY_FILE, or the key itself in JIUM_KEY)");
  app.add_flag("--json", options.json, "answer with one JSON document");
  app.add_flag(
      "--unsafe-decoding", unsafe_decoding,
      "read files even where this kernel has no full sandbox: only on a machine that holds nothing else");
  app.require_subcommand(1);
  app.fallthrough();
  app.footer(
      "Exit codes: 0 done, 1 the answer is no, 2 usage, 3 malformed, 4 forbidden, 5 missing, 6 conflict, 7 "
      "busy or late, 8 outside, 9 internal.");
}

Result<int> run_action(const cli::Session& session) {
  try {
    return session.action();
  } catch (const std::exception&) {
    // An answer without what the API promises, or memory that ran out. The library's words may quote content.
    return fault(FaultKind::internal,
                 "this went wrong in a way nobody foresaw: is the server of the same version?");
  }
}

int parse_and_run(int argc, char** argv, cli::Session& session, Decoding& decoding) {
  CLI::App app(
      "jium: a joint response system against digital sex crimes. Footage is known by fingerprints; the media "
      "itself is never stored, shown or sent.",
      "jium");
  bool unsafe_decoding = false;
  add_global_options(app, session.options, unsafe_decoding);
  app::add_server_commands(app, session);
  app::add_fsck_command(app, session);
  app::add_backup_commands(app, session);
  app::add_config_command(app, session);
  app::add_rotate_keys_command(app, session);
  app::add_migrate_command(app, session);
  cli::add_file_commands(app, session);
  cli::add_compare_command(app, session);
  cli::add_vpdq_command(app, session);
  cli::add_scan_command(app, session);
  cli::add_access_commands(app, session);
  cli::add_people_commands(app, session);
  cli::add_proof_commands(app, session);
  cli::add_passkey_commands(app, session);
  cli::add_case_commands(app, session);
  cli::add_place_commands(app, session);
  cli::add_directory_commands(app, session);
  cli::add_directory_exchange_commands(app, session);
  cli::add_statistics_commands(app, session);
  cli::add_outcome_commands(app, session);
  cli::add_request_commands(app, session);
  cli::add_console_commands(app, session);
  cli::add_task_commands(app, session);
  cli::add_batch_commands(app, session);
  cli::add_reply_commands(app, session);
  cli::add_form_commands(app, session);
  cli::add_platform_commands(app, session);
  cli::add_intake_commands(app, session);
  cli::add_watch_commands(app, session);
  cli::add_ladder_commands(app, session);
  cli::add_linkage_commands(app, session);
  cli::add_series_commands(app, session);
  cli::add_block_commands(app, session);
  cli::add_life_commands(app, session);
  cli::add_feed_command(app, session);
  cli::add_audit_command(app, session);
  app::add_rotate_log_key_command(app, session);
  cli::group_commands(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    // --help and --version come this way too, with code 0.
    if (error.get_exit_code() == 0) return app.exit(error);
    session.show_fault(fault(FaultKind::malformed, std::string(error.what()) + " (see jium --help)"));
    return cli::kUsage;
  }
  // Before any key is read or thread started.
  if (unsafe_decoding) decoding.settle_for_less();
  const auto done = run_action(session);
  if (done) return *done;
  session.show_fault(done.fault());
  return cli::exit_code_of(done.fault().kind);
}

}  // namespace

int main(int argc, char** argv) {
  // First of all, while there is no key, socket or thread to inherit: the server process of the sandbox.
  Decoding decoding;
  if (!app::keep_memory_private()) {
    fmt::print(stderr, "jium: this machine does not let a program forbid that its memory is dumped\n");
    return cli::exit_code_of(FaultKind::internal);
  }
  if (sodium_init() < 0) {
    fmt::print(stderr, "jium: libsodium cannot start\n");
    return cli::exit_code_of(FaultKind::internal);
  }
  cli::Session session([&decoding] { return decoding.fingerprinter(); });
  return parse_and_run(argc, argv, session, decoding);
}
