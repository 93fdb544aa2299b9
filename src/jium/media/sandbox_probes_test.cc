// What a decoder that has been taken over might try, one try a child: each must end the child or fail.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "jium/media/sandbox.h"

namespace jium::media {
namespace {

namespace fs = std::filesystem;

// One system call. `outside`: it does no harm outside the sandbox and succeeds there.
struct Probe {
  const char* name;
  long call;
  std::array<long, 6> arguments{};
  bool outside = false;
};

// What the C library asks for when it starts a thread: the one clone that is refused and not deadly.
constexpr long kThread = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM |
                         CLONE_SETTLS | CLONE_PARENT_SETTID | CLONE_CHILD_CLEARTID;
constexpr std::uint32_t kKillProcess = 0x80000000;  // SECCOMP_RET_KILL_PROCESS

template <class T>
long at(T* place) {
  return reinterpret_cast<long>(place);
}

// What the calls point to. It is made before the sandbox is, so that its children have it.
struct Props {
  fs::path folder = make_folder();
  std::string file = (folder / "file").string();
  std::string doomed = (folder / "doomed").string();
  std::string other = (folder / "other").string();
  std::array<char, 4096> space{};
  char byte = 'x';
  iovec part{&byte, 1};
  rlimit64 limit{0, 0};
  long parent = ::getpid();
  char* page =
      static_cast<char*>(::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));

  Props() {
    for (const std::string& name : {file, doomed}) std::ofstream(name) << "content";
  }
  ~Props() {
    ::munmap(page, 4096);
    std::error_code ignored;
    fs::remove_all(folder, ignored);
  }
  Props(const Props&) = delete;
  Props& operator=(const Props&) = delete;

  static fs::path make_folder() {
    std::string name = (fs::temp_directory_path() / "jium_probes_XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) std::abort();
    return name;
  }
};

Props& props() {
  static Props made;
  return made;
}

std::vector<Probe> file_probes() {
  Props& p = props();
  const long file = at(p.file.c_str());
  const long other = at(p.other.c_str());
  const long space = at(p.space.data());
  return {
      {"openat", SYS_openat, {AT_FDCWD, file, O_RDONLY}, true},
      {"open", SYS_open, {file, O_RDONLY}, true},
      {"creat", SYS_creat, {other, 0600}, true},
      {"stat", SYS_stat, {file, space}, true},
      {"lstat", SYS_lstat, {file, space}, true},
      {"newfstatat", SYS_newfstatat, {AT_FDCWD, file, space, 0}, true},
      {"statx", SYS_statx, {AT_FDCWD, file, 0, 0x7ff, space}, true},
      {"access", SYS_access, {file, R_OK}, true},
      {"readlink", SYS_readlink, {at("/proc/self/exe"), space, 100}, true},
      {"mkdir", SYS_mkdir, {at("/nowhere/at/all"), 0700}, false},
      {"mknod", SYS_mknod, {at("/nowhere/at/all"), S_IFIFO | 0600, 0}, false},
      {"rename", SYS_rename, {file, file}, true},
      {"chmod", SYS_chmod, {file, 0600}, true},
      {"chown", SYS_chown, {file, -1, -1}, true},
      {"symlink", SYS_symlink, {file, at("/nowhere/at/all")}, false},
      {"link", SYS_link, {file, at("/nowhere/at/all")}, false},
      {"truncate", SYS_truncate, {file, 3}, true},
      {"chdir", SYS_chdir, {at("/")}, true},
      {"unlink", SYS_unlink, {at(p.doomed.c_str())}, true},
      {"rmdir", SYS_rmdir, {file}, false},
      {"chroot", SYS_chroot, {at("/nowhere/at/all")}, false},
      {"mount", SYS_mount, {0, at("/nowhere/at/all"), 0, 0, 0}, false},
      {"umount", SYS_umount2, {at("/nowhere/at/all"), 0}, false},
      {"inotify", SYS_inotify_init1, {0}, true},
      {"open_by_handle_at", SYS_open_by_handle_at, {AT_FDCWD, space, O_RDONLY}, false},
      {"io_uring_setup", SYS_io_uring_setup, {1, space}, false},
  };
}

std::vector<Probe> descriptor_probes() {
  Props& p = props();
  const long space = at(p.space.data());
  return {
      {"read", SYS_read, {0, space, 1}, false},
      {"pread", SYS_pread64, {0, space, 1, 0}, false},
      {"socket of the network", SYS_socket, {AF_INET, SOCK_STREAM, 0}, true},
      {"socket of this machine", SYS_socket, {AF_UNIX, SOCK_STREAM, 0}, true},
      {"socket of the kernel", SYS_socket, {AF_NETLINK, SOCK_RAW, 0}, true},
      {"socketpair", SYS_socketpair, {AF_UNIX, SOCK_STREAM, 0, space}, true},
      {"connect", SYS_connect, {3, space, 16}, false},
      {"sendmsg", SYS_sendmsg, {3, space, 0}, false},
      {"recvmsg", SYS_recvmsg, {3, space, 0}, false},
      {"pipe", SYS_pipe, {space}, true},
      {"dup", SYS_dup, {2}, true},
      {"dup2", SYS_dup2, {2, 9}, true},
      {"fcntl", SYS_fcntl, {2, F_GETFD}, true},
      {"ioctl", SYS_ioctl, {2, 0x5401, space}, false},
      {"sendfile", SYS_sendfile, {1, 0, 0, 1}, false},
      {"splice", SYS_splice, {0, 0, 1, 0, 1, 0}, false},
      {"tee", SYS_tee, {0, 1, 1, 0}, false},
      {"vmsplice", SYS_vmsplice, {1, at(&p.part), 1, 0}, false},
      {"eventfd", SYS_eventfd2, {0, 0}, true},
      {"epoll_create", SYS_epoll_create1, {0}, true},
      {"timerfd", SYS_timerfd_create, {CLOCK_MONOTONIC, 0}, true},
      {"signalfd", SYS_signalfd4, {-1, space, 8, 0}, true},
      {"memfd_create", SYS_memfd_create, {at("m"), 0}, true},
      {"memfd_secret", SYS_memfd_secret, {0}, false},
      {"userfaultfd", SYS_userfaultfd, {1}, false},
      {"pidfd_open", SYS_pidfd_open, {p.parent, 0}, true},
      {"pidfd_getfd", SYS_pidfd_getfd, {3, 0, 0}, false},
      {"shmget", SYS_shmget, {IPC_PRIVATE, 4096, 0}, false},
      {"msgget", SYS_msgget, {IPC_PRIVATE, 0}, false},
      {"semget", SYS_semget, {IPC_PRIVATE, 0, 0}, false},
      {"mq_open", SYS_mq_open, {at("/jium"), 0}, false},
  };
}

std::vector<Probe> process_probes() {
  Props& p = props();
  const long space = at(p.space.data());
  const long page = at(p.page);
  constexpr long kCode = PROT_READ | PROT_EXEC;
  return {
      {"fork", SYS_fork, {}, true},
      {"vfork", SYS_vfork, {}, false},
      {"clone", SYS_clone, {SIGCHLD}, true},
      {"clone3", SYS_clone3, {space, 64}, false},
      {"clone of a thread", SYS_clone, {kThread}, false},
      {"execve", SYS_execve, {at("/bin/true"), 0, 0}, true},
      {"execveat", SYS_execveat, {AT_FDCWD, at("/bin/true"), 0, 0, 0}, true},
      {"ptrace", SYS_ptrace, {PTRACE_TRACEME}, true},
      {"kill of the parent", SYS_kill, {p.parent, 0}, true},
      {"tgkill of the parent", SYS_tgkill, {p.parent, p.parent, 0}, true},
      {"tkill", SYS_tkill, {p.parent, 0}, true},
      {"process_vm_readv", SYS_process_vm_readv, {p.parent, at(&p.part), 1, at(&p.part), 1, 0}, false},
      {"process_vm_writev", SYS_process_vm_writev, {p.parent, at(&p.part), 0, at(&p.part), 0, 0}, true},
      {"mapping memory to run", SYS_mmap, {0, 4096, kCode, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0}, true},
      {"making memory run", SYS_mprotect, {page, 4096, kCode}, true},
      {"making memory run by key", SYS_pkey_mprotect, {page, 4096, kCode, -1}, true},
      {"prctl", SYS_prctl, {16 /* PR_GET_NAME */, space}, true},
      {"arch_prctl", SYS_arch_prctl, {0x1003 /* ARCH_GET_FS */, space}, true},
      {"setrlimit", SYS_setrlimit, {RLIMIT_CORE, at(&p.limit)}, true},
      {"prlimit", SYS_prlimit64, {0, RLIMIT_AS, 0, space}, true},
      {"rt_sigaction", SYS_rt_sigaction, {SIGUSR2, 0, space, 8}, true},
      {"rt_sigaction of the library", SYS_rt_sigaction, {33, 0, space, 8}, true},
      {"naming itself", SYS_prctl, {15 /* PR_SET_NAME */, space}, true},
      {"set_robust_list", SYS_set_robust_list, {space, 24}, true},
      {"nanosleep", SYS_nanosleep, {space, 0}, true},
      {"setitimer", SYS_setitimer, {0, space, 0}, true},
      {"getppid", SYS_getppid, {}, true},
      {"setpriority", SYS_setpriority, {0, 0, 0}, true},
      {"sched_setaffinity", SYS_sched_setaffinity, {0, 0, 0}, false},
      {"a call of the x32 ABI", 0x40000000 | SYS_getpid, {}, false},
  };
}

// Every flag that turns a new thread into something else, and processes of every kind.
std::vector<Probe> clone_probes() {
  std::vector<Probe> made{
      {"a process that shares the memory", SYS_clone, {CLONE_VM | SIGCHLD}, false},
      {"a process that shares the descriptors", SYS_clone, {CLONE_FILES | SIGCHLD}, true},
      {"a process that shares the folder", SYS_clone, {CLONE_FS | SIGCHLD}, true},
      {"a process that is waited for", SYS_clone, {CLONE_VFORK | SIGCHLD}, true},
      {"a process as vfork makes it", SYS_clone, {CLONE_VM | CLONE_VFORK | SIGCHLD}, false},
      {"a brother", SYS_clone, {CLONE_PARENT | SIGCHLD}, false},
      {"a process without a signal", SYS_clone, {0}, false},
      {"a process of all that a thread shares", SYS_clone, {kThread & ~CLONE_THREAD}, false},
      {"a thread with signals of its own", SYS_clone, {kThread & ~CLONE_SIGHAND}, false},
      {"a thread without the memory", SYS_clone, {kThread & ~CLONE_VM}, false},
      {"a thread with descriptors of its own", SYS_clone, {kThread & ~CLONE_FILES}, false},
      {"a thread that ends with a signal", SYS_clone, {kThread | SIGCHLD}, false},
      {"a thread behind a high bit", SYS_clone, {kThread | CLONE_IO}, false},
  };
  for (const long extra :
       {CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET, CLONE_NEWCGROUP,
        CLONE_PTRACE, CLONE_PARENT, CLONE_VFORK, CLONE_UNTRACED, CLONE_PIDFD, CLONE_CHILD_SETTID}) {
    made.push_back({"a thread with one flag more", SYS_clone, {kThread | extra}, false});
    made.push_back({"a process with one flag more", SYS_clone, {extra | SIGCHLD}, false});
  }
  return made;
}

std::vector<Probe> kernel_probes() {
  Props& p = props();
  const long space = at(p.space.data());
  return {
      {"setuid", SYS_setuid, {static_cast<long>(::getuid())}, true},
      {"setgid", SYS_setgid, {static_cast<long>(::getgid())}, true},
      {"capset", SYS_capset, {space, space}, false},
      {"bpf", SYS_bpf, {0, space, 48}, false},
      {"perf_event_open", SYS_perf_event_open, {space, 0, -1, -1, 0}, false},
      {"personality", SYS_personality, {0xffffffff}, true},
      {"unshare", SYS_unshare, {0}, true},
      {"setns", SYS_setns, {-1, 0}, false},
      {"keyctl", SYS_keyctl, {0, -3, 0}, false},
      {"add_key", SYS_add_key, {0, 0, 0, 0, 0}, false},
      {"init_module", SYS_init_module, {0, 0, 0}, false},
      {"finit_module", SYS_finit_module, {-1, 0, 0}, false},
      {"kexec_load", SYS_kexec_load, {0, 0, 0, ~0L}, false},
      {"reboot", SYS_reboot, {0, 0, 0, 0}, false},
      {"sethostname", SYS_sethostname, {space, -1}, false},
      {"syslog", SYS_syslog, {-1, 0, 0}, false},
      {"acct", SYS_acct, {at("/nowhere/at/all")}, false},
      {"swapon", SYS_swapon, {at("/nowhere/at/all"), 0}, false},
      {"clock_settime", SYS_clock_settime, {-1, 0}, false},
      {"seccomp", SYS_seccomp, {2 /* an action is known? */, 0, at(&kKillProcess)}, true},
      {"modify_ldt", SYS_modify_ldt, {0, space, 0}, false},
  };
}

std::vector<Probe> all_probes() {
  std::vector<Probe> all;
  for (const auto& some :
       {file_probes(), descriptor_probes(), process_probes(), clone_probes(), kernel_probes()}) {
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

// Made once, outside: making them asks the kernel for things that a cell forbids.
const std::vector<Probe>& probes() {
  static const std::vector<Probe> made = all_probes();
  return made;
}

bool succeeds(const Probe& probe) {
  const auto& a = probe.arguments;
  return ::syscall(probe.call, a[0], a[1], a[2], a[3], a[4], a[5]) >= 0;
}

// The first byte says which probe. Two bytes are asked for, because the sandbox tries its task out on one.
Bytes probe_task(ByteView input, std::uint32_t /*what*/) {
  if (input.size() != 2 || input[0] >= probes().size()) return {};
  return {succeeds(probes()[input[0]]) ? std::uint8_t{'S'} : std::uint8_t{'F'}};
}

bool succeeds_outside(const Probe& probe) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(succeeds(probe) ? 0 : 1);
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

TEST(SandboxProbes, nothing_a_taken_over_decoder_tries_succeeds) {
  ASSERT_GE(probes().size(), 140U);
  auto sandbox = Sandbox::start(&probe_task);
  ASSERT_TRUE(sandbox) << sandbox.fault().what;
  int ended = 0;
  for (std::size_t i = 0; i < probes().size(); ++i) {
    SCOPED_TRACE(probes()[i].name);
    const auto answer = (*sandbox)->run(Bytes{static_cast<std::uint8_t>(i), 0});
    if (answer) {
      EXPECT_EQ(text_of(*answer), "F");
    } else {
      ++ended;
      EXPECT_EQ(answer.fault().kind, FaultKind::malformed);
      EXPECT_EQ(answer.fault().what, "the decoder was stopped: this file made it do what decoders may not");
    }
  }
  // All but what libraries may ask for in good faith: newfstatat, clone3, a thread, and to prepare for one.
  EXPECT_EQ(ended, static_cast<int>(probes().size()) - 4);
  EXPECT_TRUE(fs::exists(props().file) && fs::exists(props().doomed) && !fs::exists(props().other));
}

TEST(SandboxProbes, most_of_the_same_calls_succeed_outside_so_that_the_test_above_can_fail) {
  int succeeded = 0;
  for (const Probe& probe : probes()) {
    if (!probe.outside) continue;
    SCOPED_TRACE(probe.name);
    EXPECT_TRUE(succeeds_outside(probe));
    ++succeeded;
  }
  EXPECT_GE(succeeded, 40);
}

}  // namespace
}  // namespace jium::media
