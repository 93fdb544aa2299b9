// The other side of the sandbox: the small process that forks a child for each file. It lives as long as its
// parent's socket and never reads a byte of input itself.
//
//   parent --(one packet: input and reply descriptors)--> server --fork--> guardian --fork--> worker (in its
//   cell)
//
// The worker writes its reply to the pipe; when it has ended, for whatever reason, the guardian adds a
// Trailer that says how. With a guardian for each file, waiting, killing and counting stay out of the server.
#pragma once

#include <cstdint>

#include "jium/media/sandbox.h"

namespace jium::media {

enum class Ending : std::uint32_t {
  done = 1,
  crashed,
  out_of_time,
  out_of_memory,
  forbidden_call,
  cell_not_locked,
  not_started
};

// The last bytes of every reply. The worker could write one too: the guardian's comes after it and counts.
struct Trailer {
  std::uint32_t magic = 0;
  Ending ending = Ending::not_started;
};
inline constexpr std::uint32_t kTrailerMagic = 0x4a49554dU;

// Never returns.
[[noreturn]] void serve_sandbox(int socket, Sandbox::Task task, const SandboxLimits& limits,
                                Confinement confinement);

}  // namespace jium::media
