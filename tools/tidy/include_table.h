// Includes go one way only, as the table of rooms says.
#pragma once

#include "finding.h"
#include "room_table.h"
#include "source_tree.h"

namespace jium::tidy {

// Looks at the files under src/jium. A room includes itself, base, and the rooms of its row. Tests, benches
// and fuzz targets beside their subject are held to the same row, but may also include fakes of any room
// (a file named fake_x.h) and headers of test/, which shipping code may not. A header that the build
// generates (its folder is no room, and it is not in the tree) is open to all.
[[nodiscard]] Findings check_includes(const std::vector<SourceFile>& files, const RoomTable& table);

}  // namespace jium::tidy
