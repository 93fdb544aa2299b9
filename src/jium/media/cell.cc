#include "jium/media/cell.h"

#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <fstream>
#include <memory>

#include "jium/media/descriptors.h"
#include "jium/media/landlock.h"

namespace jium::media {
namespace {

Fault cannot(std::string_view layer) {
  return fault(FaultKind::internal, "the sandbox cannot be set up on this kernel (" + std::string(layer) +
                                        "): nothing is decoded without it");
}

bool limit(__rlimit_resource resource, rlim_t value) {
  const rlimit both{value, value};
  return ::setrlimit(resource, &both) == 0;
}

// Address space that this process has already, in bytes, the mapped input included: the limit counts from
// there. 0 when /proc cannot be read.
rlim_t address_space() {
  std::ifstream statm("/proc/self/statm");
  rlim_t pages = 0;
  statm >> pages;
  return pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE));
}

// RLIMIT_NPROC does not bind root: that no process is ever started is seccomp's to see to.
// Each is tried, even when another cannot be set. `space` 0: not known, and not limited.
bool limit_resources(const SandboxLimits& limits, rlim_t space) {
  bool all = space == 0 || limit(RLIMIT_AS, space + limits.memory);
  all = limit(RLIMIT_CPU, static_cast<rlim_t>(limits.cpu_seconds)) && all;
  for (const auto none : {RLIMIT_FSIZE, RLIMIT_CORE, RLIMIT_NPROC, RLIMIT_MSGQUEUE, RLIMIT_NOFILE}) {
    all = limit(none, 0) && all;
  }
  return all;
}

struct ReleaseFilter {
  void operator()(void* filter) const { seccomp_release(filter); }
};

// What answering, computing, allocating and ending need; everything else ends the process. (sigaltstack is
// what the address sanitizer asks at every longjmp; the answer concerns nobody but the worker.)
constexpr std::array kAllowed{
    SCMP_SYS(write),        SCMP_SYS(close),        SCMP_SYS(munmap),         SCMP_SYS(mremap),
    SCMP_SYS(brk),          SCMP_SYS(madvise),      SCMP_SYS(futex),          SCMP_SYS(exit),
    SCMP_SYS(exit_group),   SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigprocmask), SCMP_SYS(clock_gettime),
    SCMP_SYS(gettimeofday), SCMP_SYS(getrandom),    SCMP_SYS(sched_yield),    SCMP_SYS(restart_syscall),
    SCMP_SYS(sigaltstack),  SCMP_SYS(gettid),       SCMP_SYS(getpid)};
// Asked for by libraries that do well without: told "no" instead of ended. writev is how the C library
// reports that its heap is broken, before it aborts.
constexpr std::array kRefused{SCMP_SYS(clone3), SCMP_SYS(sched_getaffinity), SCMP_SYS(sysinfo),
                              SCMP_SYS(fstat),  SCMP_SYS(newfstatat),        SCMP_SYS(writev)};

// The flags of a thread as the C library starts one, which are all of the argument that the kernel looks at.
constexpr scmp_datum_t kThreadFlags = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD |
                                      CLONE_SYSVSEM | CLONE_SETTLS | CLONE_PARENT_SETTID |
                                      CLONE_CHILD_CLEARTID;
// The signal by which the C library passes a change of user to all threads. It prepares for one with the
// first thread, and does not mind when it cannot.
constexpr scmp_datum_t kSignalOfTheLibrary = 33;

// Every decoder here works in one thread. One that tries to start another is told that there is no room; any
// other clone is the start of a process, and ends the one there is.
bool add_thread_rules(void* filter) {
  return seccomp_rule_add(filter, SCMP_ACT_ERRNO(EAGAIN), SCMP_SYS(clone), 1,
                          SCMP_A0(SCMP_CMP_MASKED_EQ, 0xFFFFFFFFU, kThreadFlags)) == 0 &&
         seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(rt_sigaction), 1,
                          SCMP_A0(SCMP_CMP_EQ, kSignalOfTheLibrary, 0)) == 0;
}

bool add_rules(void* filter, pid_t self) {
  bool all = add_thread_rules(filter);
  for (const int call : kAllowed) all = all && seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) == 0;
  for (const int call : kRefused) all = all && seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), call, 0) == 0;
  // abort() of a library that found its own state broken, and no other signal to anybody: a worker that
  // stopped itself, or ended by a signal that means something to its guardian, would tell lies.
  all = all && seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 2,
                                SCMP_A0(SCMP_CMP_EQ, static_cast<scmp_datum_t>(self), 0),
                                SCMP_A2(SCMP_CMP_EQ, static_cast<scmp_datum_t>(SIGABRT), 0)) == 0;
  // Memory, but never memory that can be run.
  for (const int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)}) {
    all = all && seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1,
                                  SCMP_A2(SCMP_CMP_MASKED_EQ, static_cast<scmp_datum_t>(PROT_EXEC), 0)) == 0;
  }
  return all;
}

// Calls by another ABI of the same machine (32 bits, x32) end the process too.
bool forbid_calls() {
  const std::unique_ptr<void, ReleaseFilter> filter(seccomp_init(SCMP_ACT_KILL_PROCESS));
  return filter != nullptr &&
         seccomp_attr_set(filter.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) == 0 &&
         add_rules(filter.get(), ::getpid()) && seccomp_load(filter.get()) == 0;
}

}  // namespace

Result<void> lock_cell(int reply, const SandboxLimits& limits) {
  const rlim_t space = address_space();
  if (space == 0) return cannot("reading its own size from /proc");
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return cannot("no new privileges");
  if (::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) return cannot("no core files");
  if (!close_from(0, reply)) return cannot("closing descriptors");
  if (!deny_everything_named()) return cannot("landlock");
  if (!limit_resources(limits, space)) return cannot("resource limits");
  if (!forbid_calls()) return cannot("seccomp");
  return {};
}

Result<void> lock_what_can_be_locked(int reply, const SandboxLimits& limits) {
  const rlim_t space = address_space();
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  if (!close_from(0, reply)) return cannot("closing descriptors");
  static_cast<void>(deny_everything_named());
  static_cast<void>(limit_resources(limits, space));
  static_cast<void>(forbid_calls());
  return {};
}

}  // namespace jium::media
