#include "jium/media/sandbox_server.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <new>

#include "jium/media/cell.h"
#include "jium/media/descriptors.h"

namespace jium::media {
namespace {

constexpr int kOutOfMemory = 102;
constexpr int kThrew = 103;
// How a worker ends that could not lock its cell. Inside a locked cell no signal but SIGABRT can be sent, so
// that no input can make a worker claim it.
constexpr int kCellNotLocked = SIGUSR1;

void write_all(int descriptor, ByteView bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;  // the parent has stopped reading
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
}

// A file that somebody shortens while it is mapped ends the worker with SIGBUS: an ordinary crash of that
// file.
ByteView map_input(int descriptor, std::size_t limit) {
  struct stat status {};
  if (::fstat(descriptor, &status) != 0 || status.st_size <= 0 ||
      static_cast<std::size_t>(status.st_size) > limit)
    return {};
  const auto size = static_cast<std::size_t>(status.st_size);
  void* memory = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
  if (memory == MAP_FAILED) return {};
  return {static_cast<const std::uint8_t*>(memory), size};
}

// A child whose parent ended before the kernel was told to pass that on would be nobody's.
void end_with(pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(1);
}

// If memory runs out for all, it is the worker that has to go. Without /proc there is no cell either.
void go_first_when_memory_is_short() {
  const Descriptor score(::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC));
  if (score.valid()) write_all(score.get(), bytes_of("1000"));
}

[[noreturn]] void end_unlocked() {
  ::signal(kCellNotLocked, SIG_DFL);
  sigset_t all;
  sigfillset(&all);
  ::sigprocmask(SIG_UNBLOCK, &all, nullptr);
  ::raise(kCellNotLocked);
  ::_exit(1);
}

// Exceptions of a library end here. (What the C++ runtime does about one that nobody catches is forbidden in
// a cell.)
Bytes answer_of(Sandbox::Task task, ByteView input, std::uint32_t what) {
  try {
    return task(input, what);
  } catch (const std::bad_alloc&) {
    ::_exit(kOutOfMemory);
  } catch (...) {
    ::_exit(kThrew);
  }
}

// What the server was started for.
struct Service {
  Sandbox::Task task;
  SandboxLimits limits;
  Confinement confinement;
};

// One file on its way through: what the parent sent, with its time cut to what anybody may have.
struct Order {
  Descriptor input, reply;
  Errand errand;
};

[[noreturn]] void work(const Service& service, const Order& order) {
  go_first_when_memory_is_short();
  const ByteView bytes = map_input(order.input.get(), service.limits.input);
  SandboxLimits limits = service.limits;
  limits.cpu_seconds = order.errand.cpu_seconds;
  const auto locked = service.confinement == Confinement::required
                          ? lock_cell(order.reply.get(), limits)
                          : lock_what_can_be_locked(order.reply.get(), limits);
  if (!locked) end_unlocked();
  std::set_new_handler([] { ::_exit(kOutOfMemory); });
  write_all(order.reply.get(), answer_of(service.task, bytes, order.errand.what));
  ::_exit(0);
}

// A process descriptor is readable when the process has ended, and only then.
bool ends_in_time(pid_t worker, Duration wall) {
  const Descriptor process(static_cast<int>(::syscall(SYS_pidfd_open, worker, 0U)));
  return ready_before(process.get(), POLLIN, std::chrono::steady_clock::now() + wall);
}

Ending ending_of_signal(int signal, const rusage& used, const Errand& errand) {
  if (signal == SIGSYS) return Ending::forbidden_call;
  if (signal == kCellNotLocked) return Ending::cell_not_locked;
  // The hard CPU limit kills outright, as the kernel does when there is no memory left.
  if (signal == SIGXCPU) return Ending::out_of_time;
  if (signal != SIGKILL) return Ending::crashed;
  const auto cpu = used.ru_utime.tv_sec + used.ru_stime.tv_sec +
                   (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1'000'000;
  return cpu + 1 >= errand.cpu_seconds ? Ending::out_of_time : Ending::out_of_memory;
}

// Waits for the worker and kills it when its time is over.
Ending watch(pid_t worker, const Errand& errand) {
  const bool in_time = ends_in_time(worker, errand.wall);
  if (!in_time) ::kill(worker, SIGKILL);
  int status = 0;
  rusage used{};
  while (::wait4(worker, &status, 0, &used) < 0 && errno == EINTR) {
  }
  if (!in_time) return Ending::out_of_time;
  if (WIFSIGNALED(status)) return ending_of_signal(WTERMSIG(status), used, errand);
  if (WEXITSTATUS(status) == kOutOfMemory) return Ending::out_of_memory;
  return WEXITSTATUS(status) == 0 ? Ending::done : Ending::crashed;
}

// The parent may have stopped reading while the worker filled the pipe. A guardian does not wait for that:
// without a trailer the parent knows that nothing was finished.
void say(int reply, const Trailer& trailer) {
  constexpr Duration kPatience = std::chrono::seconds{3};
  if (!ready_before(reply, POLLOUT, std::chrono::steady_clock::now() + kPatience)) return;
  write_all(reply, {reinterpret_cast<const std::uint8_t*>(&trailer), sizeof trailer});
}

[[noreturn]] void guard(const Service& service, const Order& order) {
  ::signal(SIGCHLD, SIG_DFL);
  Trailer trailer{kTrailerMagic, Ending::not_started};
  const pid_t self = ::getpid();
  const pid_t worker = ::fork();
  if (worker == 0) {
    end_with(self);
    work(service, order);
  }
  if (worker > 0) trailer.ending = watch(worker, order.errand);
  say(order.reply.get(), trailer);
  ::_exit(0);
}

bool receive(int socket, const SandboxLimits& limits, Order& order) {
  std::array<std::uint8_t, sizeof(Errand)> words{};
  if (!receive_pair(socket, order.input, order.reply, words)) return false;
  std::memcpy(&order.errand, words.data(), sizeof order.errand);
  order.errand.cpu_seconds = std::clamp(order.errand.cpu_seconds, 1, limits.cpu_seconds);
  order.errand.wall = std::clamp(order.errand.wall, Duration{1}, limits.wall);
  return true;
}

}  // namespace

void serve_sandbox(int socket, Sandbox::Task task, const SandboxLimits& limits, Confinement confinement) {
  // The end of the parent is the end of its socket. (A death signal would come with the end of the thread
  // that forked, which may be earlier.) So nothing may be held that belongs to another sandbox, or to
  // anybody. A kernel that cannot do this will not lock a cell either, and the first worker says so.
  static_cast<void>(close_from(3, socket));
  // Guardians are not waited for; the terminal's signals are for the parent.
  for (const int signal : {SIGCHLD, SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE}) ::signal(signal, SIG_IGN);
  const Service service{task, limits, confinement};
  const pid_t self = ::getpid();
  for (;;) {
    Order order;
    if (!receive(socket, limits, order)) ::_exit(0);
    const pid_t guardian = ::fork();
    if (guardian == 0) {
      end_with(self);
      ::close(socket);
      guard(service, order);
    }
    // Without a guardian the parent reads the end of the pipe at once, and no trailer.
  }
}

}  // namespace jium::media
