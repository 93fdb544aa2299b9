// Who runs a site, who else has a hand in it, and what becomes of it: the directory, told to the real
// program. A register that is asked (a page on loopback) names a registrar and a host; the officer takes them
// in; the register names another host, and the officer is told; two entries turn out to be one operator.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <thread>

#include "peers/json_at.h"
#include "story/main_path.h"
#include "story/steps.h"

namespace jium::story {
namespace {

using peers::list_at;
using peers::text_at;
using ::testing::HasSubstr;
using ::testing::Not;
using Json = boost::json::value;

class Silence final : public Teller {
 public:
  void begin_step(std::string_view) override {}
  void say(std::string_view) override {}
  void show(std::string_view, std::string_view) override {}
};

constexpr const char* kName = R"({"objectClassName":"domain","entities":[{"roles":["registrar"],
  "vcardArray":["vcard",[["fn",{},"text","Names Ltd"],["email",{},"text","abuse@names.example"]]]}]})";

std::string network_of(const std::string& holder) {
  return R"({"objectClassName":"ip network","name":")" + holder +
         R"(","entities":[{"roles":["abuse"],"vcardArray":["vcard",[["email",{},"text","abuse@carrier.example"]]]}]})";
}

class DirectoryStory : public ::testing::Test {
 protected:
  std::unique_ptr<Stage> stage;
  std::string site;  // its id

  Json ask(const std::vector<std::string>& words) {
    const auto answer = stage->officer().ask(words);
    EXPECT_TRUE(answer) << (answer ? "" : answer.fault().what);
    return answer ? *answer : Json(boost::json::object());
  }
  void register_says(const std::string& path, const std::string& text) {
    stage->english_site().put("/rdap/" + path, Bytes(text.begin(), text.end()), "application/rdap+json");
  }
  // Once `met`, within half a minute.
  template <class Met>
  Json wait_for(const std::vector<std::string>& words, Met met) {
    Json answer;
    for (int tries = 0; tries < 150; ++tries) {
      answer = ask(words);
      if (met(answer)) return answer;
      std::this_thread::sleep_for(std::chrono::milliseconds{200});
    }
    ADD_FAILURE() << "it did not come about: " << boost::json::serialize(answer);
    return answer;
  }
  std::string suggestion_for(const Json& listed, const std::string& party) {
    for (const auto& one : list_at(listed, "/suggestions")) {
      if (text_at(one, "/party") == party) return text_at(one, "/id");
    }
    return "";
  }
  std::string write(const std::string& name, const std::string& text) {
    const auto path = stage->officers_folder() / name;
    std::ofstream(path, std::ios::binary) << text;
    return path.string();
  }

  void set_the_stage() {
    JIUM_STEP(stage, Stage::set({.jium = JIUM_BINARY, .data = {}, .config = {}}));
    Silence silence;
    MainPath path(*stage, silence);
    Registered registered;
    JIUM_STEP(registered, path.register_picture());
    Recognised recognised;
    JIUM_STEP(recognised, path.recognise_copies());
    const Json listed = ask({"site", "list"});
    for (const auto& one : list_at(listed, "/sites")) {
      if (text_at(one, "/name") == stage->korean_site().host()) site = text_at(one, "/id");
    }
    ASSERT_NE(site, "");
  }

  void take_in_what_registers_say() {
    register_says("domain/" + stage->korean_site().host(), kName);
    register_says("ip/" + stage->korean_site().host(), network_of("Carrier One"));
    ask({"site", "discover", site});
    const Json found = wait_for({"site", "suggestions", site},
                                [](const Json& a) { return list_at(a, "/suggestions").size() >= 2; });
    EXPECT_EQ(text_at(ask({"site", "show", site}), "/registrar"), "") << "nothing by itself";
    ask({"site", "accept", suggestion_for(found, "registrar")});
    ask({"site", "accept", suggestion_for(found, "host")});
    const Json known = ask({"site", "show", site});
    const Json registrar = ask({"operator", "show", text_at(known, "/registrar")});
    EXPECT_EQ(text_at(registrar, "/name"), "Names Ltd");
    EXPECT_EQ(text_at(registrar, "/mail"), "abuse@names.example");
    EXPECT_NE(text_at(known, "/host"), "");
  }

  void notice_the_change_of_host() {
    register_says("ip/" + stage->korean_site().host(), network_of("Carrier Two"));
    ask({"site", "discover", site});
    wait_for({"site", "show", site}, [](const Json& a) { return text_at(a, "/host_changed_at") != ""; });
    EXPECT_THAT(boost::json::serialize(ask({"alarms"})), HasSubstr("host_changed"));
    ask({"site", "settle-host", site});
    EXPECT_EQ(text_at(ask({"site", "show", site}), "/host_changed_at"), "");
  }

  void take_tables_in() {
    const std::string operators = write("operators.csv",
                                        "name,mail,jurisdiction\nBoard,abuse@board.example,KR\n"
                                        "\"'=Board Ltd\",help@board.example,KR\n");
    const std::string wrong = write("wrong.csv", "name,mail\nBoard,nonsense\n");
    EXPECT_FALSE(stage->officer().ask({"directory", "import", "--operators", wrong}));
    const Json dry = ask({"directory", "import", "--operators", operators, "--dry-run"});
    EXPECT_FALSE(peers::flag_at(dry, "/taken"));
    EXPECT_EQ(peers::number_at(dry, "/operators_added"), 2);
    EXPECT_TRUE(peers::flag_at(ask({"directory", "import", "--operators", operators}), "/taken"));
  }

  void merge_what_is_one() {
    std::string board, twin;
    const Json listed = ask({"operator", "list"});
    for (const auto& one : list_at(listed, "/operators")) {
      if (text_at(one, "/name") == "Board") board = text_at(one, "/id");
      if (text_at(one, "/name") == "=Board Ltd") twin = text_at(one, "/id");
    }
    ASSERT_NE(board, "");
    ASSERT_NE(twin, "") << "the apostrophe of a spreadsheet is no part of the name";
    ask({"site", "assign", "board.example", "--operator", twin});
    ask({"directory", "merge", twin, "--into", board});
    const Json sites = ask({"site", "list"});
    EXPECT_THAT(boost::json::serialize(sites), HasSubstr(board));
    EXPECT_THAT(boost::json::serialize(ask({"operator", "list"})), Not(HasSubstr(twin)));
    ask({"directory", "unmerge", twin});
    EXPECT_THAT(boost::json::serialize(ask({"site", "list"})), HasSubstr(twin));
  }
};

TEST_F(DirectoryStory, OfASiteThatMovesAndAnOperatorWithTwoNames) {
  ASSERT_NO_FATAL_FAILURE(set_the_stage());
  ASSERT_NO_FATAL_FAILURE(take_in_what_registers_say());
  ASSERT_NO_FATAL_FAILURE(notice_the_change_of_host());
  ASSERT_NO_FATAL_FAILURE(take_tables_in());
  ASSERT_NO_FATAL_FAILURE(merge_what_is_one());
}

}  // namespace
}  // namespace jium::story
