#include "jium/media/sandbox.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/futex.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <system_error>
#include <thread>

#include "jium/media/descriptors.h"
#include "jium/media/sandbox_server.h"

namespace jium::media {
namespace {

using namespace std::chrono_literals;

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kSanitized = true;
#elif defined(__has_feature)
constexpr bool kSanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool kSanitized = false;
#endif

constexpr std::string_view kCrashed = "the decoder broke down over this file";
constexpr std::string_view kTooSlow = "the file takes too long to decode";
constexpr std::string_view kTooHungry = "the file needs too much memory to decode";
constexpr std::string_view kStopped = "the decoder was stopped: this file made it do what decoders may not";

Bytes count_input(ByteView input) {
  std::uint64_t sum = 0;
  for (const std::uint8_t byte : input) sum += byte;
  const std::string text = std::to_string(input.size()) + " " + std::to_string(sum);
  return {text.begin(), text.end()};
}

Bytes crash() {
  volatile int* nowhere = nullptr;
  *nowhere = 1;
  return {};
}

// Deeper than any stack is.
std::uint64_t overflow_stack(std::uint64_t depth) {
  if (depth == std::uint64_t{1} << 40) return 0;
  volatile std::uint8_t frame[4096];
  frame[depth % sizeof frame] = 1;
  return overflow_stack(depth + 1) + frame[depth % sizeof frame];
}

Bytes loop_forever() {
  std::atomic<std::uint64_t> rounds = 0;
  for (;;) rounds.fetch_add(1);
}

Bytes wait_forever() {
  int word = 0;
  for (;;) ::syscall(SYS_futex, &word, FUTEX_WAIT, 0, nullptr, nullptr, 0);
}

Bytes eat_memory() {
  std::vector<Bytes> held;
  for (;;) held.emplace_back(std::size_t{16} << 20, std::uint8_t{1});
}

// Whatever descriptor the reply goes to: all are tried.
Bytes talk_forever() {
  const Bytes words(4096, 'w');
  for (;;) {
    for (int descriptor = 0; descriptor < 64; ++descriptor) {
      if (::write(descriptor, words.data(), words.size()) < 0 && errno == EPIPE) return {};
    }
  }
}

Bytes forge_trailer(Ending ending) {
  Bytes forged{'l', 'i', 'e'};
  const Trailer trailer{kTrailerMagic, ending};
  forged.resize(3 + sizeof trailer);
  std::memcpy(forged.data() + 3, &trailer, sizeof trailer);
  return forged;
}

Bytes forge_and_crash() {
  const Bytes forged = forge_trailer(Ending::done);
  for (int descriptor = 0; descriptor < 64; ++descriptor) {
    if (::write(descriptor, forged.data(), forged.size()) > 0) break;
  }
  return crash();
}

Bytes in_words(std::uint64_t number) {
  const std::string text = std::to_string(number);
  return {text.begin(), text.end()};
}

// As a library that can do without a second thread.
Bytes start_a_thread() {
  try {
    std::thread([] {}).join();
  } catch (const std::system_error&) {
    return in_words(1);
  }
  return in_words(2);
}

Bytes signal_itself(int signal) {
  ::syscall(SYS_tgkill, ::getpid(), ::gettid(), signal);
  return {};
}

// The first byte says what to do. Two bytes or more are asked for: the sandbox tries its task out on one.
Bytes unruly_task(ByteView input, std::uint32_t what) {
  if (input.size() < 2) return {};
  switch (input[0]) {
    case 's':
      return crash();
    case 'S':
      return Bytes(overflow_stack(0));
    case 'a':
      std::abort();
    case 't':
      throw 1;
    case 'l':
      return loop_forever();
    case 'w':
      return wait_forever();
    case 'm':
      return eat_memory();
    case 'M':
      return Bytes(input.size() << 39);
    case 'n':
      return talk_forever();
    case 'r':
      return Bytes(std::size_t{1} << 20, 'r');
    case 'f':
      return forge_trailer(Ending::done);
    case 'g':
      return forge_trailer(Ending::cell_not_locked);
    case 'F':
      return forge_and_crash();
    case 'p':
      return signal_itself(SIGSTOP);
    case 'u':
      return signal_itself(SIGUSR1);
    case 'W':
      return in_words(what);
    case 'T':
      return start_a_thread();
    case 'L':
      return in_words(input.size());
    case 'R':
      return Bytes(std::size_t{31} << 20, 'R');
    case '0':
      ::_exit(0);
    case '7':
      ::_exit(77);
    default:
      return count_input(input);
  }
}

SandboxLimits short_limits() {
  SandboxLimits limits;
  limits.memory = std::size_t{256} << 20;
  limits.cpu_seconds = 1;
  limits.wall = 4s;
  limits.input = 1 << 20;
  limits.reply = 1024;
  return limits;
}

class SandboxTest : public testing::Test {
 protected:
  void SetUp() override { start(short_limits()); }

  void start(const SandboxLimits& limits, Confinement confinement = Confinement::required) {
    auto started = Sandbox::start(&unruly_task, limits, confinement);
    ASSERT_TRUE(started) << started.fault().what;
    sandbox_ = std::move(*started);
  }

  // After whatever went before.
  void expect_still_working() {
    const auto answer = sandbox_->run(bytes_of("echo"));
    ASSERT_TRUE(answer) << answer.fault().what;
    EXPECT_EQ(text_of(*answer), "4 415");
  }

  void expect_refused(std::string_view input, std::string_view words) {
    SCOPED_TRACE(input);
    const auto answer = sandbox_->run(bytes_of(input));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.fault().kind, FaultKind::malformed) << answer.fault().what;
    // A sanitizer ends a process that crashes in its own way, and by calls that the cell forbids.
    if (!kSanitized) {
      EXPECT_EQ(answer.fault().what, words);
    }
    expect_still_working();
  }

  std::unique_ptr<Sandbox> sandbox_;
};

TEST_F(SandboxTest, the_task_sees_every_byte_and_its_reply_comes_back) {
  expect_still_working();
  const Bytes large(1 << 20, 2);
  const auto answer = sandbox_->run(large);
  ASSERT_TRUE(answer) << answer.fault().what;
  EXPECT_EQ(text_of(*answer), "1048576 2097152");
}

TEST_F(SandboxTest, an_empty_input_and_one_too_large_are_refused_without_a_child) {
  EXPECT_EQ(sandbox_->run({}).fault().what, "the file is empty");
  const auto answer = sandbox_->run(Bytes((1 << 20) + 1, 'e'));
  EXPECT_EQ(answer.fault().kind, FaultKind::malformed);
  EXPECT_EQ(answer.fault().what, "the file is too large to be looked at");
}

TEST_F(SandboxTest, a_crash_an_abort_an_exception_and_an_odd_exit_are_the_files_fault) {
  expect_refused("s!", kCrashed);
  expect_refused("S!", kCrashed);
  expect_refused("a!", kCrashed);
  expect_refused("t!", kCrashed);
  expect_refused("7!", kCrashed);
}

TEST_F(SandboxTest, an_endless_loop_ends_by_its_cpu_time_long_before_the_wall_clock) {
  SandboxLimits limits = short_limits();
  limits.wall = 60s;
  start(limits);
  const auto begin = std::chrono::steady_clock::now();
  expect_refused("l!", kTooSlow);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 40s);
}

TEST_F(SandboxTest, an_endless_wait_ends_by_the_wall_clock) {
  SandboxLimits limits = short_limits();
  limits.wall = 500ms;
  start(limits);
  const auto begin = std::chrono::steady_clock::now();
  const auto answer = sandbox_->run(bytes_of("w!"));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.fault().what, kTooSlow);
  EXPECT_GE(std::chrono::steady_clock::now() - begin, 500ms);
}

TEST_F(SandboxTest, memory_is_limited_whether_taken_slowly_or_at_once) {
  expect_refused("m!", kTooHungry);
  expect_refused("M!", kTooHungry);
}

TEST_F(SandboxTest, a_reply_that_is_too_long_or_never_ends_is_refused) {
  expect_refused("r!", "the decoder would not stop talking about this file");
  expect_refused("n!", "the decoder would not stop talking about this file");
}

TEST_F(SandboxTest, a_forged_trailer_is_part_of_the_reply_and_changes_no_ending) {
  const auto lie = sandbox_->run(bytes_of("f!"));
  ASSERT_TRUE(lie);
  EXPECT_EQ(*lie, forge_trailer(Ending::done));
  const auto other = sandbox_->run(bytes_of("g!"));
  ASSERT_TRUE(other);
  EXPECT_EQ(*other, forge_trailer(Ending::cell_not_locked));
  expect_refused("F!", kCrashed);
}

TEST_F(SandboxTest, a_worker_can_neither_stop_itself_nor_claim_that_it_was_never_locked) {
  expect_refused("p!", kStopped);
  expect_refused("u!", kStopped);
}

TEST_F(SandboxTest, best_effort_sets_up_every_layer_that_the_kernel_has) {
  start(short_limits(), Confinement::best_effort);
  expect_refused("p!", kStopped);
  expect_refused("m!", kTooHungry);
  expect_refused("l!", kTooSlow);
}

TEST_F(SandboxTest, a_worker_that_leaves_without_a_word_has_an_empty_reply) {
  const auto answer = sandbox_->run(bytes_of("0!"));
  ASSERT_TRUE(answer);
  EXPECT_TRUE(answer->empty());
}

TEST_F(SandboxTest, an_open_file_is_read_from_its_beginning_whatever_its_position) {
  const Descriptor file(::memfd_create("file", MFD_CLOEXEC));
  ASSERT_EQ(::write(file.get(), "echo", 4), 4);
  const auto answer = sandbox_->run_file(file.get());
  ASSERT_TRUE(answer) << answer.fault().what;
  EXPECT_EQ(text_of(*answer), "4 415");
  EXPECT_EQ(::lseek(file.get(), 0, SEEK_CUR), 4);
}

TEST_F(SandboxTest, the_task_is_told_what_it_is_sent_for) {
  const auto answer = sandbox_->run(bytes_of("W!"), {.what = 4'000'000'000U});
  ASSERT_TRUE(answer) << answer.fault().what;
  EXPECT_EQ(text_of(*answer), "4000000000");
  EXPECT_EQ(text_of(*sandbox_->run(bytes_of("W!"))), "0");
}

TEST_F(SandboxTest, an_errand_has_its_own_time_within_what_the_sandbox_allows) {
  SandboxLimits limits = short_limits();
  limits.cpu_seconds = 1000;
  limits.wall = 1000s;
  start(limits);
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(sandbox_->run(bytes_of("w!"), {.wall = 300ms}).fault().what, kTooSlow);
  EXPECT_EQ(sandbox_->run(bytes_of("l!"), {.cpu_seconds = 1, .wall = 60s}).fault().what, kTooSlow);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 40s);
  limits.wall = 300ms;
  start(limits);
  EXPECT_EQ(sandbox_->run(bytes_of("w!"), {.wall = 1000s}).fault().what, kTooSlow);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 80s);
}

TEST_F(SandboxTest, a_library_that_asks_for_a_thread_has_to_work_without) {
  const auto answer = sandbox_->run(bytes_of("T!"));
  ASSERT_TRUE(answer) << answer.fault().what;
  EXPECT_EQ(text_of(*answer), "1");
}

TEST_F(SandboxTest, a_reply_may_be_long) {
  SandboxLimits limits = short_limits();
  limits.reply = std::size_t{32} << 20;
  limits.wall = 60s;
  start(limits);
  const auto answer = sandbox_->run(bytes_of("R!"), {.wall = 60s});
  ASSERT_TRUE(answer) << answer.fault().what;
  EXPECT_TRUE(*answer == Bytes(std::size_t{31} << 20, 'R'));
}

TEST_F(SandboxTest, a_file_of_several_gigabytes_is_mapped_beside_the_workers_memory) {
  start(SandboxLimits{});
  const Descriptor file(::memfd_create("file", MFD_CLOEXEC));
  ASSERT_EQ(::write(file.get(), "L", 1), 1);
  ASSERT_EQ(::ftruncate(file.get(), std::int64_t{5} << 30), 0);  // a hole: it takes no memory
  const auto answer = sandbox_->run_file(file.get());
  ASSERT_TRUE(answer) << answer.fault().what;
  EXPECT_EQ(text_of(*answer), "5368709120");
}

TEST_F(SandboxTest, only_regular_files_of_a_fair_size_are_taken) {
  const Descriptor device(::open("/dev/zero", O_RDONLY | O_CLOEXEC));
  EXPECT_EQ(sandbox_->run_file(device.get()).fault().what, "not a regular file");
  EXPECT_EQ(sandbox_->run_file(-1).fault().what, "not a regular file");
  const Descriptor file(::memfd_create("file", MFD_CLOEXEC));
  EXPECT_EQ(sandbox_->run_file(file.get()).fault().what, "the file is empty");
  ASSERT_EQ(::ftruncate(file.get(), (1 << 20) + 1), 0);
  EXPECT_EQ(sandbox_->run_file(file.get()).fault().what, "the file is too large to be looked at");
}

TEST_F(SandboxTest, input_is_not_counted_against_the_memory_of_the_worker) {
  SandboxLimits limits;  // as shipped, but for the memory: far less than the input
  limits.memory = std::size_t{64} << 20;
  start(limits);
  const Descriptor file(::memfd_create("file", MFD_CLOEXEC));
  ASSERT_EQ(::ftruncate(file.get(), std::int64_t{256} << 20), 0);
  const auto answer = sandbox_->run_file(file.get());
  ASSERT_TRUE(answer) << answer.fault().what;
  EXPECT_EQ(text_of(*answer), "268435456 0");
}

}  // namespace
}  // namespace jium::media
