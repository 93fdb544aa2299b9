#include "jium/app/rotate_log_key_command.h"

#include <fmt/format.h>

#include "jium/app/config.h"
#include "jium/app/data_folder.h"
#include "jium/app/data_lock.h"
#include "jium/app/open_store.h"
#include "jium/cli/exit_code.h"
#include "jium/desk/rotate_log_key.h"

namespace jium::app {
namespace {

namespace json = boost::json;

struct LogKeyOptions {
  std::string config, data = "var/data";
  bool at_once = false;
};

Result<int> rotate(const cli::Session& session, const LogKeyOptions& options) {
  JIUM_TRY(const Config config, read_config(options.config));
  JIUM_CHECK(must_have_data(config, options.data));
  JIUM_TRY(const DataLock lock, DataLock::take(options.data));
  JIUM_TRY(const auto store, open_store(config, options.data));
  JIUM_TRY(const desk::RotatedLogKey rotated, store->write([&](store::Transaction& tx) {
    return desk::rotate_log_key(tx, SystemClock().now(), options.at_once);
  }));
  const json::object answer{{"from", rotated.from.text()},
                            {"key", rotated.to.text()},
                            {"size", rotated.size},
                            {"both_until", to_text(rotated.both_until)}};
  session.show(answer, [&](const json::value&) {
    fmt::print("{}\nsigns the audit log from entry {} on; it follows\n{}\n", rotated.to.text(), rotated.size,
               rotated.from.text());
    if (options.at_once)
      fmt::print("the earlier keys sign nothing any more: tell every reader and witness the new one now\n");
    else
      fmt::print("both sign until {}: tell readers and witnesses the new one by then\n",
                 to_text(rotated.both_until));
  });
  return cli::kDone;
}

}  // namespace

void add_rotate_log_key_command(CLI::App& app, cli::Session& session) {
  const auto options = std::make_shared<LogKeyOptions>();
  CLI::App* rotating = app.get_subcommand("audit")->add_subcommand(
      "rotate-key", "on the server's machine, while it serves: another key takes over the audit log");
  rotating->add_option("--data", options->data, "the folder of the database and its key")
      ->capture_default_str();
  rotating->add_option("--config", options->config, "a TOML file");
  rotating->add_flag("--at-once", options->at_once,
                     "the old key signs nothing any more: for a key that others may have");
  rotating->callback([=, &session] { session.action = [=, &session] { return rotate(session, *options); }; });
}

}  // namespace jium::app
