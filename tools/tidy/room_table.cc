#include "room_table.h"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace jium::tidy {
namespace {

constexpr std::string_view kRooms = "src/jium/";

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream in(line);
  for (std::string cell; std::getline(in, cell, '\t');) cells.push_back(cell);
  return cells;
}

std::set<std::string, std::less<>> words_of(const std::string& cell) {
  std::set<std::string, std::less<>> words;
  std::istringstream in(cell);
  for (std::string word; in >> word;) words.insert(word);
  return words;
}

std::string joined(const std::vector<std::string>& rooms) {
  std::string text;
  for (const auto& room : rooms) text += (text.empty() ? "" : " -> ") + room;
  return text;
}

}  // namespace

std::string_view room_of(std::string_view path) {
  if (!path.starts_with(kRooms)) return {};
  path.remove_prefix(kRooms.size());
  const auto end = path.find('/');
  return end == std::string_view::npos ? std::string_view{} : path.substr(0, end);
}

Result<RoomTable> RoomTable::parse(const std::vector<std::string>& lines, std::string shown) {
  RoomTable table;
  table.shown_ = std::move(shown);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].empty() || lines[i].starts_with('#')) continue;
    const auto cells = cells_of(lines[i]);
    Row row{i + 1, cells.size() > 1 ? words_of(cells[1]) : std::set<std::string, std::less<>>{}};
    if (!table.rows_.emplace(cells[0], std::move(row)).second) {
      return fault(FaultKind::malformed, table.shown_ + " has two rows for " + cells[0] + ": make them one");
    }
  }
  return table;
}

Result<RoomTable> RoomTable::read(const std::filesystem::path& file, std::string shown) {
  std::ifstream in(file);
  if (!in) return fault(FaultKind::missing, "cannot read " + shown + ": name the table with --table");
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(std::move(line));
  return parse(lines, std::move(shown));
}

bool RoomTable::allows(std::string_view room, std::string_view included) const {
  if (room == included || included == "base") return true;
  const auto row = rows_.find(room);
  return row != rows_.end() && row->second.may_include.contains(included);
}

std::vector<std::string> RoomTable::way_round(const std::string& start) const {
  std::map<std::string, std::string, std::less<>> reached_from;
  std::vector<std::string> open{start};
  while (!open.empty() && !reached_from.contains(start)) {
    const std::string room = std::move(open.back());
    open.pop_back();
    const auto row = rows_.find(room);
    if (row == rows_.end()) continue;
    for (const auto& next : row->second.may_include) {
      if (reached_from.emplace(next, room).second) open.push_back(next);
    }
  }
  if (!reached_from.contains(start)) return {};
  std::vector<std::string> way{start};
  do {
    way.push_back(reached_from.at(way.back()));
  } while (way.back() != start);
  std::reverse(way.begin(), way.end());
  return way;
}

Findings RoomTable::check() const {
  Findings findings;
  for (const auto& [room, row] : rows_) {
    for (const auto& other : row.may_include) {
      if (knows(other)) continue;
      findings.push_back(
          {shown_, row.line,
           room + " may include " + other + ", which has no row: add a row or correct the name"});
    }
    if (const auto way = way_round(room); !way.empty()) {
      findings.push_back(
          {shown_, row.line, "a circle, " + joined(way) + ": take one of these permissions away"});
    }
  }
  return findings;
}

Findings RoomTable::check_folders(const std::vector<SourceFile>& files) const {
  Findings findings;
  std::set<std::string, std::less<>> named;
  for (const auto& file : files) {
    const auto room = room_of(file.path);
    if (room.empty() || knows(room) || !named.emplace(room).second) continue;
    findings.push_back({file.path, 1,
                        "the room " + std::string(room) + " has no row in " + shown_ +
                            ": add one that says whom it may include"});
  }
  return findings;
}

}  // namespace jium::tidy
