#include "jium/store/sqlite.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "jium/store/scratch_folder.h"
#include "jium/store/stored_test.h"

namespace jium::store {
namespace {

class Sqlite : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(
        database.script("create table thing (id integer primary key, name text unique, body blob) strict"));
  }
  ScratchFolder folder;
  std::unique_ptr<Database> opened = open_sqlite(folder.file("test.db")).value();
  Database& database = *opened;
};

TEST_F(Sqlite, GivesBackWhatWasBound) {
  const std::string text("Korean 한글 and a zero\0 inside", 33);
  ASSERT_TRUE(
      database.run("insert into thing (id, name, body) values (?, ?, ?)", {-5, text, Bytes{0, 1, 255}}));
  int rows = 0;
  ASSERT_TRUE(
      database.query("select id, name, body, null from thing", {}, [&](const Row& row) -> Result<void> {
        ++rows;
        EXPECT_EQ(row.integer(0), -5);
        EXPECT_EQ(row.text(1), text);
        EXPECT_EQ(row.blob(2), (Bytes{0, 1, 255}));
        EXPECT_TRUE(row.is_null(3));
        EXPECT_FALSE(row.maybe_instant(3));
        return {};
      }));
  EXPECT_EQ(rows, 1);
}

TEST_F(Sqlite, KeepsNothingOfAQuestionThatIsAskedAgain) {
  const char* const put = "insert into thing (id, name) values (?, ?)";
  ASSERT_TRUE(database.run(put, {1, "one"}));
  ASSERT_TRUE(database.run(put, {2, "two"}));
  // What is not given a value is NULL, and not the name before.
  ASSERT_TRUE(database.run(put, {3}));
  EXPECT_FALSE(database.run(put, {3, "three"})) << "there already";
  ASSERT_TRUE(database.run(put, {4, "four"}));
  std::vector<std::string> seen;
  const char* const ask = "select id, name from thing order by id";
  ASSERT_TRUE(database.query(ask, {}, [&](const Row& row) -> Result<void> {
    seen.push_back(row.is_null(1) ? "-" : row.text(1));
    // The very same question while this one stands at a row.
    int inner = 0;
    const auto again = database.query(ask, {}, [&](const Row&) -> Result<void> {
      ++inner;
      return {};
    });
    EXPECT_TRUE(again);
    EXPECT_EQ(inner, 4);
    EXPECT_EQ(row.text(1), seen.back() == "-" ? "" : seen.back());
    return {};
  }));
  EXPECT_EQ(seen, (std::vector<std::string>{"one", "two", "-", "four"}));
}

TEST_F(Sqlite, AnswersMoreQuestionsThanItKeeps) {
  for (int i = 0; i < 1000; ++i) {
    std::int64_t found = -1;
    ASSERT_TRUE(
        database.query(("select " + std::to_string(i)).c_str(), {}, [&](const Row& row) -> Result<void> {
          found = row.integer(0);
          return {};
        }));
    ASSERT_EQ(found, i);
  }
}

TEST_F(Sqlite, WritesNothingInATransactionThatWasBegunForReading) {
  const char* const put = "insert into thing (name) values (?)";
  ASSERT_TRUE(database.begin(Access::read, Acting::for_the_house()));
  EXPECT_TRUE(is_fault(database.run(put, {"one"}), FaultKind::internal));
  EXPECT_TRUE(database.run("select name from thing", {}));
  database.rollback();
  EXPECT_TRUE(database.run(put, {"two"})) << "no transaction, no promise";
  ASSERT_TRUE(database.begin(Access::write, Acting::for_the_house()));
  EXPECT_TRUE(database.run(put, {"three"}));
  EXPECT_TRUE(database.commit());
}

TEST_F(Sqlite, TellsNoBytesFromNull) {
  ASSERT_TRUE(database.run("insert into thing (id, name, body) values (1, ?, ?)", {"", Bytes{}}));
  ASSERT_TRUE(database.query("select name, body from thing", {}, [&](const Row& row) -> Result<void> {
    EXPECT_FALSE(row.is_null(0));
    EXPECT_FALSE(row.is_null(1));
    return {};
  }));
}

TEST_F(Sqlite, EndsAQueryAtTheFirstFaultOfItsVisitor) {
  ASSERT_TRUE(database.script("insert into thing (id) values (1), (2), (3)"));
  int rows = 0;
  const auto ended = database.query("select id from thing", {}, [&](const Row&) -> Result<void> {
    ++rows;
    return fault(FaultKind::late, "enough");
  });
  EXPECT_TRUE(is_fault(ended, FaultKind::late));
  EXPECT_EQ(rows, 1);
}

TEST_F(Sqlite, CallsABrokenConstraintAConflictAndDoesNotQuoteIt) {
  ASSERT_TRUE(database.run("insert into thing (id, name) values (1, ?)", {"canary"}));
  const auto twice = database.run("insert into thing (id, name) values (2, ?)", {"canary"});
  ASSERT_TRUE(is_fault(twice, FaultKind::conflict));
  EXPECT_EQ(twice.fault().what.find("canary"), std::string::npos);
}

TEST_F(Sqlite, CallsWrongSqlInternal) {
  EXPECT_TRUE(is_fault(database.run("select nothing from nowhere", {}), FaultKind::internal));
}

TEST_F(Sqlite, CallsADatabaseThatAnotherWritesBusy) {
  const auto opened_again = open_sqlite(folder.file("test.db")).value();
  Database& other = *opened_again;
  ASSERT_TRUE(other.script("pragma busy_timeout = 20"));
  ASSERT_TRUE(database.script("begin immediate"));
  EXPECT_TRUE(is_fault(other.script("begin immediate"), FaultKind::busy));
  ASSERT_TRUE(database.script("rollback"));
  EXPECT_TRUE(other.script("begin immediate"));
}

TEST_F(Sqlite, CallsAFullDiskOutside) {
  ASSERT_TRUE(database.script("pragma max_page_count = 10"));
  const auto full = database.run("insert into thing (body) values (?)", {Bytes(100'000, 7)});
  EXPECT_TRUE(is_fault(full, FaultKind::outside));
  EXPECT_NE(full.fault().what.find("the disk is full and nothing was stored"), std::string::npos);
}

TEST_F(Sqlite, CallsAPlaceThatIsNotThereOutside) {
  EXPECT_TRUE(is_fault(open_sqlite(folder.file("nowhere/test.db")), FaultKind::outside));
}

// In a child of its own, as somebody whom the mode of the folder stops.
int open_and_write_as_stranger(const std::string& path) {
  if (::geteuid() == 0 && ::setuid(65534) != 0) return 3;
  auto opened = open_sqlite(path);
  if (!opened) return opened.fault().kind == FaultKind::outside ? 0 : 1;
  const auto written = (*opened)->run("insert into thing (id) values (9)", {});
  return !written && written.fault().kind == FaultKind::outside ? 0 : 2;
}

TEST_F(Sqlite, CallsAReadOnlyFolderOutside) {
  const std::string path = folder.file("test.db");
  ::chmod(path.c_str(), 0444);
  ::chmod(folder.path().c_str(), 0555);
  EXPECT_EXIT(::_exit(open_and_write_as_stranger(path)), ::testing::ExitedWithCode(0), "");
  ::chmod(folder.path().c_str(), 0700);
}

TEST_F(Sqlite, CallsAWriteThatIsNotAllowedOutside) {
  ASSERT_TRUE(database.script("pragma query_only = on"));
  EXPECT_TRUE(is_fault(database.run("insert into thing (id) values (9)", {}), FaultKind::outside));
}

TEST_F(Sqlite, MakesFilesForTheirOwnerAlone) {
  for (const char* name : {"test.db", "test.db-wal", "test.db-shm"}) {
    struct stat status {};
    ASSERT_EQ(::stat(folder.file(name).c_str(), &status), 0) << name;
    EXPECT_EQ(status.st_mode & 07777, 0600U) << name;
  }
}

}  // namespace
}  // namespace jium::store
