#include "jium/base/log_grammar.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

namespace jium::log {
namespace {

namespace fs = std::filesystem;

std::string text_of_file(const fs::path& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

const std::string kGood =
    R"({"at":"2026-11-22T01:02:03.456Z","level":"info","event":"request","method":"GET","route":3,"status":200,)"
    R"("key":"K-0000-0000-0001","took_ms":12})";

TEST(LogGrammar, TakesALineOfItsOwn) {
  EXPECT_TRUE(fits_grammar(kGood));
  EXPECT_TRUE(fits_grammar(R"({"at":"2026-11-22T01:02:03.456Z","level":"info","event":"stopping"})"));
}

// Every byte that is changed makes another line: another number or id at most, never anything to read.
TEST(LogGrammar, RefusesALineOfWhichAnythingButANumberOrAnIdWasChanged) {
  const std::string odd = "\r\n\x1b[ \"\\{}%\x7f\xc3";
  for (std::size_t at = 0; at < kGood.size(); ++at) {
    for (const char c : odd) {
      if (kGood[at] == c) continue;
      std::string changed = kGood;
      changed[at] = c;
      EXPECT_FALSE(fits_grammar(changed)) << at << ' ' << changed;
      EXPECT_FALSE(fits_grammar(kGood.substr(0, at) + c + kGood.substr(at))) << at;
    }
    EXPECT_FALSE(fits_grammar(kGood.substr(0, at))) << at;
  }
  EXPECT_FALSE(fits_grammar(kGood + "\n"));
  EXPECT_FALSE(fits_grammar(kGood + kGood));
}

RC_GTEST_PROP(LogGrammar, HasNoPlaceForAText, (const std::string& text)) {
  const auto with = [&](const std::string& field, const std::string& value) {
    return R"({"at":"2026-11-22T01:02:03.456Z","level":"warning","event":"work_failed",")" + field +
           "\":" + value + "}";
  };
  const std::set<std::string> kinds{"malformed", "forbidden", "missing", "conflict",
                                    "busy",      "late",      "outside", "internal"};
  RC_ASSERT(fits_grammar(with("kind", '"' + text + '"')) == kinds.contains(text));
  RC_ASSERT(!fits_grammar(with(text, "\"late\"")) || text == "kind");
  RC_ASSERT(!fits_grammar(text));
}

TEST(LogGrammar, IsThePageThatOperatorsRead) {
  std::set<std::string> documented, known;
  std::istringstream page(text_of_file(fs::path(JIUM_SOURCE_DIR) / "docs" / "operating" / "logs.md"));
  std::string line;
  while (std::getline(page, line)) {
    if (line.starts_with("| `")) documented.insert(line);
  }
  for (const EventRule& rule : grammar()) {
    std::string fields;
    for (const FieldRule& field : rule.fields)
      fields +=
          (fields.empty() ? "`" : ", `") + std::string(field.name) + "`: " + std::string(name_of(field.type));
    known.insert("| `" + std::string(rule.event) + "` | " + std::string(rule.level) + " | " + fields + " | " +
                 std::string(rule.says) + " |");
  }
  EXPECT_EQ(documented, known);
}

// Whoever adds a line to the code adds it to the table: here it is noticed, not on an operator's machine.
TEST(LogGrammar, NamesEveryEventOfTheCodeAndNoOther) {
  const std::regex call("log::(info|warning|error)\\(\\s*\"([a-z_]+)\"");
  std::set<std::string> written, known{std::string(kOutside)};
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(JIUM_SOURCE_DIR) / "src" / "jium")) {
    const std::string name = entry.path().filename().string();
    if (!entry.is_regular_file() || !(name.ends_with(".cc") || name.ends_with(".h"))) continue;
    if (name.ends_with("_test.cc")) continue;
    const std::string text = text_of_file(entry.path());
    for (std::sregex_iterator found(text.begin(), text.end(), call), end; found != end; ++found)
      written.insert((*found)[1].str() + " " + (*found)[2].str());
  }
  std::set<std::string> listed;
  for (const EventRule& rule : grammar()) {
    if (rule.event != kOutside) listed.insert(std::string(rule.level) + " " + std::string(rule.event));
  }
  EXPECT_EQ(written, listed);
}

}  // namespace
}  // namespace jium::log
