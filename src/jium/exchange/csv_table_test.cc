#include "jium/exchange/csv_table.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace jium::exchange {
namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows cells_of(std::string_view text) {
  Rows rows;
  const auto read = read_csv(text);
  EXPECT_TRUE(read.has_value()) << (read ? "" : read.fault().what);
  if (read) {
    for (const CsvRow& row : *read) rows.push_back(row.cells);
  }
  return rows;
}

TEST(CsvTable, ReadsWhatSpreadsheetsWrite) {
  EXPECT_EQ(cells_of("\xEF\xBB\xBFname,mail\r\n\"Board, \"\"the\"\"\",abuse@board.example\n\n,\r\nlast,"),
            (Rows{{"name", "mail"}, {"Board, \"the\"", "abuse@board.example"}, {"last", ""}}));
}

TEST(CsvTable, KnowsTheLineOfEachRow) {
  const auto rows = read_csv("a\n\n\"b\nc\"\nd").value();
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].line, 1);
  EXPECT_EQ(rows[1].line, 4);
  EXPECT_EQ(rows[2].line, 5);
}

TEST(CsvTable, NamesTheLineOfWhatItCannotRead) {
  const auto stray = read_csv("a,b\nc,d\"e\n");
  ASSERT_FALSE(stray.has_value());
  EXPECT_TRUE(stray.fault().what.starts_with("line 2: ")) << stray.fault().what;
  const auto open = read_csv("a\n\"b");
  ASSERT_FALSE(open.has_value());
  EXPECT_TRUE(open.fault().what.starts_with("line 2: ")) << open.fault().what;
  EXPECT_FALSE(read_csv("a\xFF").has_value());
  EXPECT_FALSE(read_csv(std::string(200, ',')).has_value());
  EXPECT_FALSE(read_csv(std::string(kLongestCsv + 1, 'a')).has_value());
}

TEST(CsvTable, AFormulaIsWrittenAsText) {
  for (const char* formula : {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx",
                              "\xEF\xBC\x9D"
                              "1",
                              "'=1"}) {
    const std::string text = write_csv({{formula}});
    EXPECT_TRUE(text.starts_with("\"'")) << formula;
    EXPECT_EQ(cells_of(text), (Rows{{formula}}));
  }
  EXPECT_EQ(write_csv({{"plain", "it's", "'quoted'"}}), "\"plain\",\"it's\",\"'quoted'\"\r\n");
}

TEST(CsvTable, WhatIsWrittenIsReadBack) {
  rc::check("whatever the cells", [] {
    const auto cell = rc::gen::container<std::string>(
        rc::gen::element('a', '=', '\'', '"', ',', '\n', '\r', '-', ' ', '+', '\t', '@'));
    auto rows = *rc::gen::container<Rows>(rc::gen::container<std::vector<std::string>>(3, cell));
    std::erase_if(rows, [](const auto& row) { return row[0].empty() && row[1].empty() && row[2].empty(); });
    const auto read = read_csv(write_csv(rows));
    RC_ASSERT(read.has_value());
    RC_ASSERT(read->size() == rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) RC_ASSERT((*read)[i].cells == rows[i]);
  });
}

}  // namespace
}  // namespace jium::exchange
