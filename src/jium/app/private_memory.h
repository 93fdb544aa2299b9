// What this process holds in memory stays there: no core file, no debugger of the same user, and a word of
// warning where the machine writes memory to a disk that others may read.
#pragma once

#include <string>
#include <string_view>

namespace jium::app {

// RLIMIT_CORE 0 and PR_SET_DUMPABLE 0 (which also closes /proc/PID/mem to the same user). False when the
// kernel did not take it.
[[nodiscard]] bool keep_memory_private();

// Is there swap that is neither in memory (zram) nor on a device-mapper crypt target?
[[nodiscard]] bool swap_may_be_read();
// The same of a text like /proc/swaps; `sys` stands for /sys.
[[nodiscard]] bool swap_may_be_read(std::string_view swaps, const std::string& sys);

}  // namespace jium::app
