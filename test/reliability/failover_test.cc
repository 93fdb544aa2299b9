// A machine is lost: jium on a primary and its synchronous standby, which Patroni and etcd keep
// (docs/operating/postgresql_high_availability.md). Whatever is killed, what was acknowledged is there
// afterwards, once each; what cannot be kept twice is not acknowledged; jium finds the new primary by itself.
#include <algorithm>
#include <iostream>

#include "reliability/expectations.h"
#include "reliability/ground.h"
#include "reliability/postgres_pair.h"
#include "reliability/raw_socket.h"
#include "reliability/writers.h"

namespace jium::reliability {
namespace {

using std::chrono::steady_clock;

constexpr std::uint32_t kSeed = 20261122;
constexpr int kWriters = 4;
constexpr std::size_t kAskedAgain = 8;
constexpr Duration kAWhile = std::chrono::seconds{2};
constexpr Duration kFailoverPatience = std::chrono::minutes{2};

Duration since(steady_clock::time_point begun) {
  return std::chrono::duration_cast<Duration>(steady_clock::now() - begun);
}

class Failover : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!PostgresPair::is_possible())
      GTEST_SKIP() << "ATTENTION: patroni and etcd-server (packages.txt, group cluster) are not installed: "
                      "failover is NOT tested";
    JIUM_STEP(pair, PostgresPair::start());
    const peers::CommandLine administrator(Ground::program(), {});
    // On a busy machine the pair may change its mind about who leads before anybody has written.
    ASSERT_TRUE(comes_true(
        [&] {
          return administrator.ask({"migrate", "--to", pair->conninfo("jium_owner")}).has_value();
        },
        kFailoverPatience))
        << "no server takes the schema";
    Lay lay;
    lay.postgres = pair->conninfo("jium_app");
    JIUM_STEP(ground, Ground::lay(lay));
    auto opened = Ledger::open(ground->folder() / "ledger");
    ASSERT_TRUE(opened);
    ledger.emplace(std::move(*opened));
    JIUM_DONE(ground->start());
    writers.emplace(ground->url(), ground->key(), *ledger, kWriters, kSeed);
  }
  void TearDown() override {
    if (writers) writers->stop();
    if (HasFailure() && pair) std::cout << pair->log_text() << std::endl;
  }
  void wait_for_acknowledgements(int more = 20) {
    const int before = ledger->acknowledged();
    ASSERT_TRUE(comes_true([&] { return ledger->acknowledged() >= before + more; }, kFailoverPatience))
        << "no acknowledgement comes";
  }
  void wait_for_standby() {
    ASSERT_TRUE(comes_true([&] { return pair->has_synchronous_standby(); }, kFailoverPatience));
  }
  // While one server alone has the data, nothing is acknowledged. What was on its way has come by then.
  void expect_silence() {
    std::this_thread::sleep_for(kAWhile);
    const int before = ledger->acknowledged();
    std::this_thread::sleep_for(kAWhile);
    EXPECT_EQ(ledger->acknowledged(), before) << "acknowledged, and only one server has it";
  }
  void ask_again() {
    std::vector<std::pair<std::string, std::string>> some;
    JIUM_STEP(some, ledger->latest(kAskedAgain));
    peers::ApiClient api(ground->url(), ground->key(), std::chrono::seconds{30});
    for (const auto& [key, id] : some) {
      const auto answer = api.post("/cases", case_named(key), key);
      ASSERT_TRUE(answer && answer->status == 201);
      ASSERT_EQ(peers::text_at(answer->body, "/id"), id);
      ++asked_again;
    }
  }
  // The whole answer to one question, with its headers.
  [[nodiscard]] std::string answer_to(const std::string& path, bool with_key) const {
    const RawSocket socket(ground->port());
    const std::string question = "GET /api/v1" + path + " HTTP/1.1\r\nHost: localhost\r\n" +
                                 (with_key ? "Authorization: Bearer " + ground->key() + "\r\n" : "") +
                                 "Connection: close\r\n\r\n";
    std::string text;
    if (!comes_true([&] { return socket.send(question) > 0; })) return text;
    static_cast<void>(comes_true([&] {
      text += socket.read();
      return text.find("\r\n\r\n") != std::string::npos;
    }));
    return text;
  }
  void lose_a_primary();
  void lose_the_standby();
  void lose_both();
  void judge() {
    writers->stop();
    EXPECT_THAT(writers->complaints(), ::testing::IsEmpty());
    for (const std::string& refusal : writers->refusals())
      EXPECT_TRUE(refusal.starts_with("503 ")) << refusal;
    std::multimap<std::string, std::string> there;
    JIUM_STEP(there, ground->cases());
    JIUM_STEP(judgement, ledger->judge(there));
    expect_kept_once(judgement);
    // Both servers have the same, and the one that was away among them.
    const char* const cases = "select count(*) from case_file";
    EXPECT_TRUE(comes_true([&] {
      const auto one = pair->number_in_jium(0, cases), other = pair->number_in_jium(1, cases);
      return one && other && *one == *other && *one == static_cast<std::int64_t>(there.size());
    }));
  }

  std::unique_ptr<PostgresPair> pair;
  std::unique_ptr<Ground> ground;
  std::optional<Ledger> ledger;
  std::optional<Writers> writers;
  Judgement judgement;
  std::vector<Duration> promoted, rejoined;
  int asked_again = 0;
};

// A machine is lost, and comes back as the standby of the other.
void Failover::lose_a_primary() {
  ASSERT_NO_FATAL_FAILURE(wait_for_acknowledgements());
  const auto old = pair->leader();
  ASSERT_TRUE(old);
  auto begun = steady_clock::now();
  pair->kill_node(*old);
  ASSERT_TRUE(comes_true([&] { return pair->leader() == std::optional(1 - *old); }, kFailoverPatience))
      << "the standby did not take over";
  promoted.push_back(since(begun));
  expect_silence();
  begun = steady_clock::now();
  JIUM_DONE(pair->start_node(*old));
  ASSERT_NO_FATAL_FAILURE(wait_for_acknowledgements(1));
  rejoined.push_back(since(begun));
  ASSERT_NO_FATAL_FAILURE(wait_for_standby());
  EXPECT_EQ(pair->leader(), std::optional(1 - *old)) << "the old primary stands by now";
  ASSERT_NO_FATAL_FAILURE(ask_again());
}

// The standby is lost: what one server alone would have is not acknowledged.
void Failover::lose_the_standby() {
  ASSERT_NO_FATAL_FAILURE(wait_for_acknowledgements());
  const auto leads = pair->leader();
  ASSERT_TRUE(leads);
  pair->kill_node(1 - *leads);
  expect_silence();
  EXPECT_EQ(pair->leader(), leads);
  JIUM_DONE(pair->start_node(1 - *leads));
  ASSERT_NO_FATAL_FAILURE(wait_for_acknowledgements());
  ASSERT_NO_FATAL_FAILURE(wait_for_standby());
}

// Both are lost: jium stays, says that it is to be tried again, and goes on by itself.
void Failover::lose_both() {
  ASSERT_NO_FATAL_FAILURE(wait_for_acknowledgements());
  const auto leads = pair->leader();
  ASSERT_TRUE(leads);
  pair->kill_node(1 - *leads);
  pair->kill_node(*leads);
  const std::string answer = answer_to("/cases", true);
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 503 ")) << answer;
  EXPECT_NE(answer.find("Retry-After: 1\r\n"), std::string::npos) << answer;
  EXPECT_TRUE(answer_to("/health/live", false).starts_with("HTTP/1.1 200 "))
      << "it is not restarted for that";
  EXPECT_TRUE(answer_to("/health/ready", false).starts_with("HTTP/1.1 503 "));
  for (const std::size_t node : {std::size_t{0}, std::size_t{1}}) JIUM_DONE(pair->start_node(node));
  ASSERT_NO_FATAL_FAILURE(wait_for_acknowledgements());
  ASSERT_NO_FATAL_FAILURE(wait_for_standby());
}

TEST_F(Failover, LosesAndDoublesNothingAcknowledgedWhicheverServerIsKilled) {
  const int kills = count_of(2, 12);
  for (int i = 0; i < kills; ++i) ASSERT_NO_FATAL_FAILURE(lose_a_primary());
  ASSERT_NO_FATAL_FAILURE(lose_the_standby());
  ASSERT_NO_FATAL_FAILURE(lose_both());
  ASSERT_NO_FATAL_FAILURE(judge());
  std::cout << "failover: " << kills
            << " primaries killed, then the standby, then both: " << judgement.acknowledged
            << " acknowledged, " << judgement.lost.size() << " lost, " << judgement.doubled.size()
            << " doubled, " << judgement.kept_without_acknowledgement
            << " kept though unanswered, 0 acknowledged while one server alone was there; "
            << writers->counts().refused << " refused with 503, " << writers->counts().unanswered
            << " unanswered, " << writers->counts().repeated << " calls made again, " << asked_again
            << " asked again and answered as before; the standby took over after "
            << to_text(*std::max_element(promoted.begin(), promoted.end())) << " (longest), writes went on "
            << to_text(*std::max_element(rejoined.begin(), rejoined.end()))
            << " (longest) after the old primary's machine came back" << std::endl;
}

}  // namespace
}  // namespace jium::reliability
