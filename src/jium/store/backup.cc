#include "jium/store/backup.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <filesystem>

#include "jium/base/text_file.h"

namespace jium::store {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr std::size_t kPiece = std::size_t{64} << 10U;

Fault disk_fault() {
  return fault(FaultKind::outside, "the folder cannot be written to: check its owner and the free space");
}

// A descriptor that is closed, and a file without a name.
class Scratch {
 public:
  explicit Scratch(std::string path) : path_(std::move(path)) { ::unlink(path_.c_str()); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    if (descriptor_ >= 0) ::close(descriptor_);
    ::unlink(path_.c_str());
  }
  [[nodiscard]] const std::string& path() const { return path_; }
  Result<std::uint64_t> open() {
    struct stat status {};
    descriptor_ = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor_ < 0 || ::fstat(descriptor_, &status) != 0) return disk_fault();
    ::unlink(path_.c_str());
    return static_cast<std::uint64_t>(status.st_size);
  }
  Result<Bytes> next() {
    Bytes piece(kPiece);
    const ssize_t count = ::read(descriptor_, piece.data(), piece.size());
    if (count < 0) return disk_fault();
    piece.resize(static_cast<std::size_t>(count));
    return piece;
  }

 private:
  std::string path_;
  int descriptor_ = -1;
};

std::string copy_in(const std::string& folder) {
  return folder + "/jium.db.copy";
}

Result<std::string> one_text(Transaction& tx, const char* sql) {
  std::string text;
  JIUM_CHECK(tx.database().query(sql, {}, [&](const Row& row) -> Result<void> {
    text = row.text(0);
    return {};
  }));
  return text;
}

Result<Manifest> describe(Transaction& tx, const BackupOrder& order) {
  Manifest manifest{.jium = order.version, .made_at = order.now, .rows = {}, .audit_checkpoint = {}};
  JIUM_TRY(manifest.rows, count_rows(tx));
  JIUM_TRY(manifest.generation, tx.generation());
  JIUM_TRY(manifest.schema, tx.database().schema_number());
  JIUM_TRY(manifest.audit_checkpoint,
           one_text(tx, "select note from audit_checkpoint order by size desc limit 1"));
  return manifest;
}

class RestoreFolder {
 public:
  static Result<std::unique_ptr<RestoreFolder>> make(const std::string& path) {
    std::error_code failed;
    if (fs::exists(path, failed) && !fs::is_empty(path, failed))
      return fault(FaultKind::conflict,
                   "the folder is not empty: a backup is put back into a new one, never over anything");
    const bool made = fs::create_directories(path, failed);
    if (failed || ::chmod(path.c_str(), 0700) != 0) return disk_fault();
    auto folder = std::unique_ptr<RestoreFolder>(new RestoreFolder(path, made));
    folder->descriptor_ =
        ::open(folder->database().c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (folder->descriptor_ < 0) return disk_fault();
    return folder;
  }
  RestoreFolder(const RestoreFolder&) = delete;
  RestoreFolder& operator=(const RestoreFolder&) = delete;
  ~RestoreFolder() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (kept_) return;
    ::unlink(database().c_str());
    ::unlink((path_ + "/jium.key").c_str());
    if (made_) ::rmdir(path_.c_str());
  }
  Result<void> put(ByteView bytes) {
    while (!bytes.empty()) {
      const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
      if (count <= 0) return disk_fault();
      bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
    return {};
  }
  // The key file first: a database without one would ask for it.
  Result<void> keep(const Secret<std::string>& key_file) {
    if (::fsync(descriptor_) != 0) return disk_fault();
    if (!key_file.reveal().empty()) {
      JIUM_TRY(const KeyRing ring, KeyRing::parse(key_file.reveal()));
      JIUM_CHECK(ring.replace(path_ + "/jium.key"));
    }
    if (::rename(database().c_str(), (path_ + "/jium.db").c_str()) != 0) return disk_fault();
    const int folder = ::open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = folder >= 0 && ::fsync(folder) == 0;
    if (folder >= 0) ::close(folder);
    if (!synced) return disk_fault();
    kept_ = true;
    return {};
  }

 private:
  RestoreFolder(std::string path, bool made) : path_(std::move(path)), made_(made) {}
  [[nodiscard]] std::string database() const { return path_ + "/jium.db.restoring"; }
  std::string path_;
  bool made_, kept_ = false;
  int descriptor_ = -1;
};

}  // namespace

std::string manifest_text(const Manifest& manifest) {
  json::object rows;
  for (const auto& [table, count] : manifest.rows) rows[table] = count;
  return json::serialize(json::object{{"jium", manifest.jium},
                                      {"made_at", to_text(manifest.made_at)},
                                      {"schema", manifest.schema},
                                      {"generation", manifest.generation},
                                      {"rows", std::move(rows)},
                                      {"audit_checkpoint", manifest.audit_checkpoint}});
}

Result<Manifest> parse_manifest(std::string_view text) {
  const Fault wrong = fault(FaultKind::malformed, "the manifest of the backup cannot be understood");
  boost::system::error_code failed;
  const json::value value = json::parse(json::string_view(text.data(), text.size()), failed);
  const json::object* object = failed ? nullptr : value.if_object();
  if (object == nullptr) return wrong;
  const auto words = [&](const char* name) -> std::optional<std::string> {
    const json::value* member = object->if_contains(name);
    if (member == nullptr || !member->is_string()) return std::nullopt;
    return std::string(member->get_string());
  };
  const auto number = [](const json::value* member) -> std::optional<std::int64_t> {
    if (member == nullptr || !member->is_int64()) return std::nullopt;
    return member->get_int64();
  };
  const auto jium = words("jium"), made_at = words("made_at"), checkpoint = words("audit_checkpoint");
  const auto schema = number(object->if_contains("schema"));
  const auto generation = number(object->if_contains("generation"));
  const json::value* rows = object->if_contains("rows");
  if (!jium || !made_at || !checkpoint || !schema || !generation || rows == nullptr || !rows->is_object())
    return wrong;
  JIUM_TRY(const Instant instant, parse_instant(*made_at));
  Manifest manifest{*jium, instant, *schema, *generation, {}, *checkpoint};
  for (const auto& [table, count] : rows->get_object()) {
    const auto counted = number(&count);
    if (!counted) return wrong;
    manifest.rows.emplace(std::string(table), *counted);
  }
  return manifest;
}

Result<std::map<std::string, std::int64_t>> count_rows(Transaction& tx) {
  std::map<std::string, std::int64_t> rows;
  JIUM_TRY(const auto tables, tx.database().tables());
  for (const TableShape& table : tables) rows.emplace(table.name, 0);
  for (auto& [table, count] : rows) {
    JIUM_CHECK(tx.database().query(("select count(*) from " + table).c_str(), {},
                                   [&](const Row& row) -> Result<void> {
                                     count = row.integer(0);
                                     return {};
                                   }));
  }
  return rows;
}

void drop_broken_copy(const std::string& folder) {
  ::unlink(copy_in(folder).c_str());
}

Result<MadeBackup> make_backup(Store& store, const BackupOrder& order) {
  Scratch copy(copy_in(order.folder));
  JIUM_TRY(Manifest manifest, store.read([&](Transaction& tx) -> Result<Manifest> {
    JIUM_TRY(Manifest described, describe(tx, order));
    JIUM_CHECK(tx.database().copy_to(copy.path()));
    return described;
  }));
  Secret<std::string> key_file;
  if (!order.key_file.empty()) {
    JIUM_TRY(const KeyRing ring, KeyRing::read(order.key_file));
    key_file = Secret(ring.text());
  }
  JIUM_TRY(const std::uint64_t size, copy.open());
  JIUM_TRY(BackupWriter writer,
           BackupWriter::create(order.to, order.recipient, order.key_recipient, key_file));
  JIUM_CHECK(writer.begin(manifest_text(manifest), size));
  for (;;) {
    JIUM_TRY(const Bytes piece, copy.next());
    if (piece.empty()) break;
    JIUM_CHECK(writer.add(piece));
  }
  JIUM_TRY(const std::uint64_t bytes, writer.finish());
  return MadeBackup{std::move(manifest), bytes};
}

Result<Restored> restore_backup(std::FILE* file, const std::string& folder, const BackupIdentity& identity,
                                const BackupIdentity* key_identity) {
  JIUM_TRY(const auto made, RestoreFolder::make(folder));
  JIUM_TRY(const ReadBackup read,
           read_backup(file, identity, key_identity, [&](ByteView piece) { return made->put(piece); }));
  JIUM_TRY(Manifest manifest, parse_manifest(read.manifest));
  JIUM_CHECK(made->keep(read.key_file));
  return Restored{std::move(manifest), read.database_bytes, !read.key_file.reveal().empty()};
}

}  // namespace jium::store
