#include "jium/store/row_security.h"

#include <algorithm>
#include <map>
#include <sstream>

#include "jium/embedded/row_security.h"

namespace jium::store {
namespace {

// Each is asked once a statement, not once a row.
constexpr std::string_view kHouse = "(select current_setting('jium.organisation', true) = 'house')";
constexpr std::string_view kOwn =
    "(select case when current_setting('jium.organisation', true) ~ '^-?[0-9]{1,19}$'"
    " then current_setting('jium.organisation', true)::bigint end)";

constexpr std::string_view kEveryone = "true";

struct Line {
  std::string whose;
  bool only_grows = false;
  std::string changeable;
};

Result<std::map<std::string, Line>> lines(std::string_view rules) {
  std::map<std::string, Line> lines;
  std::istringstream file{std::string(rules)};
  for (std::string text; std::getline(file, text);) {
    if (text.empty() || text.starts_with('#')) continue;
    std::istringstream words(text);
    std::string table, whose, grows;
    words >> table >> whose >> grows;
    const bool only = grows == "only" || grows.starts_with("only:");
    const std::string changeable = grows.starts_with("only:") ? grows.substr(5) : "";
    if ((!only && grows != "-") || !lines.emplace(table, Line{whose, only, changeable}).second)
      return fault(FaultKind::internal,
                   "row_security.tsv: " + table + ": a line that says nothing, or twice");
  }
  return lines;
}

bool has_organisation(const TableShape& table) {
  return std::ranges::any_of(table.columns, [](const auto& column) { return column.name == "organisation"; });
}

// One of the ways in which a row is somebody's. The other table's own policy holds within these questions.
Result<std::string> way(const TableShape& table, const std::string& whose) {
  const auto asks = [&](const std::string& other, const std::string& rest) {
    return "exists (select 1 from " + other + " as held where " + rest + ")";
  };
  if (whose == "own" && has_organisation(table)) return table.name + ".organisation = " + std::string(kOwn);
  if (whose.starts_with('=')) return table.name + "." + whose.substr(1) + " = " + std::string(kOwn);
  if (const auto arrow = whose.find('>'); arrow != std::string::npos)
    return asks(whose.substr(arrow + 1), "held.id = " + table.name + "." + whose.substr(0, arrow));
  const auto back = whose.find('<'), dot = whose.find('.');
  if (back != std::string::npos && dot != std::string::npos) {
    return asks(whose.substr(back + 1, dot - back - 1), "held." + whose.substr(dot + 1) + " = " + table.name +
                                                            "." + whose.substr(0, back) +
                                                            " and held.organisation = " + std::string(kOwn));
  }
  return fault(FaultKind::internal, "row_security.tsv: " + table.name + ": whose are its rows?");
}

// What the policies of a table ask of each row: of whoever writes it, and, where that is more, of whoever
// reads.
struct Asked {
  std::string of_writers, of_readers;
};

Result<Asked> asked_of(const TableShape& table, const std::string& whose) {
  constexpr std::string_view kOnlyReading = "read:";
  if (whose == "nobody") return Asked{};
  Asked asked{std::string(kHouse), ""};
  if (whose == "house") return asked;
  if (whose == "read") {
    asked.of_readers = kEveryone;
    return asked;
  }
  std::string readers;
  std::istringstream ways(whose);
  for (std::string one; std::getline(ways, one, '|');) {
    const bool only_reading = one.starts_with(kOnlyReading);
    JIUM_TRY(const std::string question, way(table, only_reading ? one.substr(kOnlyReading.size()) : one));
    (only_reading ? readers : asked.of_writers) += " or " + question;
  }
  if (!readers.empty()) asked.of_readers = asked.of_writers + readers;
  return asked;
}

std::string quoted_name(const std::string& name) {
  std::string text = "\"";
  for (const char letter : name) text += letter == '"' ? std::string("\"\"") : std::string(1, letter);
  return text + "\"";
}

std::string sql_for(const HeldTable& table, const std::string& role) {
  const std::string& name = table.name;
  std::string sql =
      "drop policy if exists jium_rows on " + name + "; drop policy if exists jium_reads on " + name + ";";
  if (table.condition.empty()) {
    sql += "alter table " + name + " disable row level security;";
  } else {
    sql += "alter table " + name + " enable row level security; alter table " + name +
           " force row level security;";
    sql += "create policy jium_rows on " + name + " using (" + table.condition + ") with check (" +
           table.condition + ");";
    if (!table.reads.empty())
      sql += "create policy jium_reads on " + name + " for select using (" + table.reads + ");";
  }
  sql += "revoke all on " + name + " from public, " + quoted_name(role) + ";";
  sql += std::string("grant select, insert") + (table.only_grows ? "" : ", update, delete") + " on " + name +
         " to " + quoted_name(role) + ";";
  if (!table.changeable.empty())
    sql += "grant update (" + table.changeable + ") on " + name + " to " + quoted_name(role) + ";";
  return sql;
}

Result<void> must_exist(Database& database, const std::string& role) {
  Result<void> there = fault(FaultKind::missing,
                             "there is no role " + role + ": create it first (docs/operating/postgresql.md)");
  JIUM_CHECK(
      database.query("select 1 from pg_roles where rolname = ?", {role}, [&](const Row&) -> Result<void> {
        there = {};
        return {};
      }));
  return there;
}

}  // namespace

std::string_view row_security_rules() {
  return embedded::kRowSecurity;
}

Result<std::vector<HeldTable>> held_tables(const std::vector<TableShape>& tables, std::string_view rules) {
  JIUM_TRY(auto known, lines(rules));
  std::vector<HeldTable> held;
  for (const TableShape& table : tables) {
    const auto line = known.find(table.name);
    if (line == known.end() && !has_organisation(table)) {
      return fault(FaultKind::internal,
                   "the table " + table.name +
                       " has no column `organisation`: say in store/row_security.tsv whose its rows are");
    }
    const Line said = line == known.end() ? Line{"own", false, ""} : line->second;
    JIUM_TRY(Asked asked, asked_of(table, said.whose));
    held.push_back({table.name, std::move(asked.of_writers), said.only_grows, said.changeable,
                    std::move(asked.of_readers)});
    if (line != known.end()) known.erase(line);
  }
  if (!known.empty())
    return fault(FaultKind::internal, "row_security.tsv: there is no table " + known.begin()->first);
  return held;
}

Result<void> secure_rows(Database& database, const std::string& role, std::string_view rules) {
  JIUM_CHECK(must_exist(database, role));
  JIUM_TRY(const auto tables, database.tables());
  JIUM_TRY(const auto held, held_tables(tables, rules));
  for (const HeldTable& table : held) JIUM_CHECK(database.script(sql_for(table, role).c_str()));
  return database.script(("grant select on schema_version to " + quoted_name(role)).c_str());
}

}  // namespace jium::store
