// The whole directory of a centre out and in again. An operator is known by its name and a site by its own:
// rows that are there already change what they give, others are added. All of it is taken or nothing: one
// fault and nothing is written, and a dry run never writes.
#pragma once

#include "jium/desk/desk.h"
#include "jium/desk/directory_table.h"

namespace jium::desk {

struct ImportDirectory {
  bool dry_run = false;
  OperatorRows operators{};
  SiteRows sites{};
};

struct ImportOutcome {
  bool taken = false;
  int operators_added = 0, operators_changed = 0, sites_added = 0, sites_changed = 0;
  std::vector<RowFault> faults;
};
[[nodiscard]] Result<ImportOutcome> import_directory(const Desk& desk, store::Transaction& tx,
                                                     const Actor& actor, const ImportDirectory& ask);

struct DirectoryRows {
  std::vector<OperatorRow> operators;
  std::vector<SiteRow> sites;
};
[[nodiscard]] Result<DirectoryRows> export_directory(const Desk& desk, store::Transaction& tx,
                                                     const Actor& actor);

}  // namespace jium::desk
