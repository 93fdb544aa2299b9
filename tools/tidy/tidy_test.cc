// Each rule is shown to fail on a planted sin and to pass on the clean tree; then the real tree is read.
#include "tidy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "planted_tree.h"

namespace jium::tidy {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

std::vector<std::string> texts(const Result<Findings>& findings) {
  if (!findings) return {"fault: " + findings.fault().what};
  std::vector<std::string> result;
  for (const auto& finding : *findings) result.push_back(finding.text());
  return result;
}

std::string lines(int count, const std::string& line) {
  std::string text;
  for (int i = 0; i < count; ++i) text += line + "\n";
  return text;
}

TEST(Tidy, ACleanTreePasses) {
  EXPECT_THAT(texts(PlantedTree().check()), IsEmpty());
}

TEST(Tidy, ARoomMayNotIncludeARoomThatItsRowDoesNotName) {
  const PlantedTree tree;
  tree.plant("src/jium/case_file/consent.cc", "#include <vector>\n\n#include \"jium/letter/letter.h\"\n");
  EXPECT_THAT(texts(tree.check()),
              ElementsAre(StartsWith("src/jium/case_file/consent.cc:3: case_file may not "
                                     "include letter")));
}

TEST(Tidy, AngleBracketsAndSpacesDoNotHideAnInclude) {
  const PlantedTree tree;
  tree.plant("src/jium/base/bytes.cc", "  #  include   <jium/letter/letter.h>\n");
  EXPECT_THAT(texts(tree.check()),
              ElementsAre(StartsWith("src/jium/base/bytes.cc:1: base may not include letter")));
}

TEST(Tidy, ATestIsHeldToTheSameRow) {
  const PlantedTree tree;
  for (const auto* kind : {"bench", "fuzz", "test"}) {
    tree.plant("src/jium/case_file/consent_" + std::string(kind) + ".cc",
               "#include \"jium/letter/letter.h\"\n");
  }
  EXPECT_THAT(texts(tree.check()),
              ElementsAre(HasSubstr("consent_bench.cc:1: case_file may not include letter"),
                          HasSubstr("consent_fuzz.cc:1: case_file may not include letter"),
                          HasSubstr("consent_test.cc:1: case_file may not include letter")));
}

TEST(Tidy, OnlyATestMayIncludeFakesAndHeadersOfTest) {
  const PlantedTree tree;
  const std::string text = "#include \"jium/letter/fake_post.h\"\n#include \"pictures/pictures.h\"\n";
  tree.plant("src/jium/letter/fake_post.h", "#pragma once\n");
  tree.plant("src/jium/case_file/consent_test.cc", text + "#include \"jium/letter/post_fixture.h\"\n");
  tree.plant("src/jium/letter/post_fixture.h", "#pragma once\n" + text);
  EXPECT_THAT(texts(tree.check()), IsEmpty());
  tree.plant("src/jium/case_file/consent.cc", text + "#include \"jium/letter/post_fixture.h\"\n");
  EXPECT_THAT(texts(tree.check()),
              ElementsAre(HasSubstr("consent.cc:1: a fake in shipping code"),
                          HasSubstr("consent.cc:2: a header of test/ in shipping code"),
                          HasSubstr("consent.cc:3: a fake in shipping code")));
}

TEST(Tidy, AnIncludeNamesTheWholeWay) {
  const PlantedTree tree;
  tree.plant("src/jium/letter/letter.cc", "#include \"letter.h\"\n");
  EXPECT_THAT(texts(tree.check()),
              ElementsAre(HasSubstr("letter.cc:1: write the whole way: \"jium/letter/letter.h\"")));
}

TEST(Tidy, AGeneratedHeaderIsOpenToAllUntilItLiesInTheTree) {
  const PlantedTree tree;
  tree.plant("src/jium/letter/letter.cc", "#include \"jium/embedded/texts.h\"\n");
  EXPECT_THAT(texts(tree.check()), IsEmpty());
  tree.plant("src/jium/embedded/texts.h", "#pragma once\n");
  EXPECT_THAT(texts(tree.check()), ElementsAre(HasSubstr("embedded/texts.h:1: the room embedded has no row"),
                                               HasSubstr("letter.cc:1: letter may not include embedded")));
}

TEST(Tidy, ARoomWithoutARowIsFound) {
  const PlantedTree tree;
  tree.plant("src/jium/attic/a.h", "#pragma once\n");
  tree.plant("src/jium/attic/b.h", "#pragma once\n");
  EXPECT_THAT(texts(tree.check()), ElementsAre(HasSubstr("attic/a.h:1: the room attic has no row")));
}

TEST(Tidy, ARowMayNotNameARoomThatHasNone) {
  const PlantedTree tree;
  tree.plant("src/jium/rooms.tsv", "base\ncase_file\tletters\nletter\tcase_file\n");
  EXPECT_THAT(
      texts(tree.check()),
      ElementsAre(StartsWith("src/jium/rooms.tsv:2: case_file may include letters, which has no row")));
}

TEST(Tidy, TheTableMayNotGoInACircle) {
  const PlantedTree tree;
  tree.plant("src/jium/rooms.tsv", "base\ncase_file\tpost\nletter\tcase_file\npost\tletter\n");
  EXPECT_THAT(texts(tree.check()),
              ElementsAre(HasSubstr("rooms.tsv:2: a circle, case_file -> post -> letter -> case_file"),
                          HasSubstr("rooms.tsv:3: a circle, letter -> case_file -> post -> letter"),
                          HasSubstr("rooms.tsv:4: a circle, post -> letter -> case_file -> post")));
}

TEST(Tidy, ARoomThatIncludesItselfInTheTableIsACircle) {
  const PlantedTree tree;
  tree.plant("src/jium/rooms.tsv", "base\ncase_file\tcase_file\nletter\tcase_file\n");
  EXPECT_THAT(texts(tree.check()), ElementsAre(HasSubstr("rooms.tsv:2: a circle, case_file -> case_file")));
}

TEST(Tidy, ARoomWithTwoRowsIsAFault) {
  const PlantedTree tree;
  tree.plant("src/jium/rooms.tsv", "base\nletter\nletter\tbase\n");
  EXPECT_THAT(texts(tree.check()), ElementsAre(HasSubstr("has two rows for letter")));
}

TEST(Tidy, AFileOfEveryLanguageEndsBeforeTheLimit) {
  for (const auto* path : {"src/jium/base/a.cc", "src/jium/base/a.h", "web/a.ts", "web/a.tsx",
                           "src/jium/base/a.sql", "bench/a.sh", "dev"}) {
    const PlantedTree tree;
    tree.plant(path, lines(800, ""));
    EXPECT_THAT(texts(tree.check()), IsEmpty()) << path;
    tree.plant(path, lines(801, ""));
    EXPECT_THAT(texts(tree.check()), ElementsAre(StartsWith(std::string(path) + ":801: 801 lines"))) << path;
  }
}

TEST(Tidy, WhatToolsMadeIsNotRead) {
  const PlantedTree tree;
  for (const auto* folder : {"build", "var", "web/node_modules", "web/dist", ".cache"}) {
    tree.plant(std::string(folder) + "/manager.cc", lines(900, ""));
  }
  EXPECT_THAT(texts(tree.check()), IsEmpty());
}

TEST(Tidy, AFunctionEndsBeforeTheLimit) {
  const PlantedTree tree;
  const auto function = [](int count) {
    return "namespace a {\nint f() {\n" + lines(count - 2, "") + "}\n}\n";
  };
  tree.plant("src/jium/base/a.cc", function(60));
  EXPECT_THAT(texts(tree.check()), IsEmpty());
  tree.plant("src/jium/base/a.cc", function(61));
  EXPECT_THAT(texts(tree.check()), ElementsAre(StartsWith("src/jium/base/a.cc:2: f has 61 lines")));
}

TEST(Tidy, TheBodyOfATestCountsAsAFunction) {
  const PlantedTree tree;
  tree.plant("src/jium/base/a_test.cc", "TEST(Bytes, AreLong) {\n" + lines(60, "  f();") + "}\n");
  tree.plant("src/jium/base/b_test.cc",
             "RC_GTEST_PROP(Bytes, areLong, (const int& a)) {\n" + lines(60, "  f();") + "}\n");
  EXPECT_THAT(texts(tree.check()), ElementsAre(HasSubstr("a_test.cc:1: Bytes_AreLong has 62 lines"),
                                               HasSubstr("b_test.cc:1: Bytes_areLong has 62 lines")));
}

TEST(Tidy, AMemberALambdaAndACoroutineAreMeasuredToo) {
  const PlantedTree tree;
  tree.plant("src/jium/base/a.h", "class A {\n  A(int a) : a_{a} {\n" + lines(60, "") + "  }\n};\n");
  tree.plant("src/jium/base/b.cc", "asio::awaitable<Result<void>> B::run() {\n" + lines(60, "") + "}\n");
  EXPECT_THAT(texts(tree.check()),
              ElementsAre(HasSubstr("a.h:2: A has 62 lines"), HasSubstr("b.cc:1: run has 62 lines")));
}

TEST(Tidy, ANameThatSaysNothingIsFound) {
  const PlantedTree tree;
  tree.plant("src/jium/base/string_utils.cc", "");
  tree.plant("src/jium/letter/LetterManager.cc", "");
  tree.plant("web/helpers/date.ts", "");
  EXPECT_THAT(texts(tree.check()),
              ElementsAre(HasSubstr("base/string_utils.cc:1: a name with \"util\" in it"),
                          HasSubstr("letter/LetterManager.cc:1: a name with \"manager\" in it"),
                          HasSubstr("web/helpers/date.ts:1: a name with \"helper\" in it")));
}

TEST(Tidy, AFolderOfOneMachineIsFound) {
  for (const std::string folder :
       {"work/shared", "work/main/build", "home/someone", "root/.cache", "tmp/out"}) {
    const PlantedTree tree;
    tree.plant("src/jium/base/a.cc", "const char* a = \"/" + folder + "\";\n");
    EXPECT_THAT(texts(tree.check()), ElementsAre(HasSubstr("a.cc:1: a folder of one machine"))) << folder;
  }
}

TEST(Tidy, ARoomOrAnAddressIsNotAFolderOfOneMachine) {
  const PlantedTree tree;
  tree.plant("src/jium/base/a.cc",
             "// src/jium/work/main_loop.h\nconst char* a = \"https://b.example/home/x\";\n");
  EXPECT_THAT(texts(tree.check()), IsEmpty());
}

TEST(Tidy, AMarkForUnfinishedWorkIsFound) {
  const PlantedTree tree;
  tree.plant("src/jium/base/a.cc", std::string("\n// TO") + "DO: later\n// FIX" + "ME\n");
  EXPECT_THAT(texts(tree.check()), ElementsAre(HasSubstr("a.cc:2: a mark for unfinished work"),
                                               HasSubstr("a.cc:3: a mark for unfinished work")));
}

TEST(Tidy, APageThatNamesATestThatIsNotThereIsFound) {
  const PlantedTree tree;
  tree.plant("src/jium/case_file/consent_test.cc", "TEST(Consent, EndsWhenItIsTakenBack) {}\n");
  tree.plant("docs/security/threats.md",
             "Shown by src/jium/case_file/consent_test.cc#EndsWhenItIsTakenBack.\n"
             "| src/jium/case_file | src/jium/case_file/consent_test.cc, src/jium/case_file/ |\n"
             "a word like src/jium/case_file/consent_test.cc#EndsWhenItIs\n"
             "`src/jium/case_file/consent.tsv`\n"
             "src/jium/case_file#EndsWhenItIsTakenBack\n");
  tree.plant("docs/other.md", "src/jium/case_file/consent.tsv\n");
  EXPECT_THAT(
      texts(tree.check()),
      ElementsAre(
          StartsWith("docs/security/threats.md:3: src/jium/case_file/consent_test.cc has no EndsWhen"),
          StartsWith("docs/security/threats.md:4: src/jium/case_file/consent.tsv is not there"),
          StartsWith("docs/security/threats.md:5: src/jium/case_file is not there")));
}

TEST(Tidy, WhatCannotBeReadIsAFaultAndNotACleanTree) {
  const PlantedTree tree;
  EXPECT_EQ(check_tree(tree.root() / "nowhere", tree.root() / "src/jium/rooms.tsv").fault().kind,
            FaultKind::missing);
  EXPECT_EQ(check_tree(tree.root(), tree.root() / "none.tsv").fault().kind, FaultKind::missing);
}

// Ends as the build of the planted headers ends.
bool headers_build(const PlantedTree& tree) {
  tree.plant("CMakeLists.txt",
             "cmake_minimum_required(VERSION 3.25)\nproject(planted LANGUAGES CXX)\n"
             "include(\"" JIUM_LONE_HEADERS
             "\")\n"
             "jium_lone_headers(lone \"${CMAKE_SOURCE_DIR}\" first.h second.h)\n");
  const std::string root = tree.root().string();
  const std::string configure = "'" JIUM_CMAKE "' -S " + root + " -B " + root + "/build -G Ninja" +
                                " -DCMAKE_CXX_COMPILER='" JIUM_CXX
                                "' -DCMAKE_CXX_COMPILER_WORKS=1 >/dev/null";
  if (std::system(configure.c_str()) != 0) {
    ADD_FAILURE() << "the planted project was not configured";
    return false;
  }
  return std::system(("'" JIUM_CMAKE "' --build " + root + "/build --target lone >/dev/null 2>&1").c_str()) ==
         0;
}

TEST(LoneHeaders, AHeaderThatLeansOnTheOneBeforeItFails) {
  // A tree each: where a file system tells time in whole seconds, a build tool does not see a file that was
  // changed within the second in which it was built.
  const PlantedTree sound;
  sound.plant("first.h", "#pragma once\n#include <string>\n");
  sound.plant("second.h", "#pragma once\n#include <string>\ninline std::string second() { return {}; }\n");
  EXPECT_TRUE(headers_build(sound));
  const PlantedTree leaning;
  leaning.plant("first.h", "#pragma once\n#include <string>\n");
  leaning.plant("second.h", "#pragma once\ninline std::string second() { return {}; }\n");
  EXPECT_FALSE(headers_build(leaning));
}

TEST(RealTree, KeepsItsOwnRules) {
  EXPECT_THAT(texts(check_tree(JIUM_ROOT, JIUM_ROOT "/src/jium/rooms.tsv")), IsEmpty());
}

}  // namespace
}  // namespace jium::tidy
