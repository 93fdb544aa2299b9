// What the sandbox leaves behind, whom it outlives, and where it refuses to start.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

#include "jium/media/descriptors.h"
#include "jium/media/landlock.h"
#include "jium/media/sandbox.h"
#include "jium/media/sandbox_server.h"

namespace jium::media {
namespace {

namespace fs = std::filesystem;

Bytes echo_or_crash(ByteView input, std::uint32_t /*what*/) {
  if (input.size() > 1 && input[0] == 's') std::abort();
  return {input.begin(), input.end()};
}

std::size_t open_descriptors() {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator("/proc/self/fd"), fs::directory_iterator()));
}

std::vector<pid_t> children_of(pid_t parent) {
  std::ifstream list("/proc/" + std::to_string(parent) + "/task/" + std::to_string(parent) + "/children");
  std::vector<pid_t> children;
  for (pid_t child = 0; list >> child;) children.push_back(child);
  return children;
}

char state_of(pid_t process) {
  std::ifstream stat("/proc/" + std::to_string(process) + "/stat");
  std::string number, name;
  char state = '?';
  stat >> number >> name >> state;
  return state;
}

bool ends_soon(pid_t process) {
  const Descriptor handle(static_cast<int>(::syscall(SYS_pidfd_open, process, 0U)));
  if (!handle.valid()) return errno == ESRCH;
  pollfd ended{handle.get(), POLLIN, 0};
  return ::poll(&ended, 1, 20'000) == 1;
}

TEST(SandboxLifetime, two_hundred_runs_from_four_threads_each_get_their_own_answer) {
  auto sandbox = Sandbox::start(&echo_or_crash);
  ASSERT_TRUE(sandbox) << sandbox.fault().what;
  std::atomic<int> good = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 50; ++i) {
        const std::string text = "run " + std::to_string(t) + "/" + std::to_string(i);
        const auto answer = (*sandbox)->run(bytes_of(text));
        if (answer && text_of(*answer) == text) ++good;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(good, 200);
}

TEST(SandboxLifetime, five_hundred_runs_leave_no_descriptor_and_no_process_behind) {
  const std::size_t before_start = open_descriptors();
  const std::vector<pid_t> children_before = children_of(::getpid());
  {
    auto sandbox = Sandbox::start(&echo_or_crash);
    ASSERT_TRUE(sandbox) << sandbox.fault().what;
    const std::size_t before = open_descriptors();
    for (int i = 0; i < 500; ++i) {
      const bool crash = i % 5 == 0;
      EXPECT_EQ((*sandbox)->run(bytes_of(crash ? "s!" : "echo")).has_value(), !crash);
    }
    EXPECT_EQ(open_descriptors(), before);
    const std::vector<pid_t> children = children_of(::getpid());
    ASSERT_EQ(children.size(), children_before.size() + 1);
    EXPECT_NE(state_of(children.back()), 'Z');
    for (const pid_t guardian : children_of(children.back())) EXPECT_TRUE(ends_soon(guardian));
    EXPECT_TRUE(children_of(children.back()).empty());
  }
  EXPECT_EQ(open_descriptors(), before_start);
  EXPECT_EQ(children_of(::getpid()), children_before) << "the server is gone and was waited for";
}

TEST(SandboxLifetime, the_server_ends_when_its_parent_is_killed) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
  const Descriptor read_end(ends[0]);
  Descriptor write_end(ends[1]);
  const pid_t parent = ::fork();
  if (parent == 0) {
    auto sandbox = Sandbox::start(&echo_or_crash);
    const auto children = children_of(::getpid());
    const pid_t server = sandbox && !children.empty() ? children.back() : 0;
    if (::write(write_end.get(), &server, sizeof server) != sizeof server) ::_exit(1);
    for (;;) ::pause();
  }
  pid_t server = 0;
  ASSERT_EQ(::read(read_end.get(), &server, sizeof server), static_cast<ssize_t>(sizeof server));
  ::kill(parent, SIGKILL);
  ::waitpid(parent, nullptr, 0);
  ASSERT_GT(server, 0);
  EXPECT_TRUE(ends_soon(server));
}

TEST(SandboxLifetime, a_second_sandbox_holds_nothing_of_the_first) {
  auto first = Sandbox::start(&echo_or_crash);
  ASSERT_TRUE(first);
  const pid_t first_server = children_of(::getpid()).back();
  auto second = Sandbox::start(&echo_or_crash);
  ASSERT_TRUE(second);
  // Socket, input, output and errors: no copy of the first one's socket.
  const fs::path held = "/proc/" + std::to_string(children_of(::getpid()).back()) + "/fd";
  EXPECT_LE(std::distance(fs::directory_iterator(held), fs::directory_iterator()), 4);
  first->reset();
  EXPECT_TRUE(ends_soon(first_server));
  EXPECT_TRUE((*second)->run(bytes_of("echo")));
}

TEST(SandboxLifetime, a_server_that_is_gone_is_an_internal_fault) {
  auto sandbox = Sandbox::start(&echo_or_crash);
  ASSERT_TRUE(sandbox);
  const pid_t server = children_of(::getpid()).back();
  ::kill(server, SIGKILL);
  ASSERT_TRUE(ends_soon(server));
  const auto answer = (*sandbox)->run(bytes_of("echo"));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.fault().kind, FaultKind::internal);
}

TEST(SandboxLifetime, a_server_that_does_not_answer_is_not_waited_for_for_ever) {
  auto sandbox = Sandbox::start(&echo_or_crash);
  ASSERT_TRUE(sandbox);
  const pid_t server = children_of(::getpid()).back();
  ::kill(server, SIGSTOP);
  const auto answer = (*sandbox)->run(bytes_of("echo"), {.wall = std::chrono::milliseconds{1}});
  ::kill(server, SIGCONT);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.fault().kind, FaultKind::busy);
}

Bytes long_reply(ByteView /*input*/, std::uint32_t /*what*/) {
  return Bytes(1 << 20, 'r');
}

TEST(SandboxLifetime, a_guardian_does_not_wait_for_a_parent_that_stopped_reading) {
  std::array<int, 2> sockets{};
  ASSERT_EQ(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets.data()), 0);
  Descriptor ours(sockets[0]);
  Descriptor theirs(sockets[1]);
  const pid_t server = ::fork();
  if (server == 0) {
    ours.reset();
    serve_sandbox(theirs.get(), &long_reply, {}, Confinement::required);
  }
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
  const Descriptor read_end(ends[0]);
  Descriptor write_end(ends[1]);
  const Descriptor input(::memfd_create("input", MFD_CLOEXEC));
  ASSERT_EQ(::write(input.get(), "input", 5), 5);
  const Errand errand{.wall = std::chrono::milliseconds{300}};
  ASSERT_TRUE(send_pair(ours.get(), input.get(), write_end.get(),
                        {reinterpret_cast<const std::uint8_t*>(&errand), sizeof errand}));
  write_end.reset();
  // Not a byte is read, until nobody is left who could write one.
  pollfd hung_up{read_end.get(), 0, 0};
  EXPECT_EQ(::poll(&hung_up, 1, 20'000), 1);
  EXPECT_NE(hung_up.revents & POLLHUP, 0);
  ours.reset();
  ::waitpid(server, nullptr, 0);
}

TEST(SandboxLifetime, a_server_started_by_a_thread_outlives_the_thread) {
  std::unique_ptr<Sandbox> sandbox;
  std::thread([&] { sandbox = std::move(*Sandbox::start(&echo_or_crash)); }).join();
  EXPECT_TRUE(sandbox->run(bytes_of("echo")));
}

// Runs the start in a child whose kernel seems to lack `call`; its exit status is 0 if it started, 1 if it
// refused with words that name the sandbox, 2 otherwise.
int start_without(int call, int error, Confinement confinement = Confinement::required) {
  const pid_t child = ::fork();
  if (child == 0) {
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    if (seccomp_rule_add(filter, SCMP_ACT_ERRNO(static_cast<std::uint16_t>(error)), call, 0) != 0 ||
        seccomp_load(filter) != 0)
      ::_exit(3);
    const auto sandbox = Sandbox::start(&echo_or_crash, {}, confinement);
    if (sandbox) ::_exit((*sandbox)->run(bytes_of("echo")) ? 0 : 2);
    const bool in_words = sandbox.fault().kind == FaultKind::internal &&
                          sandbox.fault().what.find("the sandbox cannot be set up on this kernel") == 0;
    ::_exit(in_words ? 1 : 2);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(SandboxLifetime, without_a_layer_that_must_be_there_it_does_not_start_and_says_so) {
  EXPECT_EQ(start_without(SCMP_SYS(prlimit64), EPERM), 1) << "resource limits";
  EXPECT_EQ(start_without(SCMP_SYS(close_range), ENOSYS), 1) << "closing descriptors";
  EXPECT_EQ(start_without(SCMP_SYS(landlock_restrict_self), EPERM), 1) << "a Landlock that fails";
}

TEST(SandboxLifetime, best_effort_does_without_a_layer_but_never_keeps_what_is_open) {
  EXPECT_EQ(start_without(SCMP_SYS(prlimit64), EPERM, Confinement::best_effort), 0) << "resource limits";
  EXPECT_EQ(start_without(SCMP_SYS(landlock_restrict_self), EPERM, Confinement::best_effort), 0)
      << "Landlock";
  EXPECT_EQ(start_without(SCMP_SYS(close_range), ENOSYS, Confinement::best_effort), 1) << "descriptors";
}

// 1 if it refused, 0 if it started and decodes, 2 otherwise.
int start_without_seccomp(Confinement confinement) {
  const pid_t child = ::fork();
  if (child == 0) {
    // From here on the kernel answers as one without seccomp would.
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    bool ready = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(seccomp), 0) == 0;
    ready = ready && seccomp_rule_add(filter, SCMP_ACT_ERRNO(EINVAL), SCMP_SYS(prctl), 1,
                                      SCMP_A0(SCMP_CMP_EQ, PR_SET_SECCOMP, 0)) == 0;
    if (!ready || seccomp_load(filter) != 0) ::_exit(3);
    seccomp_release(filter);
    const auto sandbox = Sandbox::start(&echo_or_crash, {}, confinement);
    if (sandbox) ::_exit((*sandbox)->run(bytes_of("echo")) ? 0 : 2);
    ::_exit(sandbox.fault().kind == FaultKind::internal ? 1 : 2);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(SandboxLifetime, without_seccomp_it_starts_only_where_the_operator_says_so) {
  EXPECT_EQ(start_without_seccomp(Confinement::required), 1);
  EXPECT_EQ(start_without_seccomp(Confinement::best_effort), 0);
}

TEST(SandboxLifetime, without_landlock_it_starts_all_the_same) {
  EXPECT_EQ(start_without(SCMP_SYS(landlock_create_ruleset), ENOSYS), 0);
  EXPECT_EQ(start_without(SCMP_SYS(landlock_create_ruleset), EOPNOTSUPP), 0);
}

TEST(Landlock, a_kernel_is_asked_only_for_the_rights_that_its_version_knows) {
  EXPECT_EQ(landlock_rights(0), (LandlockRights{0, 0, 0}));
  EXPECT_EQ(landlock_rights(1), (LandlockRights{0x1fff, 0, 0}));
  EXPECT_EQ(landlock_rights(2), (LandlockRights{0x3fff, 0, 0}));
  EXPECT_EQ(landlock_rights(3), (LandlockRights{0x7fff, 0, 0}));
  EXPECT_EQ(landlock_rights(4), (LandlockRights{0x7fff, 3, 0}));
  EXPECT_EQ(landlock_rights(5), (LandlockRights{0xffff, 3, 0}));
  EXPECT_EQ(landlock_rights(6), (LandlockRights{0xffff, 3, 3}));
  EXPECT_EQ(landlock_rights(7), landlock_rights(6));
}

}  // namespace
}  // namespace jium::media
