// The restore drill (../shared/security.md, R14) and the change of the master key (E4), on the real program:
// a server that works, a backup while it does, the backup put back elsewhere and served from there.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <thread>

#include "story/canaries.h"
#include "story/main_path.h"
#include "story/steps.h"

namespace jium::story {
namespace {

namespace fs = std::filesystem;
using peers::text_at;
using ::testing::IsEmpty;
using Json = boost::json::value;

class Quiet final : public Teller {
 public:
  void begin_step(std::string_view) override {}
  void say(std::string_view) override {}
  void show(std::string_view, std::string_view) override {}
};

// Opens cases until it is told to stop.
class Traffic {
 public:
  explicit Traffic(const peers::CommandLine& officer)
      : thread_([this, &officer] {
          while (!stop_) {
            const auto opened =
                officer.ask({"case", "open", "--pseudonym", "Tansy", "--age-band", "twenties", "--harm",
                             "dissemination", "--requester", "victim", "--consent", "removal"});
            opened ? ++done_ : ++failed_;
          }
        }) {}
  Traffic(const Traffic&) = delete;
  Traffic& operator=(const Traffic&) = delete;
  ~Traffic() { end(); }
  void end() {
    stop_ = true;
    if (thread_.joinable()) thread_.join();
  }
  [[nodiscard]] int done() const { return done_; }
  [[nodiscard]] int failed() const { return failed_; }

 private:
  std::atomic<bool> stop_{false};
  std::atomic<int> done_{0}, failed_{0};
  std::thread thread_;
};

class BackupStory : public ::testing::Test {
 protected:
  void SetUp() override {
    JIUM_STEP(stage, Stage::set({.jium = JIUM_BINARY, .data = {}, .config = {}}));
    Quiet quiet;
    MainPath story(*stage, quiet, {.picture = 4242, .pseudonym = "Quillfeather-6152"});
    JIUM_STEP(registered, story.register_picture());
    JIUM_DONE(story.recognise_copies());
  }
  [[nodiscard]] const peers::CommandLine& machine() const { return stage->officer(); }
  [[nodiscard]] std::string file(const std::string& name) const {
    return (stage->officers_folder() / name).string();
  }
  void wait_for(const Traffic& traffic, int more) {
    const int wanted = traffic.done() + more;
    for (int i = 0; i < 600 && traffic.done() < wanted; ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds{100});
    ASSERT_GE(traffic.done(), wanted);
  }
  void back_up() {
    Json made;
    JIUM_STEP(made, machine().ask({"backup", "identity", "--out", file("identity")}));
    Traffic traffic(machine());
    ASSERT_NO_FATAL_FAILURE(wait_for(traffic, 1));
    JIUM_STEP(backup, machine().ask({"backup", "--to", file("backup"), "--recipient",
                                     text_at(made, "/recipient"), "--data", stage->data().string()}));
    ASSERT_NO_FATAL_FAILURE(wait_for(traffic, 1));
    traffic.end();
    EXPECT_EQ(traffic.failed(), 0) << "a backup holds nobody up";
  }
  Result<peers::Spoken> restore(const std::string& into) {
    return machine().type(
        {"restore", file("backup"), "--into", into, "--identity", file("identity"), "--json"});
  }

  std::unique_ptr<Stage> stage;
  Registered registered;
  Json backup;
};

TEST_F(BackupStory, ABackupOfAServerAtWorkIsServedElsewhere) {
  ASSERT_NO_FATAL_FAILURE(back_up());
  JIUM_DONE(machine().ask({"backup", "verify", file("backup"), "--identity", file("identity")}));
  const std::string into = file("restored");
  peers::Spoken restored;
  JIUM_STEP(restored, restore(into));
  ASSERT_EQ(restored.exit_code, 0) << restored.errors << restored.output;
  EXPECT_EQ(boost::json::serialize(restored.json.at("rows")), boost::json::serialize(backup.at("rows")));
  JIUM_DONE(machine().ask({"fsck", "--data", into}));

  const auto elsewhere = peers::JiumServer::start({.jium = JIUM_BINARY,
                                                   .data = into,
                                                   .config = stage->config(),
                                                   .log = file("elsewhere.log"),
                                                   .listen = "127.0.0.1:0",
                                                   .temporary = {}});
  ASSERT_TRUE(elsewhere) << elsewhere.fault().what;
  const peers::CommandLine there(
      JIUM_BINARY, {{"HOME", file("")}, {"JIUM_SERVER", elsewhere->url()}, {"JIUM_KEY_FILE", file("key")}});
  Json here_shown, there_shown;
  JIUM_STEP(here_shown, machine().ask({"case", "show", registered.the_case}));
  JIUM_STEP(there_shown, there.ask({"case", "show", registered.the_case}));
  EXPECT_NE(boost::json::serialize(there_shown).find("Quillfeather-6152"), std::string::npos);
  EXPECT_EQ(boost::json::serialize(there_shown.at("footage")),
            boost::json::serialize(here_shown.at("footage")));
}

TEST_F(BackupStory, ABackupShowsNothingAndIsRefusedWhenItWasTouched) {
  ASSERT_NO_FATAL_FAILURE(back_up());
  Canaries canaries;
  canaries.plant_text("the pseudonym", "Quillfeather");
  canaries.plant_text("the officer's key", stage->officers_key());
  canaries.plant_text("the database", "SQLite format 3");
  canaries.plant_text("a table", "removal_request");
  Canaries::Search search;
  JIUM_STEP(search, canaries.search(file("backup")));
  EXPECT_THAT(search.found, IsEmpty());

  std::string whole;
  JIUM_STEP(whole, peers::read_file(file("backup")));
  std::vector<std::string> touched{whole.substr(0, whole.size() / 2), whole.substr(0, whole.size() - 1),
                                   whole + "x"};
  for (const std::size_t at :
       {std::size_t{0}, std::size_t{60}, std::size_t{200}, whole.size() / 2, whole.size() - 1}) {
    touched.push_back(whole);
    touched.back()[at] = static_cast<char>(touched.back()[at] ^ 1);
  }
  for (const std::string& bytes : touched) {
    JIUM_DONE(peers::write_file(file("backup"), bytes));
    peers::Spoken refused;
    JIUM_STEP(refused, restore(file("never")));
    EXPECT_NE(refused.exit_code, 0);
    EXPECT_FALSE(fs::exists(file("never")));
  }
}

TEST_F(BackupStory, TheMasterKeyChangesWhileTheServerWorksAndTheOldOneOpensNothing) {
  const fs::path key = stage->data() / "jium.key";
  fs::copy_file(key, file("old.key"));
  Traffic traffic(machine());
  Json rotated;
  for (int turn = 0; turn < 3; ++turn) {
    ASSERT_NO_FATAL_FAILURE(wait_for(traffic, 2));
    JIUM_STEP(rotated, machine().ask({"rotate-keys", "--data", stage->data().string()}));
  }
  ASSERT_NO_FATAL_FAILURE(wait_for(traffic, 2));
  traffic.end();
  EXPECT_EQ(traffic.failed(), 0);
  EXPECT_EQ(boost::json::serialize(rotated.at("generation")), "4");
  Json shown;
  JIUM_STEP(shown, machine().ask({"case", "show", registered.the_case}));
  EXPECT_NE(boost::json::serialize(shown).find("Quillfeather-6152"), std::string::npos);
  JIUM_DONE(stage->server().stop());
  JIUM_DONE(machine().ask({"fsck", "--data", stage->data().string()}));
  fs::copy_file(file("old.key"), key, fs::copy_options::overwrite_existing);
  EXPECT_FALSE(machine().ask({"fsck", "--data", stage->data().string()}));
}

}  // namespace
}  // namespace jium::story
