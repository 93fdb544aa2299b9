// A write that the disk has refused to keep (fsync failed) may be gone although the next fsync succeeds:
// Linux marks the pages clean and reports the error once (Rebello et al., "Can Applications Recover from
// fsync Failures?", USENIX ATC 2020). Nothing that is still in memory can then be trusted to match the disk,
// so the process ends at once, as PostgreSQL's does; the next start reads what the disk really has.
//
// SQLite tells a transaction about a failed fsync of its own, and nobody about one during a checkpoint. Its
// error log hears of both. Of the folder in which its files lie it takes no notice: jium syncs that itself.
#pragma once

#include <string>

#include "jium/base/result.h"

namespace jium::store {

// Before the first database is opened; further calls do nothing.
void end_at_failed_sync();

// The names in the folder are on the disk. Outside when they are not: nothing may be acknowledged then.
[[nodiscard]] Result<void> sync_folder(const std::string& folder);

}  // namespace jium::store
