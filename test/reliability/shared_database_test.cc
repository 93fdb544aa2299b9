// Two processes of jium on one PostgreSQL database, as on two machines: while both take what officers write,
// the master key is rotated and a backup is made. The backup is then put back elsewhere, served from there,
// and moved to a new PostgreSQL database: the drill of docs/operating/backup.md.
#include <iostream>

#include "jium/store/test_store.h"
#include "peers/temporary_folder.h"
#include "reliability/expectations.h"
#include "reliability/ground.h"
#include "reliability/writers.h"
#include "story/stage.h"

namespace jium::reliability {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t kSeed = 20261122;
constexpr int kWritersEach = 2;
constexpr int kAcknowledgedBetween = 25;
constexpr std::size_t kAll = 1'000'000;

Result<std::multimap<std::string, std::string>> cases_at(const std::string& url, const std::string& key) {
  peers::ApiClient api(url, key, std::chrono::seconds{30});
  JIUM_TRY(const auto answer, api.get("/cases"));
  if (answer.status != 200) return fault(FaultKind::internal, "the cases are not listed");
  std::multimap<std::string, std::string> found;
  for (const auto& one : peers::list_at(answer.body, "/cases"))
    found.emplace(peers::text_at(one, "/pseudonym"), peers::text_at(one, "/id"));
  return found;
}

class SharedDatabase : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!store::tests_use_postgres() || !fs::exists("/usr/lib/postgresql/15/bin/initdb"))
      GTEST_SKIP() << "ATTENTION: this is a test on PostgreSQL (JIUM_TEST_STORE=postgres): NOT tested";
    ASSERT_TRUE(place);
    story::Setting setting;
    setting.jium = Ground::program();
    JIUM_STEP(stage, story::Stage::set(setting));
    auto opened = Ledger::open(place->path() / "ledger");
    ASSERT_TRUE(opened);
    ledger.emplace(std::move(*opened));
    const std::string key = stage->officers_key();
    one.emplace(stage->server().url(), key, *ledger, kWritersEach, kSeed);
    other.emplace(stage->officers_server().url(), key, *ledger, kWritersEach, kSeed + kWritersEach, "x");
  }
  void more_acknowledgements() {
    const int before = ledger->acknowledged();
    ASSERT_TRUE(comes_true([&] { return ledger->acknowledged() >= before + kAcknowledgedBetween; }));
  }
  // As an administrator carries the key file to the other machine.
  void carry_key() const {
    fs::copy_file(stage->data() / "jium.key", stage->second_data() / "jium.key",
                  fs::copy_options::overwrite_existing);
  }
  [[nodiscard]] peers::CommandLine machine() const { return {Ground::program(), {}}; }
  [[nodiscard]] std::vector<std::string> here(std::vector<std::string> words) const {
    for (const std::string& word :
         {std::string("--data"), stage->data().string(), std::string("--config"), stage->config().string()})
      words.push_back(word);
    return words;
  }
  [[nodiscard]] std::string path(const char* name) const { return (place->path() / name).string(); }

  void rotate();
  void back_up();
  void put_back();
  void move_on();

  Result<peers::TemporaryFolder> place = peers::TemporaryFolder::make();
  std::unique_ptr<story::Stage> stage;
  std::optional<Ledger> ledger;
  std::optional<Writers> one, other;
  std::vector<std::pair<std::string, std::string>> before_backup;
  std::size_t put_back_cases = 0;
};

void SharedDatabase::rotate() {
  ASSERT_NO_FATAL_FAILURE(more_acknowledgements());
  JIUM_DONE(machine().ask(here({"rotate-keys", "--prepare"})));
  carry_key();
  ASSERT_NO_FATAL_FAILURE(more_acknowledgements());
  boost::json::value rotated;
  JIUM_STEP(rotated, machine().ask(here({"rotate-keys"})));
  EXPECT_EQ(peers::number_at(rotated, "/generation"), 2);
  EXPECT_GT(peers::number_at(rotated, "/rewrapped").value_or(0), 0);
  carry_key();
  ASSERT_NO_FATAL_FAILURE(more_acknowledgements());
}

void SharedDatabase::back_up() {
  boost::json::value identity;
  JIUM_STEP(identity, machine().ask({"backup", "identity", "--out", path("identity")}));
  JIUM_STEP(before_backup, ledger->latest(kAll));
  JIUM_DONE(machine().ask(
      here({"backup", "--to", path("backup"), "--recipient", peers::text_at(identity, "/recipient")})));
  ASSERT_NO_FATAL_FAILURE(more_acknowledgements());
}

// On a machine that has nothing but the backup and the identity: from SQLite, at once.
void SharedDatabase::put_back() {
  boost::json::value restored;
  JIUM_STEP(restored, machine().ask({"restore", path("backup"), "--into", path("restored"), "--identity",
                                     path("identity")}));
  EXPECT_GT(peers::number_at(restored, "/opened").value_or(0), 0);
  JIUM_DONE(peers::write_file(path("plain.toml"), "[mail]\nsecurity = \"none\"\n"));
  auto server = peers::JiumServer::start({.jium = Ground::program(),
                                          .data = path("restored"),
                                          .config = path("plain.toml"),
                                          .log = path("log"),
                                          .temporary = place->path()});
  ASSERT_TRUE(server) << server.fault().what;
  std::multimap<std::string, std::string> there;
  JIUM_STEP(there, cases_at(server->url(), stage->officers_key()));
  put_back_cases = there.size();
  for (const auto& [key, id] : before_backup) {
    ASSERT_EQ(there.count(key), 1U) << "acknowledged before the backup, and not in it";
    ASSERT_EQ(there.find(key)->second, id);
  }
  JIUM_DONE(server->stop());
}

void SharedDatabase::move_on() {
  auto& cluster = store::PostgresCluster::shared();
  const std::string name = cluster.make_empty_database();
  JIUM_DONE(
      machine().ask({"migrate", "--from", path("restored"), "--to", cluster.conninfo("jium_owner", name)}));
  JIUM_DONE(peers::write_file(path("moved.toml"),
                              "[store]\npostgres = \"" + cluster.conninfo("jium_app", name) + "\"\n"));
  JIUM_DONE(machine().ask({"fsck", "--data", path("restored"), "--config", path("moved.toml")}));
  cluster.drop(name);
}

TEST_F(SharedDatabase, IsRotatedBackedUpAndPutBackWhileTwoServeIt) {
  ASSERT_NO_FATAL_FAILURE(rotate());
  ASSERT_NO_FATAL_FAILURE(back_up());
  for (auto* writers : {&*one, &*other}) {
    writers->stop();
    EXPECT_THAT(writers->complaints(), ::testing::IsEmpty());
    EXPECT_THAT(writers->refusals(), ::testing::IsEmpty());
  }
  std::multimap<std::string, std::string> there;
  JIUM_STEP(there, cases_at(stage->officers_server().url(), stage->officers_key()));
  Judgement judgement;
  JIUM_STEP(judgement, ledger->judge(there));
  expect_kept_once(judgement);
  ASSERT_NO_FATAL_FAILURE(put_back());
  ASSERT_NO_FATAL_FAILURE(move_on());
  std::cout << "two processes on one database: " << judgement.acknowledged
            << " acknowledged while the key was rotated and a backup made, " << judgement.lost.size()
            << " lost, " << judgement.doubled.size() << " doubled, 0 refused; " << put_back_cases
            << " cases put back, of " << before_backup.size() << " acknowledged before" << std::endl;
}

}  // namespace
}  // namespace jium::reliability
