#include "jium/app/backup_command.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>

#include "jium/app/config.h"
#include "jium/app/data_folder.h"
#include "jium/app/data_lock.h"
#include "jium/app/open_store.h"
#include "jium/base/text_file.h"
#include "jium/cli/exit_code.h"
#include "jium/embedded/version.h"
#include "jium/store/backup.h"
#include "jium/store/marks.h"
#include "jium/store/soundness.h"

namespace jium::app {
namespace {

namespace json = boost::json;
using store::Transaction;

struct BackupOptions {
  std::string config, data = "var/data", to, recipient, key_recipient, file, into, identity, key_identity,
                      out;
  bool without_key = false;
};

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

// As typed, or in a file.
Result<store::RecipientKey> recipient_of(const std::string& text) {
  std::error_code ignored;
  if (!std::filesystem::exists(text, ignored)) return store::parse_recipient(text);
  JIUM_TRY(const std::string word, read_word_file(text));
  return store::parse_recipient(word);
}

Result<std::optional<store::BackupIdentity>> identity_of(const std::string& path) {
  if (path.empty()) return std::optional<store::BackupIdentity>();
  JIUM_TRY(const std::string word, read_word_file(path));
  JIUM_TRY(store::BackupIdentity identity, store::BackupIdentity::parse(word));
  return std::optional(std::move(identity));
}

Result<File> open_backup(const std::string& path) {
  File file(std::fopen(path.c_str(), "rbe"));
  if (!file) return fault(FaultKind::outside, "the backup cannot be opened: check the path and its mode");
  return file;
}

json::object about(const store::Manifest& manifest) {
  json::object rows;
  for (const auto& [table, count] : manifest.rows) rows[table] = count;
  return {{"jium", manifest.jium},
          {"made_at", to_text(manifest.made_at)},
          {"schema", manifest.schema},
          {"generation", manifest.generation},
          {"rows", std::move(rows)},
          {"audit_checkpoint", manifest.audit_checkpoint.empty() ? json::value(nullptr)
                                                                 : json::value(manifest.audit_checkpoint)}};
}

std::int64_t all_rows(const store::Manifest& manifest) {
  std::int64_t all = 0;
  for (const auto& [table, count] : manifest.rows) all += count;
  return all;
}

Result<int> make(const cli::Session& session, const BackupOptions& options) {
  if (options.to.empty() || options.recipient.empty())
    return fault(FaultKind::malformed,
                 "a backup needs --to FILE and --recipient KEY; `jium backup identity` makes a key");
  JIUM_TRY(const Config config, read_config(options.config));
  JIUM_CHECK(must_have_data(config, options.data));
  JIUM_TRY(const store::RecipientKey recipient, recipient_of(options.recipient));
  JIUM_TRY(const store::RecipientKey key_recipient,
           recipient_of(options.key_recipient.empty() ? options.recipient : options.key_recipient));
  JIUM_TRY(const DataLock lock, DataLock::take(options.data));
  const std::string key_file = key_file_of(config, options.data);
  JIUM_TRY(const auto store, open_store(config, options.data));
  const Instant now = SystemClock().now();
  JIUM_TRY(const store::MadeBackup made,
           store::make_backup(*store, {options.data, options.without_key ? "" : key_file, options.to,
                                       recipient, key_recipient, std::string(kVersion), now}));
  JIUM_CHECK(store->write([&](Transaction& tx) { return store::note(tx, store::Mark::backup, now); }));
  json::object answer = about(made.manifest);
  answer["file"] = options.to;
  answer["bytes"] = made.bytes;
  answer["has_key_file"] = !options.without_key;
  session.show(answer, [&](const json::value&) {
    fmt::print("{}: {} rows, {} bytes{}\n", options.to, all_rows(made.manifest), made.bytes,
               options.without_key ? "; without the key file" : "");
  });
  return cli::kDone;
}

Result<int> verify(const cli::Session& session, const BackupOptions& options) {
  JIUM_TRY(const auto identity, identity_of(options.identity));
  JIUM_TRY(const auto key_identity, identity_of(options.key_identity));
  JIUM_TRY(const File file, open_backup(options.file));
  JIUM_TRY(const store::ReadBackup read,
           store::read_backup(file.get(), *identity, key_identity ? &*key_identity : nullptr,
                              [](ByteView) -> Result<void> { return {}; }));
  JIUM_TRY(const store::Manifest manifest, store::parse_manifest(read.manifest));
  std::string key = "left out";
  if (read.has_key_file) key = "sealed to somebody else";
  if (!read.key_file.reveal().empty()) {
    JIUM_TRY(const store::KeyRing ring, store::KeyRing::parse(read.key_file.reveal()));
    key = ring.find(manifest.generation) == nullptr ? "of another database" : "opens";
  }
  json::object answer = about(manifest);
  answer["database_bytes"] = read.database_bytes;
  answer["key_file"] = key;
  session.show(answer, [&](const json::value&) {
    fmt::print("whole: made at {} by jium {}, {} rows; its key file: {}\n", to_text(manifest.made_at),
               manifest.jium, all_rows(manifest), key);
  });
  return key == "of another database" ? cli::kNo : cli::kDone;
}

// What was promised by the manifest is there, and all of it opens.
Result<store::Soundness> check_restored(const std::string& folder, const store::Manifest& manifest) {
  JIUM_TRY(const auto store, store::Store::open(folder));
  return store->read([&](Transaction& tx) -> Result<store::Soundness> {
    JIUM_TRY(auto found, store::check_soundness(tx));
    JIUM_TRY(const auto rows, store::count_rows(tx));
    for (const auto& [table, count] : manifest.rows) {
      const auto here = rows.find(table);
      if (here == rows.end() || here->second != count)
        found.faults.push_back(table + ": not as many rows as the manifest says");
    }
    return found;
  });
}

Result<int> restore(const cli::Session& session, const BackupOptions& options) {
  JIUM_TRY(const auto identity, identity_of(options.identity));
  JIUM_TRY(const auto key_identity, identity_of(options.key_identity));
  JIUM_TRY(const File file, open_backup(options.file));
  JIUM_TRY(const store::Restored restored, store::restore_backup(file.get(), options.into, *identity,
                                                                 key_identity ? &*key_identity : nullptr));
  json::object answer = about(restored.manifest);
  answer["folder"] = options.into;
  answer["has_key_file"] = restored.has_key_file;
  json::array faults;
  std::uint64_t opened = 0;
  if (restored.has_key_file) {
    JIUM_TRY(const store::Soundness found, check_restored(options.into, restored.manifest));
    for (const std::string& fault : found.faults) faults.emplace_back(fault);
    opened = found.opened;
  }
  answer["opened"] = opened;
  answer["faults"] = faults;
  session.show(answer, [&](const json::value&) {
    if (restored.has_key_file)
      fmt::print("{}: {} rows, {} sealed fields open, {}\n", options.into, all_rows(restored.manifest),
                 opened, faults.empty() ? "good" : "and not all is as it was:");
    else
      fmt::print(
          "{}: {} rows; the key file is not in it: put it there as jium.key, mode 600, and run `jium "
          "fsck`\n",
          options.into, all_rows(restored.manifest));
    for (const json::value& fault : faults) fmt::print("  {}\n", std::string(fault.as_string()));
  });
  return faults.empty() ? cli::kDone : cli::kNo;
}

Result<int> identity(const cli::Session& session, const BackupOptions& options) {
  const store::BackupIdentity made = store::BackupIdentity::random();
  const int descriptor =
      ::open(options.out.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0)
    return fault(FaultKind::conflict, "the identity file cannot be made: is there one of that name already?");
  const std::string text = made.text();
  const bool written = ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                       ::fsync(descriptor) == 0;
  ::close(descriptor);
  if (!written) return fault(FaultKind::outside, "the identity file cannot be written: check the disk");
  const std::string recipient = store::recipient_text(made.recipient);
  session.show(json::object{{"identity", options.out}, {"recipient", recipient}}, [&](const json::value&) {
    fmt::print("{}\n", recipient);
    fmt::print(stderr, "the identity is in {}: keep it off this machine; whoever has it opens the backups\n",
               options.out);
  });
  return cli::kDone;
}

void add_identities(CLI::App* command, BackupOptions& options) {
  command->add_option("--identity", options.identity, "the file that `jium backup identity` made")
      ->required();
  command->add_option("--key-identity", options.key_identity,
                      "the same for the key file, when it is sealed to somebody else");
}

}  // namespace

void add_backup_commands(CLI::App& app, cli::Session& session) {
  const auto options = std::make_shared<BackupOptions>();
  const auto when = [&session, options](CLI::App* command, auto act) {
    command->callback([=, &session] { session.action = [=, &session] { return act(session, *options); }; });
  };
  CLI::App* backing = app.add_subcommand("backup", "an encrypted backup while the server serves");
  backing->require_subcommand(0, 1);
  backing->add_option("--to", options->to, "the file; one that is there is never replaced");
  backing->add_option("--recipient", options->recipient,
                      "who can open it: jium-recipient-..., or a file that holds it");
  backing->add_option("--key-recipient", options->key_recipient,
                      "who can open the key file in it (default: the same)");
  backing->add_flag("--without-key", options->without_key,
                    "leaves the key file out: keep copies of it elsewhere");
  backing->add_option("--data", options->data, "the folder of the database and its key")
      ->capture_default_str();
  backing->add_option("--config", options->config, "a TOML file, for keys.file and store.postgres");
  // A parent's callback runs after its child's, which has chosen already.
  backing->callback([=, &session] {
    if (backing->get_subcommands().empty())
      session.action = [=, &session] { return make(session, *options); };
  });
  CLI::App* verifying = backing->add_subcommand("verify", "reads all of a backup and says what is in it");
  verifying->add_option("FILE", options->file, "the backup")->required();
  add_identities(verifying, *options);
  when(verifying, verify);
  CLI::App* naming =
      backing->add_subcommand("identity", "makes a key that opens backups, and prints its recipient");
  naming->add_option("--out", options->out, "the file of the secret half")->required();
  when(naming, identity);
  CLI::App* restoring =
      app.add_subcommand("restore", "puts a backup into a new folder, and checks all of it");
  restoring->add_option("FILE", options->file, "the backup")->required();
  restoring->add_option("--into", options->into, "a folder that is not there, or empty")->required();
  add_identities(restoring, *options);
  when(restoring, restore);
}

}  // namespace jium::app
