#include "table/machine.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <chrono>
#include <ctime>
#include <fstream>
#include <thread>

namespace jium::bench {

double cpu_seconds() {
  timespec used{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
}

Machine this_machine() {
  Machine machine;
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);) {
    if (!line.starts_with("model name")) continue;
    machine.processor = line.substr(line.find(':') + 2);
    break;
  }
  machine.cores = std::thread::hardware_concurrency();
#if defined(__clang__)
  machine.compiler = fmt::format("clang {}", __clang_major__);
#else
  machine.compiler = fmt::format("g++ {}.{}", __GNUC__, __GNUC_MINOR__);
#endif
  machine.date = fmt::format("{:%F}", fmt::gmtime(std::time(nullptr)));
  return machine;
}

}  // namespace jium::bench
