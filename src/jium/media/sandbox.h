// Every decode of untrusted bytes runs in a child process of its own: no files, no network, no new
// privileges, limited memory and CPU time, forbidden system calls end it. The child has the input in its
// memory and one descriptor, a pipe for its reply, which the parent treats as hostile.
//
// start() forks a small server process; call it first thing in main, before any key, socket or thread
// exists, so that the children have nothing to lose. Each run() then gets a fresh child. The server ends with
// the Sandbox or with its parent.
#pragma once

#include <memory>

#include "jium/base/bytes.h"
#include "jium/base/clock.h"
#include "jium/base/result.h"

namespace jium::media {

// What no child gets more of, whatever its errand.
struct SandboxLimits {
  std::size_t memory = std::size_t{1536}
                       << 20;  // bytes of address space beyond the server's own and the input
  int cpu_seconds = 1800;
  Duration wall = std::chrono::seconds{3600};
  std::size_t input = std::size_t{8} << 30;   // bytes; larger input is refused before a child starts
  std::size_t reply = std::size_t{32} << 20;  // bytes; a longer reply is a fault
};

// What one child is sent to do, and the time it may take; more than SandboxLimits is cut to them.
struct Errand {
  std::uint32_t what = 0;  // handed to the task, which knows what it means
  int cpu_seconds = 10;
  Duration wall = std::chrono::seconds{20};
};

// required: nothing is decoded unless every layer is there. best_effort: a layer that this kernel cannot set
// up is left out, and the others stand. Only an operator may choose that, and must be told what it means.
enum class Confinement : std::uint8_t { required, best_effort };

class Sandbox {
 public:
  using Task = Bytes (*)(ByteView input, std::uint32_t what);

  // The task is tried on one byte ("?") with errand 0 at once. Internal, and says why, if any layer
  // (no_new_privs, seccomp, limits) cannot be set up on this kernel and it is required. Landlock is added
  // where the kernel has it.
  [[nodiscard]] static Result<std::unique_ptr<Sandbox>> start(
      Task task, SandboxLimits limits = {}, Confinement confinement = Confinement::required);

  virtual ~Sandbox() = default;
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;

  // The task's reply. Malformed with a plain reason when the child crashed, ran out of memory or time or
  // was ended for a forbidden call: the input did that. Busy when the machine has no room for another child,
  // Internal when the server is gone. Thread-safe.
  [[nodiscard]] virtual Result<Bytes> run(ByteView input, const Errand& errand = {}) = 0;
  // The same for an open regular file, which is mapped by the child and never copied.
  [[nodiscard]] virtual Result<Bytes> run_file(int descriptor, const Errand& errand = {}) = 0;

  // Children that start from now on have this niceness, 0 to 19; where it is not allowed, the usual one.
  virtual void step_back(int niceness) = 0;

 protected:
  Sandbox() = default;
};

}  // namespace jium::media
