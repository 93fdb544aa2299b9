#include "jium/app/rotate_keys_command.h"

#include <fmt/format.h>

#include <thread>

#include "jium/app/config.h"
#include "jium/app/data_folder.h"
#include "jium/app/data_lock.h"
#include "jium/app/open_store.h"
#include "jium/cli/exit_code.h"
#include "jium/cli/progress.h"
#include "jium/store/key_rotation.h"

namespace jium::app {
namespace {

namespace json = boost::json;
using store::KeyRing;
using store::Transaction;

// Small, so that a request waits for a few milliseconds at most; and a pause, in which it gets its turn.
constexpr int kKeysATime = 250;
constexpr std::chrono::milliseconds kPause{10};

struct RotationOptions {
  std::string config, data = "var/data";
  bool prepare = false;
};

// What an interrupted run has made is taken up, never made again.
Result<KeyRing> with_new_generation(const std::string& key_file, const store::RotationState& state) {
  JIUM_TRY(KeyRing ring, KeyRing::read(key_file));
  if (ring.newest() > state.generation || state.left > 0 || ring.size() > 1) return ring;
  KeyRing both = ring.with_next();
  JIUM_CHECK(both.replace(key_file));
  return both;
}

Result<std::int64_t> rewrap_all(store::Store& store, std::int64_t left, cli::Progress& progress) {
  std::int64_t done = 0;
  for (;;) {
    JIUM_TRY(const int some, store.write([](Transaction& tx) { return store::rewrap_some(tx, kKeysATime); }));
    if (some == 0) return done;
    for (int i = 0; i < some && done + i < left; ++i) progress.step();
    done += some;
    std::this_thread::sleep_for(kPause);
  }
}

Result<int> rotate(const cli::Session& session, const RotationOptions& options) {
  JIUM_TRY(const Config config, read_config(options.config));
  JIUM_CHECK(must_have_data(config, options.data));
  const std::string key_file = key_file_of(config, options.data);
  JIUM_TRY(const DataLock lock, DataLock::take(options.data));
  JIUM_TRY(const auto store, open_store(config, options.data));
  const auto state = [&] { return store->read([](Transaction& tx) { return store::rotation_state(tx); }); };
  JIUM_TRY(const store::RotationState before, state());
  JIUM_TRY(const KeyRing ring, with_new_generation(key_file, before));
  json::object answer{{"generation", ring.newest()}, {"rewrapped", 0}, {"prepared", options.prepare}};
  if (!options.prepare) {
    if (ring.newest() > before.generation) {
      JIUM_CHECK(store->write([&](Transaction& tx) { return store::name_generation(tx, ring.newest()); }));
    }
    JIUM_TRY(const store::RotationState now, state());
    cli::Progress progress(static_cast<std::uint64_t>(now.left),
                           cli::progress_has_a_place() && !session.options.json);
    JIUM_TRY(const std::int64_t done, rewrap_all(*store, now.left, progress));
    answer["rewrapped"] = done;
    JIUM_TRY(const store::RotationState after, state());
    if (after.left != 0 || after.generation != ring.newest())
      return fault(FaultKind::conflict, "keys were added in the old way meanwhile: run this once more");
    JIUM_CHECK(ring.with_only(ring.newest()).replace(key_file));
  }
  session.show(answer, [&](const json::value& shown) {
    const std::string generation = json::serialize(shown.at("generation"));
    if (options.prepare)
      fmt::print("generation {} stands in the key file beside the old one; `jium rotate-keys` goes on\n",
                 generation);
    else
      fmt::print(
          "generation {} is the master key now; {} data keys were wrapped again and the old key is gone from "
          "{}\nkeep a copy of the new key file elsewhere, and destroy the copies of the old one when no "
          "backup "
          "needs it any more\n",
          generation, json::serialize(shown.at("rewrapped")), key_file);
  });
  return cli::kDone;
}

}  // namespace

void add_rotate_keys_command(CLI::App& app, cli::Session& session) {
  const auto options = std::make_shared<RotationOptions>();
  CLI::App* rotating = app.add_subcommand(
      "rotate-keys", "a new master key while the server serves; run again, it goes on where it stopped");
  rotating->add_option("--data", options->data, "the folder of the database and its key")
      ->capture_default_str();
  rotating->add_option("--config", options->config, "a TOML file, for keys.file and store.postgres");
  rotating->add_flag(
      "--prepare", options->prepare,
      "only puts the new key beside the old one, for servers that read their key at their start");
  rotating->callback([=, &session] { session.action = [=, &session] { return rotate(session, *options); }; });
}

}  // namespace jium::app
