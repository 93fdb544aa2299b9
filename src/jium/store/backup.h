// A backup while others read and write, and what is made of it elsewhere.
//
// SQLite's database is copied by its online backup, a few hundred pages a step, inside one reading
// transaction: in WAL mode that holds no writer up, and what is copied is the state of one moment.
// PostgreSQL's is copied table by table out of one snapshot into a SQLite file (copy_to_sqlite.h), which
// `jium serve` takes and `jium migrate --from` moves to PostgreSQL. The copy lies in the data folder
// meanwhile (it holds what the database holds), and only its encrypted form leaves it.
#pragma once

#include <map>
#include <string>

#include "jium/store/backup_file.h"
#include "jium/store/store.h"

namespace jium::store {

struct Manifest {
  std::string jium;  // the version that made it
  Instant made_at{};
  std::int64_t schema = 0;
  Generation generation = 0;                 // of the master key
  std::map<std::string, std::int64_t> rows;  // of every table
  std::string audit_checkpoint;              // the newest signed one; empty: none
};
[[nodiscard]] std::string manifest_text(const Manifest& manifest);
[[nodiscard]] Result<Manifest> parse_manifest(std::string_view json);

struct BackupOrder {
  std::string folder;    // of the data
  std::string key_file;  // its path; empty: left out
  std::string to;
  RecipientKey recipient{}, key_recipient{};
  std::string version;  // of jium
  Instant now{};
};
struct MadeBackup {
  Manifest manifest;
  std::uint64_t bytes = 0;
};
// Whoever calls sees to it that no key is rotated meanwhile.
[[nodiscard]] Result<MadeBackup> make_backup(Store& store, const BackupOrder& order);

// What a backup that was killed has left in the data folder. Whoever calls sees to it that none is at work.
void drop_broken_copy(const std::string& folder);

// What tables hold, by name.
[[nodiscard]] Result<std::map<std::string, std::int64_t>> count_rows(Transaction& tx);

struct Restored {
  Manifest manifest;
  std::uint64_t database_bytes = 0;
  bool has_key_file = false;  // and it was put there
};
// Makes `folder` and in it the database and, where it can be opened, the key file; nothing of it is left when
// anything is wrong. Conflict when the folder is there and not empty.
[[nodiscard]] Result<Restored> restore_backup(std::FILE* file, const std::string& folder,
                                              const BackupIdentity& identity,
                                              const BackupIdentity* key_identity);

}  // namespace jium::store
