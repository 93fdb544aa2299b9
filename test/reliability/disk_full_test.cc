// security.md R4: the disk fills up while several write. What is refused is refused with words and with 503,
// what was acknowledged stays, and when there is room again jium goes on by itself. Records are not shown
// meanwhile, since what is shown must stand in the audit log; the server still says that it is alive.
//
// The disk is a small one in memory, in a mount namespace of this test's own.
#include <sched.h>
#include <sys/mount.h>
#include <sys/statvfs.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <random>

#include "reliability/expectations.h"
#include "reliability/ground.h"
#include "reliability/writers.h"

namespace jium::reliability {
namespace {

constexpr const char* kSize = "size=64m";
constexpr std::size_t kEnough = std::size_t{8} << 20;  // room for the database to grow in
constexpr int kWriters = 3;

// False where this process may not mount anything. Before any thread is started: threads share what is
// mounted.
bool mount_small_disk(const std::filesystem::path& at) {
  return ::unshare(CLONE_NEWNS) == 0 && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
         ::mount("small", at.c_str(), "tmpfs", 0, kSize) == 0;
}

std::size_t free_bytes(const std::filesystem::path& at) {
  struct statvfs space {};
  return ::statvfs(at.c_str(), &space) == 0 ? space.f_bavail * space.f_frsize : 0;
}

class DiskFull : public ::testing::Test {
 protected:
  void SetUp() override {
    auto made = peers::TemporaryFolder::make();
    ASSERT_TRUE(made);
    disk.emplace(std::move(*made));
    mounted = mount_small_disk(disk->path());
    if (!mounted) GTEST_SKIP() << "ATTENTION: nothing may be mounted here: the full disk was NOT tested";
    JIUM_STEP(ground, Ground::lay({.data = disk->path() / "data", .roles = "\"api\"", .environment = {}}));
    auto opened = Ledger::open(ground->folder() / "ledger");
    ASSERT_TRUE(opened);
    ledger.emplace(std::move(*opened));
    JIUM_DONE(ground->start());
  }
  void TearDown() override {
    ground.reset();
    if (mounted) ::umount2(disk->path().c_str(), MNT_DETACH);
  }

  // All but a few pages of what is free, so that the writers themselves reach the end.
  void fill() {
    const std::size_t left = std::uniform_int_distribution<std::size_t>(0, 40)(random) * 4096;
    const std::size_t free = free_bytes(disk->path());
    const std::string much(free > left ? free - left : 0, 'x');
    std::ofstream(ballast(), std::ios::binary) << much;
  }
  void make_room() { std::filesystem::remove(ballast()); }
  [[nodiscard]] std::filesystem::path ballast() const { return disk->path() / "ballast"; }

  void expect_it_to_be_alive_and_to_show_nothing_unlogged() {
    peers::ApiClient api(ground->url(), ground->key());
    const auto alive = api.get("/health");
    ASSERT_TRUE(alive);
    EXPECT_EQ(alive->status, 200);
    const auto listed = api.get("/cases");
    ASSERT_TRUE(listed);
    EXPECT_TRUE(listed->status == 200 || listed->status == 503) << listed->status;
  }

  std::optional<peers::TemporaryFolder> disk;
  bool mounted = false;
  std::unique_ptr<Ground> ground;
  std::optional<Ledger> ledger;
  std::mt19937 random{20261122};
};

TEST_F(DiskFull, NothingIsAcknowledgedFalselyAndItGoesOnWhenThereIsRoom) {
  const int rounds = count_of(5, 60);
  std::vector<Duration> recoveries;
  Writers writers(ground->url(), ground->key(), *ledger, kWriters, 20261122);
  for (int i = 0; i < rounds; ++i) {
    const int refused = writers.counts().refused;
    fill();
    ASSERT_TRUE(comes_true([&] { return writers.counts().refused > refused + kWriters; }))
        << "the disk is full and nobody is told";
    ASSERT_NO_FATAL_FAILURE(expect_it_to_be_alive_and_to_show_nothing_unlogged());
    ASSERT_FALSE(ground->server().ended());
    const int before = ledger->acknowledged();
    make_room();
    ASSERT_GT(free_bytes(disk->path()), kEnough) << "this disk is too small for so many rounds";
    const auto begun = std::chrono::steady_clock::now();
    ASSERT_TRUE(comes_true([&] { return ledger->acknowledged() > before; }))
        << "it does not go on with " << free_bytes(disk->path())
        << " free: " << ::testing::PrintToString(writers.refusals());
    recoveries.push_back(std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - begun));
  }
  writers.stop();
  EXPECT_THAT(writers.complaints(), ::testing::IsEmpty());
  for (const std::string& words : writers.refusals()) EXPECT_THAT(words, ::testing::StartsWith("503 "));
  EXPECT_THAT(writers.refusals(), ::testing::Contains(::testing::HasSubstr("the disk is full")));
  ground->kill();
  JIUM_DONE(ground->start());
  std::multimap<std::string, std::string> there;
  JIUM_STEP(there, ground->cases());
  Judgement judgement;
  JIUM_STEP(judgement, ledger->judge(there));
  expect_kept_once(judgement);
  std::sort(recoveries.begin(), recoveries.end());
  std::cout << "disk full: " << rounds << " times, " << judgement.acknowledged << " acknowledged, "
            << judgement.lost.size() << " falsely, " << writers.counts().refused
            << " refused with 503 and words, goes on by itself after " << to_text(recoveries.back())
            << " (longest)" << std::endl;
}

}  // namespace
}  // namespace jium::reliability
