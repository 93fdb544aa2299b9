#include "jium/paper/pdf.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

namespace jium::paper {
namespace {

namespace fs = std::filesystem;

class Folder {
 public:
  Folder() : path_((fs::temp_directory_path() / "jium_paper_XXXXXX").string()) {
    if (mkdtemp(path_.data()) == nullptr) std::abort();
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }

  // What a tool of poppler or qpdf says of these bytes.
  [[nodiscard]] std::string asked(const std::string& command, const std::string& pdf) const {
    std::ofstream(path_ + "/it.pdf", std::ios::binary) << pdf;
    const std::string line = "cd " + path_ + " && { " + command + " ; } >said 2>&1";
    EXPECT_EQ(std::system(line.c_str()), 0) << command;
    std::ifstream in(path_ + "/said");
    return {std::istreambuf_iterator<char>(in), {}};
  }

 private:
  std::string path_;
};

Document sample(Tongue tongue) {
  Document document{.title = "지원실적보고서 Report",
                    .subtitle = "한 줄",
                    .author = "센터",
                    .running = "아래",
                    .tongue = tongue,
                    .made_at = Instant{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}},
                    .blocks = {}};
  document.blocks = {
      Heading{1, "일 One"},
      Paragraph{"문장이 여러 줄에 걸쳐 이어진다. A sentence that goes on. ", Weight::body},
      Paragraph{"Do not miss this.", Weight::note},
      Facts{{{"이름", "값"}}},
      Heading{2, "표"},
      Table{"표 1", {{"나라", 2, false}, {"수", 1, true}}, {{"미국", "12"}, {"합계", "12"}}, true},
      Bars{"막대", {{"미국", 12, "12"}, {"일본", 0, "0"}}, "미국 12"},
      TimeLine{"시간", {"요청", "확인"}, {{"2025-01", {3, 1}}, {"2025-02", {0, 2}}}, "두 달"},
      Blank{"성명"},
      Lines{"의견", 3},
      Box{"동의"}};
  return document;
}

TEST(Pdf, IsTaggedSpeaksItsLanguageAndTellsItsFigures) {
  const auto pdf = set_pdf(sample(Tongue::ko), {});
  ASSERT_TRUE(pdf) << pdf.fault().what;
  const Folder folder;
  const std::string info = folder.asked("pdfinfo it.pdf", *pdf);
  EXPECT_NE(info.find("Tagged:          yes"), std::string::npos) << info;
  EXPECT_NE(info.find("Pages:           2"), std::string::npos) << info;
  const std::string tree = folder.asked("pdfinfo -struct-text it.pdf", *pdf);
  EXPECT_EQ(tree.find("Warning"), std::string::npos) << tree;
  for (const char* part :
       {"Document", "H1", "H2", "H3", "Table", "TR", "TH", "TD", "Figure", "\"표 1\"", "\"문장이"})
    EXPECT_NE(tree.find(part), std::string::npos) << part << "\n" << tree;
  const std::string raw = folder.asked("qpdf --check it.pdf && qpdf --qdf it.pdf -", *pdf);
  EXPECT_NE(raw.find("/Lang (ko-KR)"), std::string::npos);
  EXPECT_NE(raw.find("/DisplayDocTitle true"), std::string::npos);
  EXPECT_NE(raw.find("/Alt"), std::string::npos);
  const std::string fonts = folder.asked("pdffonts it.pdf", *pdf);
  EXPECT_NE(fonts.find("NotoSansCJKkr"), std::string::npos) << fonts;
  EXPECT_EQ(fonts.find(" no  no "), std::string::npos) << "a font is not embedded:\n" << fonts;
}

TEST(Pdf, IsTheSameBytesForTheSameDocument) {
  const auto once = set_pdf(sample(Tongue::en), {{"a.txt", "a file", "text/plain", "hello", true}});
  const auto again = set_pdf(sample(Tongue::en), {{"a.txt", "a file", "text/plain", "hello", true}});
  ASSERT_TRUE(once && again);
  EXPECT_EQ(*once, *again);
  Document other = sample(Tongue::en);
  other.made_at += std::chrono::seconds{1};
  const auto later = set_pdf(other, {});
  ASSERT_TRUE(later);
  EXPECT_NE(*once, *later);
}

TEST(Pdf, APlainEnclosureStandsInItAsItIsAndComesOutWithAnyReader) {
  const std::string bytes = "{\"a plain\":\"enclosure\"}\n" + std::string(300, ' ');
  const auto pdf = set_pdf(sample(Tongue::ko), {{"m.json", "a file", "application/json", bytes, true},
                                                {"n.json", "another", "application/json", "[1,2]", false}});
  ASSERT_TRUE(pdf);
  EXPECT_NE(pdf->find(bytes), std::string::npos);
  const Folder folder;
  EXPECT_EQ(folder.asked("pdfdetach -savefile m.json -o m it.pdf && cat m", *pdf), bytes);
  EXPECT_EQ(folder.asked("pdfdetach -savefile n.json -o n it.pdf && cat n", *pdf), "[1,2]");
}

TEST(Pdf, ALongTableGoesOnOverThePageUnderItsHead) {
  Document document = sample(Tongue::en);
  Table table{"long", {{"Country of it", 1, false}, {"n", 1, true}}, {}, false};
  for (int i = 0; i < 120; ++i) table.rows.push_back({"row " + std::to_string(i), std::to_string(i * i)});
  document.blocks = {table};
  const auto pdf = set_pdf(document, {});
  ASSERT_TRUE(pdf);
  const Folder folder;
  const std::string text = folder.asked("pdftotext -layout it.pdf - | sed 's, / ,/,'", *pdf);
  for (int i = 0; i < 120; ++i) EXPECT_NE(text.find("row " + std::to_string(i)), std::string::npos) << i;
  std::size_t heads = 0;
  for (auto at = text.find("Country of it"); at != std::string::npos; at = text.find("Country of it", at + 1))
    ++heads;
  EXPECT_EQ(heads, 4U);
  EXPECT_NE(text.find("4/4"), std::string::npos);
}

TEST(Pdf, WhatIsNoTextOrNoTableIsRefused) {
  const auto with = [](Block block) {
    Document document = sample(Tongue::en);
    document.blocks.push_back(std::move(block));
    return set_pdf(document, {});
  };
  EXPECT_FALSE(with(Paragraph{"\xff", Weight::body}));
  EXPECT_FALSE(with(Paragraph{"a\nb", Weight::body}));
  EXPECT_FALSE(with(Table{"", {{"a", 1, false}}, {{"1", "2"}}, false}));
  EXPECT_FALSE(with(Table{"", {}, {}, false}));
  EXPECT_FALSE(with(TimeLine{"", {"a"}, {{"x", {1, 2}}}, ""}));
  EXPECT_FALSE(with(TimeLine{"", {"a"}, {{"x", {-1}}}, ""}));
  EXPECT_FALSE(with(Bars{"", {{"a", -1, ""}}, ""}));
  Document empty = sample(Tongue::en);
  empty.blocks.clear();
  EXPECT_FALSE(set_pdf(empty, {}));
}

}  // namespace
}  // namespace jium::paper
