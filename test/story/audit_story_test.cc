// The log of a centre's work, from the work to a court. An officer does her work and the server is killed in
// the middle of it; an auditor of the centre takes the log away, the police's witness has watched it, and two
// programs that share no line find that it holds. Then somebody with the database in their hands changes what
// it says, one letter of it, and both find that too.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/wait.h>

#include <thread>

#include "story/main_path.h"
#include "story/steps.h"

namespace jium::story {
namespace {

namespace fs = std::filesystem;
using peers::list_at;
using peers::number_at;
using peers::text_at;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;
using ::testing::Not;
using Json = boost::json::value;

class Listener final : public Teller {
 public:
  void begin_step(std::string_view) override {}
  void say(std::string_view) override {}
  void show(std::string_view, std::string_view) override {}
};

class AuditStory : public ::testing::Test {
 protected:
  void SetUp() override {
    JIUM_STEP(stage, Stage::set({.jium = JIUM_BINARY, .data = {}, .config = {}}));
    story.emplace(*stage, listener, cast);
    papers = stage->officers_folder() / "court";
    fs::create_directories(papers);
    JIUM_STEP(auditor, stage->colleague("auditor"));
  }

  [[nodiscard]] std::string paper(const std::string& name) const { return (papers / name).string(); }
  peers::Spoken type(const std::vector<std::string>& words) {
    const auto said = auditor->type(words);
    EXPECT_TRUE(said) << said.fault().what;
    return said ? *said : peers::Spoken{};
  }
  // By both verifiers; they must agree.
  bool holds(const std::vector<std::string>& words) {
    std::vector<std::string> ours{"audit", "verify"};
    ours.insert(ours.end(), words.begin(), words.end());
    const int exit_code = type(ours).exit_code;
    std::string theirs = "PYTHONDONTWRITEBYTECODE=1 python3 '" JIUM_SOURCE_DIR "/tools/audit_verify.py'";
    for (const std::string& word : words) theirs += " '" + word + "'";
    const int status = std::system((theirs + " >/dev/null 2>&1").c_str());
    EXPECT_EQ(WIFEXITED(status) ? WEXITSTATUS(status) : -1, exit_code);
    return exit_code == 0;
  }
  int fsck() {
    return type({"fsck", "--data", stage->data().string(), "--config", stage->config().string(), "--json"})
        .exit_code;
  }
  // As somebody does who has the database and not the program.
  void change_database(const std::string& sql) {
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open((stage->data() / "jium.db").c_str(), &database), SQLITE_OK);
    sqlite3_busy_timeout(database, 10'000);
    EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
        << sqlite3_errmsg(database);
    EXPECT_GT(sqlite3_changes(database), 0);
    sqlite3_close(database);
  }

  void an_officer_works_and_the_server_is_killed();
  void a_witness_watches();
  void the_log_is_taken_away();
  void its_key_changes_hands();
  void it_tells_what_was_done_and_nothing_of_the_person();
  void a_changed_letter_is_found();
  void a_changed_leaf_is_found();

  const Cast cast;
  Listener listener;
  std::unique_ptr<Stage> stage;
  std::optional<MainPath> story;
  std::optional<peers::CommandLine> auditor;
  fs::path papers;
  Registered registered;
  Recognised seen;
  std::string log_key, new_key, witness_key;
};

void AuditStory::an_officer_works_and_the_server_is_killed() {
  JIUM_STEP(registered, story->register_picture());
  JIUM_STEP(seen, story->recognise_copies());
  stage->server().kill();
  JIUM_DONE(stage->start_server());
  JIUM_DONE(story->ask_for_removal());
  JIUM_DONE(story->notice_the_lie());
}

// The log signs itself within a minute of the first entry, and the witness takes that.
void AuditStory::a_witness_watches() {
  peers::Spoken said;
  for (int tries = 0; tries < 100 && said.exit_code != 0; ++tries) {
    said = type({"audit", "checkpoint", "--json"});
    if (said.exit_code != 0) std::this_thread::sleep_for(std::chrono::milliseconds{200});
  }
  ASSERT_EQ(said.exit_code, 0) << said.errors;
  log_key = text_at(said.json, "/key");
  JIUM_DONE(peers::write_file(paper("known.txt"), text_at(said.json, "/checkpoint")));
  Json made;
  JIUM_STEP(made, auditor->ask({"audit", "witness-key", "police.example/witness", "--out", paper("w.key")}));
  witness_key = text_at(made, "/key");
  const std::vector<std::string> witness{"audit",        "witness",       "--state",
                                         paper("state"), "--witness-key", paper("w.key")};
  auto begin = witness;
  begin.insert(begin.end(), {"--begin", log_key});
  JIUM_DONE(auditor->ask(begin));
  auto fetch = witness;
  fetch.emplace_back("--fetch");
  JIUM_DONE(auditor->ask(fetch));
  JIUM_DONE(auditor->ask(fetch));  // again at once, as a timer may: it is no fault
}

void AuditStory::the_log_is_taken_away() {
  Json taken;
  JIUM_STEP(taken, auditor->ask({"audit", "export", "--out", paper("log"), "--known", paper("known.txt")}));
  EXPECT_EQ(text_at(taken, "/key"), log_key);
  EXPECT_TRUE(holds({paper("log"), "--key", log_key, "--known", paper("known.txt")}));
  JIUM_DONE(auditor->ask({"audit", "export", "--out", paper("cosigned"), "--cosigned"}));
  EXPECT_TRUE(holds({paper("cosigned"), "--key", log_key, "--witness", witness_key, "--quorum", "1"}));
  EXPECT_FALSE(holds({paper("cosigned"), "--key", log_key, "--quorum", "1"})) << "a witness must be trusted";
  EXPECT_EQ(fsck(), 0);
}

// While the server serves: the old key names the new one, readers go on with either, and the witness follows.
void AuditStory::its_key_changes_hands() {
  Json rotated;
  JIUM_STEP(rotated, auditor->ask({"audit", "rotate-key", "--data", stage->data().string(), "--config",
                                   stage->config().string()}));
  EXPECT_EQ(text_at(rotated, "/from"), log_key);
  new_key = text_at(rotated, "/key");
  JIUM_DONE(auditor->ask(
      {"audit", "witness", "--state", paper("state"), "--witness-key", paper("w.key"), "--fetch"}));
  std::string state;
  JIUM_STEP(state, peers::read_file(paper("state")));
  EXPECT_THAT(state, HasSubstr("log " + new_key));
  JIUM_DONE(auditor->ask(
      {"audit", "export", "--out", paper("followed"), "--known", paper("known.txt"), "--cosigned"}));
  for (const std::string& key : {log_key, new_key}) {
    EXPECT_TRUE(holds({paper("followed"), "--key", key, "--known", paper("known.txt"), "--witness",
                       witness_key, "--quorum", "1"}));
  }
  std::string text;
  JIUM_STEP(text, peers::read_file(paper("followed")));
  const auto succession = text.find("{\"succession\"");
  ASSERT_NE(succession, std::string::npos);
  auto cut = text;
  cut.erase(succession, cut.find('\n', succession) - succession + 1);
  JIUM_DONE(peers::write_file(paper("cut"), cut));
  EXPECT_FALSE(holds({paper("cut"), "--key", log_key}));
  EXPECT_EQ(fsck(), 0);
}

void AuditStory::it_tells_what_was_done_and_nothing_of_the_person() {
  std::string text;
  JIUM_STEP(text, peers::read_file(paper("log")));
  for (const char* act : {"case_opened", "footage_registered", "place_inspected", "sighting_recorded",
                          "request_drafted", "letter_shown", "request_confirmed", "letter_sent",
                          "answer_recorded", "check_recorded", "alarm_raised"})
    EXPECT_THAT(text, HasSubstr("\"act\":\"" + std::string(act) + "\"")) << act;
  for (const std::string& secret : {cast.pseudonym, registered.the_case, registered.footage,
                                    stage->korean_site().host(), std::string("817.jpg")})
    EXPECT_THAT(text, Not(HasSubstr(secret)));
}

void AuditStory::a_changed_letter_is_found() {
  const std::string of_case = " where record glob '*\"act\":\"case_opened\"*'";
  change_database("update audit_entry set record = replace(record, 'done', 'dona')" + of_case);
  JIUM_DONE(auditor->ask({"audit", "export", "--out", paper("changed")}));
  EXPECT_FALSE(holds({paper("changed"), "--key", log_key}));
  EXPECT_EQ(fsck(), 1);
  change_database("update audit_entry set record = replace(record, 'dona', 'done')" + of_case);
  EXPECT_EQ(fsck(), 0);
}

// Whoever changes the hash as well has a tree of another root, and the server itself will not sign that.
void AuditStory::a_changed_leaf_is_found() {
  change_database(
      "update audit_entry set leaf = cast(substr(leaf, 1, 31) || case when substr(leaf, 32) = x'00' then "
      "x'01'"
      " else x'00' end as blob) where seq = 2");
  const auto said = type({"audit", "export", "--out", paper("rewritten"), "--json"});
  EXPECT_NE(said.exit_code, 0);
  EXPECT_THAT(said.output + said.errors, HasSubstr("not the one that was signed"));
  EXPECT_EQ(fsck(), 1);
}

TEST_F(AuditStory, FromTheWorkToACourtAndEveryChangeIsFound) {
  ASSERT_NO_FATAL_FAILURE(an_officer_works_and_the_server_is_killed());
  ASSERT_NO_FATAL_FAILURE(a_witness_watches());
  ASSERT_NO_FATAL_FAILURE(the_log_is_taken_away());
  ASSERT_NO_FATAL_FAILURE(its_key_changes_hands());
  ASSERT_NO_FATAL_FAILURE(it_tells_what_was_done_and_nothing_of_the_person());
  ASSERT_NO_FATAL_FAILURE(a_changed_letter_is_found());
  ASSERT_NO_FATAL_FAILURE(a_changed_leaf_is_found());
}

}  // namespace
}  // namespace jium::story
