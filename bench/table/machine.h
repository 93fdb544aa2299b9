// On what a bench ran, and how much of it was used: rates are told per CPU second of the process, since a
// machine that is shared makes every clock on the wall a liar.
#pragma once

#include <string>

namespace jium::bench {

// Seconds of CPU time that this process has used, all its threads together (CLOCK_PROCESS_CPUTIME_ID).
[[nodiscard]] double cpu_seconds();

struct Machine {
  std::string processor;  // as /proc/cpuinfo names it
  unsigned cores = 0;
  std::string compiler;
  std::string date;  // of today, 2026-11-22
};
[[nodiscard]] Machine this_machine();

}  // namespace jium::bench
