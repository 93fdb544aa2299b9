// The authorisation matrix once more, by SQL alone, as the program's own role: every table, whoever owns a
// row, at every sharing level, whoever asks, and each of select, insert, update and delete. What is expected
// is written down here a second time and not taken from row_security.tsv, so that a changed line is noticed;
// the last test changes every line and notices.
#include <gmock/gmock.h>

#include <array>
#include <filesystem>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

#include "jium/registry/sharing.h"
#include "jium/store/row_security.h"
#include "jium/store/test_store.h"

namespace jium::store {
namespace {

using registry::SharingLevel;
using Names = std::set<std::string>;

// Who may own a row, and who asks: two centres, a third that is in a group of the first one's, the committee,
// a platform; then the house, and somebody who did not say for whom.
constexpr std::array kOwners{"ours", "theirs", "member", "agency", "platform"};
constexpr std::array kAskers{"ours", "theirs", "member", "agency", "platform", "house", "nobody"};
constexpr std::array kLevels{SharingLevel::own_centre, SharingLevel::group, SharingLevel::all_agencies,
                             SharingLevel::platforms};

std::int64_t number_of(std::string_view owner) {
  const auto at = std::find(kOwners.begin(), kOwners.end(), owner);
  return 1000 + (at - kOwners.begin());
}

// Whose the rows of a table are. A table that is not named here is its organisation's, or what its own line
// says.
enum class Whose { own, open, house, read };
const std::map<std::string, Whose>& expected_tables() {
  static const std::map<std::string, Whose> tables{{"letter", Whose::own},
                                                   {"place_check", Whose::own},
                                                   {"history", Whose::own},
                                                   {"audit_entry", Whose::own},
                                                   {"footage_label", Whose::own},
                                                   {"decision", Whose::own},
                                                   {"feed", Whose::own},
                                                   {"feed_entry", Whose::own},
                                                   {"appeal", Whose::own},
                                                   {"sharing_group", Whose::own},
                                                   {"platform_link", Whose::own},
                                                   {"platform_count", Whose::own},
                                                   {"platform_request", Whose::own},
                                                   {"platform_question", Whose::own},
                                                   {"person_role", Whose::own},
                                                   {"person_proof", Whose::own},
                                                   {"passkey", Whose::own},
                                                   {"organisation", Whose::read},
                                                   {"decision_vote", Whose::house},
                                                   {"appeal_vote", Whose::house},
                                                   {"footage_change", Whose::open},
                                                   {"job", Whose::open},
                                                   {"audit_hash", Whose::open},
                                                   {"audit_checkpoint", Whose::open},
                                                   {"audit_cosignature", Whose::open},
                                                   {"audit_key", Whose::open},
                                                   {"sharing_group_member", Whose::open},
                                                   {"spent_token", Whose::open},
                                                   {"vault_state", Whose::open},
                                                   {"operation_mark", Whose::open}};
  return tables;
}
// Tables whose rows are never erased, and which columns of them may change.
const std::map<std::string, Names>& growing_tables() {
  static const std::map<std::string, Names> tables{
      {"audit_entry", {"nonce", "record", "organisation", "subject"}},
      {"audit_hash", {}},
      {"audit_checkpoint", {}}};
  return tables;
}

// One row of the matrix, who holds it, and who reads it besides.
struct Cell {
  std::string tag;
  Names holders, readers = {};
};

class Matrix : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists("/usr/lib/postgresql/15/bin/initdb"))
      GTEST_SKIP() << "ATTENTION: postgresql-15 is not installed: row security is NOT tested";
    name = PostgresCluster::shared().make_database();
    superuser = PostgresCluster::shared().connect("postgres", name);
    app = PostgresCluster::shared().connect("jium_app", name);
    shapes = needed(superuser->tables());
    for (HeldTable& table : needed(held_tables(shapes))) held.emplace(table.name, std::move(table));
    ASSERT_NO_FATAL_FAILURE(leave_only_row_security());
    for (const TableShape& table : shapes) ASSERT_NO_FATAL_FAILURE(fill(table));
  }
  void TearDown() override {
    superuser.reset();
    app.reset();
    if (!name.empty()) PostgresCluster::shared().drop(name);
  }

  // Keys and references hold rows back too; here they would only stand in the way of what is asked.
  void leave_only_row_security() {
    std::vector<std::string> orders;
    const auto collect = [&](const Row& row) -> Result<void> {
      orders.push_back(row.text(0));
      return {};
    };
    for (const char* kinds : {"f", "p", "u", "c"}) {
      ASSERT_TRUE(superuser->query(
          "select 'alter table ' || c.conrelid::regclass || ' drop constraint ' ||"
          " quote_ident(c.conname) || ' cascade' from pg_constraint c where contype::text = ?"
          " and connamespace = 'public'::regnamespace",
          {kinds}, collect));
    }
    ASSERT_TRUE(superuser->query(
        "select 'drop index if exists ' || indexrelid::regclass from pg_index where indisunique"
        " and not indisprimary and not exists (select 1 from pg_constraint where conindid ="
        " indexrelid) and indrelid in (select oid from pg_class where relnamespace ="
        " 'public'::regnamespace)",
        {}, collect));
    for (const std::string& order : orders) ASSERT_TRUE(superuser->script(order.c_str())) << order;
    for (const TableShape& table : shapes)
      ASSERT_TRUE(superuser->script(("alter table " + table.name + " add column cell text").c_str()));
  }

  // The number of a row that others name: the same for a table, an owner and a level.
  static std::int64_t id_of(const std::string& table, std::string_view owner, SharingLevel level) {
    std::int64_t hash = 7;
    for (const char letter : table) hash = (hash * 31 + letter) % 1'000'000;
    return hash * 100 + (number_of(owner) - 1000) * 10 + static_cast<int>(level) + 1;
  }

  // A row of nobody in particular but its owner. What another row names by a column of a table's name is the
  // same owner's row there.
  std::string values_of(const TableShape& table, const std::string& owner, SharingLevel level) const {
    std::string values;
    for (const ColumnShape& column : table.columns) {
      if (!values.empty()) values += ", ";
      values += value_of(table, column, owner, level);
    }
    return values;
  }
  std::string value_of(const TableShape& table, const ColumnShape& column, const std::string& owner,
                       SharingLevel level) const {
    static int counter = 0;
    const std::string fresh = std::to_string(++counter);
    if (column.name == "organisation" || column.name == "made_by" || column.name == "platform")
      return column.type == "integer" ? std::to_string(number_of(owner)) : "'" + owner + "'";
    if (column.type == "blob") return "decode(md5('" + fresh + "'), 'hex')";
    if (column.type == "text")
      return column.name == "level" ? "'" + std::string(to_text(level)) + "'" : "'t" + fresh + "'";
    if (column.name == "id") return std::to_string(id_of(table.name, owner, level));
    const auto named = rows_named().find(table.name + "." + column.name);
    const std::string whose = named == rows_named().end() ? column.name : named->second;
    const bool is_table =
        std::any_of(shapes.begin(), shapes.end(), [&](const auto& one) { return one.name == whose; });
    return is_table ? std::to_string(id_of(whose, owner, level)) : fresh;
  }
  // Whose rows a column names, as far as a line says it: how the tables hang together, and not who may see
  // what.
  static const std::map<std::string, std::string>& rows_named() {
    static const std::map<std::string, std::string> names = [] {
      std::map<std::string, std::string> found;
      std::istringstream lines{std::string(row_security_rules())};
      for (std::string table, whose, grows; lines >> table;) {
        if (!table.starts_with('#')) lines >> whose;
        std::getline(lines, grows);
        std::istringstream ways(whose);
        for (std::string way; !table.starts_with('#') && std::getline(ways, way, '|');)
          if (const auto arrow = way.find('>'); arrow != std::string::npos)
            found.emplace(table + "." + way.substr(0, arrow), way.substr(arrow + 1));
      }
      return found;
    }();
    return names;
  }
  static std::string columns_of(const TableShape& table) {
    std::string names;
    for (const ColumnShape& column : table.columns) names += column.name + ", ";
    return names + "cell";
  }
  static std::string tag_of(const std::string& owner, SharingLevel level) {
    return owner + "/" + std::string(to_text(level));
  }

  void fill(const TableShape& table) {
    for (const char* owner : kOwners) {
      for (const SharingLevel level : kLevels) {
        const std::string tag = tag_of(owner, level);
        insert(table, values_of(table, owner, level), tag);
        // Whoever is in a group knows it, and cannot change it.
        const bool is_group =
            table.name == "sharing_group" && owner == std::string("ours") && level == SharingLevel::group;
        cells[table.name].push_back({tag, {owner}, is_group ? Names{"member"} : Names{}});
      }
    }
    if (table.name == "sharing_group_member") {
      ASSERT_TRUE(
          superuser->run("insert into sharing_group_member (sharing_group, organisation, invited_at, cell) "
                         "values (?, ?, 1, 'in')",
                         {id_of("sharing_group", "ours", SharingLevel::group), number_of("member")}));
      cells[table.name].push_back({"in", {"member"}});
    }
    // What a centre asks of a platform is for both of them.
    if (table.name == "platform_link") {
      ASSERT_TRUE(
          superuser->run("insert into platform_link (id, organisation, platform, site_operator,"
                         " named_by, named_at, cell) values (1, ?, ?, 1, 'n', 1, 'both')",
                         {number_of("ours"), number_of("platform")}));
      cells[table.name].push_back({"both", {"ours", "platform"}});
    }
    if (table.name == "platform_question") {
      ASSERT_TRUE(superuser->run(
          "insert into platform_question (id, request, platform, kind, data_key, words_sealed, asked_at, "
          "cell)"
          " values (1, ?, ?, 'question', 1, 'x', 1, 'both')",
          {id_of("removal_request", "ours", SharingLevel::own_centre), number_of("platform")}));
      cells[table.name].push_back({"both", {"ours", "platform"}});
    }
    if (table.name == "platform_request") {
      ASSERT_TRUE(
          superuser->run("insert into platform_request (request, organisation, platform, link, seq, "
                         "data_key, content_sealed,"
                         " state, filed_at, cell) values (1, ?, ?, 1, 1, 1, 'x', 'waiting', 1, 'both')",
                         {number_of("ours"), number_of("platform")}));
      cells[table.name].push_back({"both", {"ours", "platform"}});
    }
    // What the committee says about a centre's footage is the centre's to see as well.
    if (table.name == "footage_label") {
      ASSERT_TRUE(superuser->run(
          "insert into footage_label (id, footage, organisation, scheme, scheme_version,"
          " class_code, labeller, labelled_at, cell) values (1, ?, ?, 's', 'v', 'c', 'l', 1, 'both')",
          {id_of("footage", "ours", SharingLevel::own_centre), number_of("agency")}));
      cells[table.name].push_back({"both", {"agency", "ours"}});
    }
  }
  void insert(const TableShape& table, const std::string& values, const std::string& tag) {
    const std::string sql =
        "insert into " + table.name + " (" + columns_of(table) + ") values (" + values + ", '" + tag + "')";
    ASSERT_TRUE(superuser->script(sql.c_str())) << sql;
  }

  [[nodiscard]] Whose whose(const std::string& table) const {
    if (const auto known = expected_tables().find(table); known != expected_tables().end())
      return known->second;
    const HeldTable& rule = held.at(table);
    if (rule.condition.empty()) return Whose::open;
    if (rule.reads == "true") return Whose::read;
    return rule.condition.find(" or ") == std::string::npos ? Whose::house : Whose::own;
  }
  [[nodiscard]] bool may(const std::string& table, const Cell& cell, const std::string& asker,
                         bool reads) const {
    const Whose kind = whose(table);
    if (kind == Whose::open || asker == "house") return true;
    if (kind == Whose::read) return reads;
    return kind == Whose::own && (cell.holders.contains(asker) || (reads && cell.readers.contains(asker)));
  }
  [[nodiscard]] bool only_grows(const std::string& table) const {
    return growing_tables().contains(table) ||
           (!expected_tables().contains(table) && held.at(table).only_grows);
  }

  // A transaction of the program's role on behalf of somebody, which comes to nothing.
  template <class Work>
  void as(const std::string& asker, Work&& work) {
    ASSERT_TRUE(app->script("begin"));
    const std::string setting = asker == "house"    ? "house"
                                : asker == "nobody" ? ""
                                                    : std::to_string(number_of(asker));
    ASSERT_TRUE(app->run("select set_config('jium.organisation', ?, true)", {setting}));
    work();
    app->rollback();
  }
  // The tags that a statement reached; nothing when the role may not make it at all.
  std::optional<Names> reached(const std::string& sql) {
    ++asked;
    Names tags;
    EXPECT_TRUE(app->script("savepoint here"));
    // Not prepared: the plan of a policy changes under a mutation.
    const auto done = app->query(sql.c_str(), {}, [&](const Row& row) -> Result<void> {
      tags.insert(row.text(0));
      return {};
    });
    if (!done) {
      EXPECT_TRUE(app->script("rollback to savepoint here"));
      return std::nullopt;
    }
    EXPECT_TRUE(app->script("rollback to savepoint here"));
    return tags;
  }

  // Every difference between what is expected of a table and what is so, in words.
  std::vector<std::string> differences(const TableShape& table);
  void compare(const TableShape& table, const std::string& asker, const std::string& verb,
               const std::optional<Names>& got, bool refused, std::vector<std::string>& found);
  void try_inserts(const TableShape& table, const std::string& asker, std::vector<std::string>& found);

  std::string name;
  std::unique_ptr<Database> superuser, app;
  std::vector<TableShape> shapes;
  std::map<std::string, HeldTable> held;
  std::map<std::string, std::vector<Cell>> cells;
  long asked = 0, judged = 0;
};

void Matrix::compare(const TableShape& table, const std::string& asker, const std::string& verb,
                     const std::optional<Names>& got, bool refused, std::vector<std::string>& found) {
  for (const Cell& cell : cells.at(table.name)) {
    ++judged;
    const bool expected = !refused && may(table.name, cell, asker, verb == "select");
    const bool is = got && got->contains(cell.tag);
    if (expected != is)
      found.push_back(asker + (is ? " may " : " may not ") + verb + " in " + table.name + " a row of " +
                      cell.tag);
  }
}

void Matrix::try_inserts(const TableShape& table, const std::string& asker, std::vector<std::string>& found) {
  for (const char* owner : kOwners) {
    for (const SharingLevel level : kLevels) {
      ++judged;
      const std::string sql = "insert into " + table.name + " (" + columns_of(table) + ") values (" +
                              values_of(table, owner, level) + ", 'new')";
      const bool is = reached(sql).has_value();
      if (is != may(table.name, {"", {owner}}, asker, false))
        found.push_back(asker + (is ? " may " : " may not ") + "insert into " + table.name + " a row of " +
                        tag_of(owner, level));
    }
  }
}

std::vector<std::string> Matrix::differences(const TableShape& table) {
  std::vector<std::string> found;
  const bool grows = only_grows(table.name);
  const std::string where = " where cell is not null returning cell";
  for (const std::string asker : kAskers) {
    as(asker, [&] {
      compare(table, asker, "select", reached("select cell from " + table.name + " where cell is not null"),
              false, found);
      compare(table, asker, "update", reached("update " + table.name + " set cell = cell" + where), grows,
              found);
      compare(table, asker, "delete", reached("delete from " + table.name + where), grows, found);
      try_inserts(table, asker, found);
      const auto changeable = growing_tables().find(table.name);
      if (changeable == growing_tables().end()) return;
      for (const ColumnShape& column : table.columns) {
        compare(table, asker, "update " + column.name,
                reached("update " + table.name + " set " + column.name + " = " + column.name + where),
                !changeable->second.contains(column.name), found);
      }
    });
  }
  return found;
}

TEST_F(Matrix, HoldsInEveryTableForEveryoneAtEverySharingLevel) {
  for (const TableShape& table : shapes) EXPECT_THAT(differences(table), ::testing::IsEmpty()) << table.name;
  std::cout << "row security: " << shapes.size() << " tables x " << kOwners.size() << " owners x "
            << kLevels.size() << " sharing levels x " << kAskers.size()
            << " askers x select, insert, update, delete: " << asked << " statements as jium_app, " << judged
            << " answers judged" << std::endl;
}

// Every line of row_security.tsv, changed in each way that there is: somebody else's rows, everybody's, the
// house's, growing or not, a way less.
class MutatedRules : public Matrix {
 protected:
  struct Mutant {
    std::string table, what, rules;
  };
  static std::vector<std::string> other_whose(const std::string& whose) {
    std::vector<std::string> others;
    for (const char* word : {"nobody", "house", "read"})
      if (whose != word) others.emplace_back(word);
    if (const auto only = whose.find("read:"); only != std::string::npos)
      others.push_back(std::string(whose).erase(only, 5));
    for (std::size_t at = whose.find('|'); at != std::string::npos; at = whose.find('|', at + 1)) {
      others.push_back(whose.substr(0, at));
      others.push_back(whose.substr(at + 1));
    }
    return others;
  }
  static std::vector<Mutant> mutants() {
    std::vector<Mutant> all;
    const std::string rules(row_security_rules());
    std::istringstream lines(rules);
    for (std::string line; std::getline(lines, line);) {
      if (line.empty() || line.starts_with('#')) continue;
      std::istringstream words(line);
      std::string table, whose, grows;
      words >> table >> whose >> grows;
      if (!expected_tables().contains(table)) continue;
      const auto with = [&](const std::string& new_whose, const std::string& new_grows) {
        std::string changed = rules;
        const std::string now = table + "\t" + new_whose + "\t" + new_grows;
        changed.replace(changed.find("\n" + line + "\n") + 1, line.size(), now);
        all.push_back({table, now, std::move(changed)});
      };
      for (const std::string& other : other_whose(whose)) with(other, grows);
      if (grows != "-") with(whose, "-");
      if (grows != "only") with(whose, "only");
      if (const auto comma = grows.rfind(','); comma != std::string::npos)
        with(whose, grows.substr(0, comma));
    }
    return all;
  }
  void apply(std::string_view rules) {
    const auto owner = PostgresCluster::shared().connect("jium_owner", name);
    ASSERT_TRUE(owner->begin(Access::write, Acting::for_the_house()));
    const auto secured = secure_rows(*owner, "jium_app", rules);
    ASSERT_TRUE(secured) << secured.fault().what;
    ASSERT_TRUE(owner->commit());
  }
};

TEST_F(MutatedRules, AreNoticedEachAndEvery) {
  int noticed = 0;
  const auto all = mutants();
  for (const Mutant& mutant : all) {
    ASSERT_NO_FATAL_FAILURE(apply(mutant.rules));
    const auto table =
        std::find_if(shapes.begin(), shapes.end(), [&](const auto& one) { return one.name == mutant.table; });
    const auto found = differences(*table);
    EXPECT_THAT(found, ::testing::Not(::testing::IsEmpty())) << "nobody notices: " << mutant.what;
    noticed += found.empty() ? 0 : 1;
  }
  EXPECT_GT(all.size(), 60U);
  std::cout << "row security: " << all.size() << " changed lines of row_security.tsv, " << noticed
            << " noticed" << std::endl;
}

}  // namespace
}  // namespace jium::store
