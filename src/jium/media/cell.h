// The cell: what a worker process locks itself into before it reads its first byte of input. There is no way
// back.
#pragma once

#include "jium/media/sandbox.h"

namespace jium::media {

// Layers, in this order: no new privileges, no core and no debugger, resource limits, Landlock without a
// single rule (where the kernel has it), a seccomp allow list whose answer to nearly everything else is
// death. Only `reply` stays open: the input must be mapped before. Internal, naming the layer, when one
// cannot be set up: the caller must then do nothing further.
[[nodiscard]] Result<void> lock_cell(int reply, const SandboxLimits& limits);

// The same layers in the same order, but one that cannot be set up is left out. Internal only when what is
// open cannot be closed: the worker would hold what is somebody else's.
[[nodiscard]] Result<void> lock_what_can_be_locked(int reply, const SandboxLimits& limits);

}  // namespace jium::media
