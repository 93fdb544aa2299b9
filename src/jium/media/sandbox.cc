#include "jium/media/sandbox.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <semaphore>
#include <thread>
#include <type_traits>

#include "jium/media/descriptors.h"
#include "jium/media/sandbox_server.h"

namespace jium::media {
namespace {

// Pictures have places of their own: they shall not wait behind videos, which may take minutes.
constexpr int kLeastAtOnce = 4;
constexpr int kMostAtOnce = 256;
constexpr int kShortSeconds = 10;

int at_once(unsigned for_each_processor) {
  const unsigned processors = std::max(1U, std::thread::hardware_concurrency());
  return std::clamp(static_cast<int>(processors * for_each_processor), kLeastAtOnce, kMostAtOnce);
}

Fault server_gone() {
  return fault(FaultKind::internal, "the sandbox's server process is gone: restart jium");
}

Fault too_large() {
  return fault(FaultKind::malformed, "the file is too large to be looked at");
}

Fault too_long_a_reply() {
  return fault(FaultKind::malformed, "the decoder would not stop talking about this file");
}

// Beyond its wall clock: the time to fork, and for the guardian to end the worker and say so.
constexpr Duration kMargin = std::chrono::seconds{10};

// Everything the child's side writes, until its end. Even when that is more than it may be its end is waited
// for, so that there are never more workers than places; but not for ever.
Result<Bytes> read_to_end(int descriptor, std::size_t most, std::chrono::steady_clock::time_point deadline) {
  Bytes bytes;
  bool too_much = false;
  std::array<std::uint8_t, 16384> chunk{};
  for (;;) {
    if (!ready_before(descriptor, POLLIN, deadline))
      return fault(FaultKind::busy, "the sandbox does not answer: try again");
    const ssize_t got = ::read(descriptor, chunk.data(), chunk.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    too_much = too_much || bytes.size() + static_cast<std::size_t>(got) > most;
    if (!too_much) bytes.insert(bytes.end(), chunk.begin(), chunk.begin() + got);
  }
  if (too_much) return too_long_a_reply();
  return bytes;
}

bool write_all(int descriptor, ByteView bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return true;
}

Fault fault_of(Ending ending) {
  switch (ending) {
    case Ending::done:
      break;
    case Ending::crashed:
      return fault(FaultKind::malformed, "the decoder broke down over this file");
    case Ending::out_of_time:
      return fault(FaultKind::malformed, "the file takes too long to decode");
    case Ending::out_of_memory:
      return fault(FaultKind::malformed, "the file needs too much memory to decode");
    case Ending::forbidden_call:
      return fault(FaultKind::malformed,
                   "the decoder was stopped: this file made it do what decoders may not");
    case Ending::cell_not_locked:
      return fault(FaultKind::internal, "the sandbox could not be locked: nothing was decoded");
    case Ending::not_started:
      return fault(FaultKind::busy, "the sandbox could not start another process: try again");
  }
  return fault(FaultKind::internal, "the sandbox answered nonsense");
}

// The worker's own words may not stand for the guardian's: only the very last bytes are the trailer.
Result<Bytes> take_reply(Bytes answer) {
  Trailer trailer;
  if (answer.size() < sizeof trailer) return fault_of(Ending::not_started);
  std::memcpy(&trailer, answer.data() + (answer.size() - sizeof trailer), sizeof trailer);
  if (trailer.magic != kTrailerMagic) return fault_of(Ending::not_started);
  if (trailer.ending != Ending::done) return fault_of(trailer.ending);
  answer.resize(answer.size() - sizeof trailer);
  return answer;
}

// An errand crosses to the server as it lies in memory: both are the same program.
static_assert(std::is_trivially_copyable_v<Errand>);

class ForkedSandbox final : public Sandbox {
 public:
  ForkedSandbox(Descriptor socket, pid_t server, const SandboxLimits& limits)
      : socket_(std::move(socket)), server_(server), limits_(limits) {}

  // The closed socket ends the server. If it has not ended yet it is killed, but only where it is a child of
  // ours: a forked copy of this process must not end the server of the original.
  ~ForkedSandbox() override {
    socket_.reset();
    if (::waitpid(server_, nullptr, WNOHANG) != 0) return;
    ::kill(server_, SIGKILL);
    while (::waitpid(server_, nullptr, 0) < 0 && errno == EINTR) {
    }
  }

  Result<Bytes> run(ByteView input, const Errand& errand) override {
    if (input.empty()) return fault(FaultKind::malformed, "the file is empty");
    if (input.size() > limits_.input) return too_large();
    const Descriptor memory(::memfd_create("input", MFD_CLOEXEC));
    if (!memory.valid() || !write_all(memory.get(), input)) {
      return fault(FaultKind::busy, "not enough memory to look at this file now: try again");
    }
    return ask(memory.get(), errand);
  }

  void step_back(int niceness) override {
    // The children have it from the server that forks them.
    static_cast<void>(::setpriority(PRIO_PROCESS, static_cast<id_t>(server_), niceness));
  }

  Result<Bytes> run_file(int descriptor, const Errand& errand) override {
    struct stat status {};
    if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode))
      return fault(FaultKind::malformed, "not a regular file");
    if (status.st_size == 0) return fault(FaultKind::malformed, "the file is empty");
    if (static_cast<std::size_t>(status.st_size) > limits_.input) return too_large();
    return ask(descriptor, errand);
  }

 private:
  Result<Bytes> ask(int input, const Errand& errand) {
    const Place place(errand.cpu_seconds > kShortSeconds ? long_ : short_);
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0)
      return fault(FaultKind::busy, "too many files are open: try again");
    const Descriptor read_end(pipe[0]);
    Descriptor write_end(pipe[1]);
    const auto deadline = std::chrono::steady_clock::now() + std::min(errand.wall, limits_.wall) + kMargin;
    const ByteView words(reinterpret_cast<const std::uint8_t*>(&errand), sizeof errand);
    if (!send_pair(socket_.get(), input, write_end.get(), words)) return server_gone();
    write_end.reset();
    JIUM_TRY(Bytes answer, read_to_end(read_end.get(), limits_.reply + sizeof(Trailer), deadline));
    return take_reply(std::move(answer));
  }

  using Places = std::counting_semaphore<kMostAtOnce>;
  class Place {
   public:
    explicit Place(Places& places) : places_(places) { places_.acquire(); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ~Place() { places_.release(); }

   private:
    Places& places_;
  };

  Descriptor socket_;
  pid_t server_;
  SandboxLimits limits_;
  Places short_{at_once(2)};
  Places long_{at_once(1)};
};

// One run on a byte of nothing shows whether the cell can be locked on this kernel.
Result<void> try_out(Sandbox& sandbox) {
  const auto tried = sandbox.run(bytes_of("?"));
  if (!tried && tried.fault().kind == FaultKind::busy) return tried.fault();
  if (!tried && tried.fault().kind == FaultKind::internal) {
    return fault(FaultKind::internal,
                 "the sandbox cannot be set up on this kernel (seccomp, resource limits or no_new_privs is "
                 "missing, or /proc): no file can be looked at");
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<Sandbox>> Sandbox::start(Task task, SandboxLimits limits, Confinement confinement) {
  std::array<int, 2> pair{};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair.data()) != 0) {
    return fault(FaultKind::internal, "the sandbox cannot be started: no socket pair");
  }
  Descriptor ours(pair[0]);
  Descriptor theirs(pair[1]);
  const pid_t server = ::fork();
  if (server < 0) return fault(FaultKind::internal, "the sandbox cannot be started: no further process");
  if (server == 0) {
    ours.reset();
    serve_sandbox(theirs.get(), task, limits, confinement);
  }
  // A copy kept here would hold what is on its way to a server that has died, and its reply would never end.
  theirs.reset();
  auto sandbox = std::make_unique<ForkedSandbox>(std::move(ours), server, limits);
  JIUM_CHECK(try_out(*sandbox));
  return std::unique_ptr<Sandbox>(std::move(sandbox));
}

}  // namespace jium::media
