// Every decode of untrusted bytes runs in a child process of its own: no files, no network, no new
// privileges, limited memory and CPU time, forbidden system calls end it. The child has the input in its
// memory and one descriptor, a pipe for a small reply, which the parent treats as hostile.
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

struct SandboxLimits {
  std::size_t memory = std::size_t{1536} << 20;  // bytes of address space beyond what the server itself has
  int cpu_seconds = 10;
  Duration wall = std::chrono::seconds{20};
  std::size_t input = std::size_t{256} << 20;  // bytes; larger input is refused before a child starts
  std::size_t reply = 64 << 10;                // bytes; a longer reply is a fault
};

class Sandbox {
 public:
  using Task = Bytes (*)(ByteView input);

  // The task is tried on one byte ("?") at once. Internal, and says why, if any layer (no_new_privs, seccomp,
  // limits) cannot be set up on this kernel: nothing is ever decoded without them. Landlock is added where
  // the kernel has it.
  [[nodiscard]] static Result<std::unique_ptr<Sandbox>> start(Task task, SandboxLimits limits = {});

  virtual ~Sandbox() = default;
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;

  // The task's reply. Malformed with a plain reason when the child crashed, ran out of memory or time or
  // was ended for a forbidden call: the input did that. Internal when the server is gone. Thread-safe.
  [[nodiscard]] virtual Result<Bytes> run(ByteView input) = 0;
  // The same for an open regular file, which is mapped by the child and never copied.
  [[nodiscard]] virtual Result<Bytes> run_file(int descriptor) = 0;

 protected:
  Sandbox() = default;
};

}  // namespace jium::media
