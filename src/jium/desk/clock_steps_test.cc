// security.md R11: the clock of the machine lies. What came after what is read from the order in which it was
// written, never from a time; a deadline is the hour that was written down when the letter left.
#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <random>

#include "jium/desk/desk_fixture.h"
#include "jium/desk/write_log.h"
#include "jium/store/footages.h"
#include "jium/store/history.h"

namespace jium::desk {
namespace {

using namespace std::chrono_literals;
using removal::RequestState;

constexpr std::array<Duration, 9> kSteps{0ms, 1ms, -1ms, 1h, -1h, 24h, -24h, 8760h, -8760h};

class ClockSteps : public DeskFixture {
 protected:
  std::vector<std::string> history_of(casework::CaseId the_case) {
    std::vector<std::string> lines;
    for (const auto& entry : must(read([&](auto& tx) { return store::history_of(tx, the_case); })))
      lines.push_back(to_text(entry.at) + std::string(to_text(entry.event)) + entry.subject);
    return lines;
  }
  std::vector<audit::Hash> log_leaves() {
    std::vector<audit::Hash> leaves;
    must(read([&](auto& tx) {
      return store::each_log_entry(tx, 0, [&](const store::LogEntry& entry) -> Result<bool> {
        EXPECT_EQ(entry.seq, leaves.size());
        leaves.push_back(entry.leaf);
        return true;
      });
    }));
    return leaves;
  }
  // One thing that an officer does, and its line of the log, at whatever time it is just now.
  void do_something(casework::CaseId the_case, int number) {
    register_one(the_case, {sha256(static_cast<std::uint8_t>(number))});
    must(write(
        [&](auto& tx) { return write_log(desk, tx, officer, audit::Act::footage_registered, the_case); }));
  }

  std::mt19937 random{20261122};
};

template <class T>
bool is_prefix(const std::vector<T>& earlier, const std::vector<T>& later) {
  return earlier.size() < later.size() && std::equal(earlier.begin(), earlier.end(), later.begin());
}

TEST_F(ClockSteps, HistoryAndLogStandInTheOrderInWhichTheyWereWritten) {
  const auto the_case = open_a_case().id;
  auto history = history_of(the_case);
  auto leaves = log_leaves();
  int backwards = 0;
  for (int i = 0; i < 200; ++i) {
    const Duration step = kSteps.at(random() % kSteps.size());
    backwards += step < 0ms ? 1 : 0;
    clock.tick(step);
    do_something(the_case, i);
    auto next_history = history_of(the_case);
    auto next_leaves = log_leaves();
    ASSERT_TRUE(is_prefix(history, next_history)) << "the history was put in another order";
    ASSERT_TRUE(is_prefix(leaves, next_leaves)) << "the log was put in another order";
    history = std::move(next_history);
    leaves = std::move(next_leaves);
  }
  EXPECT_GT(backwards, 50);
  EXPECT_FALSE(std::is_sorted(history.begin(), history.end())) << "in order of time nothing would be shown";
}

TEST_F(ClockSteps, FollowersOfTheFeedMissNothingThatWasWrittenWhileItWasLate) {
  const auto the_case = open_a_case().id;
  for (int i = 0; i < 100; ++i) {
    clock.tick(kSteps.at(random() % kSteps.size()));
    register_one(the_case, {sha256(static_cast<std::uint8_t>(i)), pdq(i)});
    must(read([&](auto& tx) { return desk.known.follow(tx); }));
    ASSERT_EQ(desk.known.items(), static_cast<std::size_t>(i) + 1);
  }
}

TEST_F(ClockSteps, ADeadlineIsTheHourThatWasWrittenDown) {
  register_one(open_a_case().id);
  name_operator("site.example");
  int place = 0;
  for (const Duration step : kSteps) {
    const Instant begun = clock.now();
    const auto sighting = see("https://site.example/v/" + std::to_string(++place), {pdq(3)}).value().sighting;
    const auto request = send_one(sighting.id);
    ASSERT_EQ(request.due_at, begun + 24h);
    const auto state_at = [&](Instant when) {
      clock.tick(when - clock.now());
      must(write([&](auto& tx) { return end_clock(desk, tx, request.id); }));
      return load(request.id).state;
    };
    clock.tick(step);
    EXPECT_EQ(state_at(begun + 24h - 1ms), RequestState::sent);
    EXPECT_EQ(load(request.id).due_at, begun + 24h) << "moved by " << to_text(step);
    EXPECT_EQ(state_at(begun + 24h), RequestState::overdue);
    clock.tick(-48h);
    must(write([&](auto& tx) { return end_clock(desk, tx, request.id); }));
    EXPECT_EQ(load(request.id).state, RequestState::overdue) << "what has ended does not begin again";
  }
}

}  // namespace
}  // namespace jium::desk
