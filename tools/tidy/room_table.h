// src/jium/rooms.tsv: who may include whom. A row is "room TAB rooms TAB libraries", the rooms and the
// libraries separated by spaces; lines that begin with '#' are remarks. The build links by the same file.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "finding.h"
#include "jium/base/result.h"
#include "source_tree.h"

namespace jium::tidy {

class RoomTable {
 public:
  struct Row {
    std::size_t line = 0;
    std::set<std::string, std::less<>> may_include;
  };

  // `shown`: how findings name the file. Malformed for a room that has two rows.
  [[nodiscard]] static Result<RoomTable> parse(const std::vector<std::string>& lines, std::string shown);
  [[nodiscard]] static Result<RoomTable> read(const std::filesystem::path& file, std::string shown);

  [[nodiscard]] bool knows(std::string_view room) const { return rows_.contains(room); }
  // Itself and base are open to every room; base includes nobody.
  [[nodiscard]] bool allows(std::string_view room, std::string_view included) const;

  // Rows that name a room without a row, and rooms that reach themselves.
  [[nodiscard]] Findings check() const;
  // Folders under src/jium that have no row.
  [[nodiscard]] Findings check_folders(const std::vector<SourceFile>& files) const;

 private:
  // The way from `start` back to `start`, or empty.
  [[nodiscard]] std::vector<std::string> way_round(const std::string& start) const;

  std::string shown_;
  std::map<std::string, Row, std::less<>> rows_;
};

// "casework" for "src/jium/casework/the_case.cc"; empty for a file in no room.
[[nodiscard]] std::string_view room_of(std::string_view path);

}  // namespace jium::tidy
