// Loaded before the C library (LD_PRELOAD) into a program whose clock a test sets: the time of day is what it
// is, and so many milliseconds as the first eight bytes of the file JIUM_STEPPED_CLOCK say. Clocks that only
// run forward are left alone.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <ctime>

namespace {

using Tell = int (*)(clockid_t, timespec*);

// Both are looked up when the program starts: later, in a sandbox, no file may be opened any more.
const std::atomic<std::int64_t>* find_offset() {
  const char* const path = std::getenv("JIUM_STEPPED_CLOCK");
  const int file = path == nullptr ? -1 : ::open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return nullptr;
  void* const page = ::mmap(nullptr, sizeof(std::int64_t), PROT_READ, MAP_SHARED, file, 0);
  ::close(file);
  return page == MAP_FAILED ? nullptr : static_cast<const std::atomic<std::int64_t>*>(page);
}

Tell real_clock() {
  static const auto tell = reinterpret_cast<Tell>(::dlsym(RTLD_NEXT, "clock_gettime"));
  return tell;
}

std::int64_t offset_ms() {
  static const std::atomic<std::int64_t>* const offset = find_offset();
  return offset == nullptr ? 0 : offset->load();
}

[[gnu::constructor]] void look_up() {
  real_clock();
  offset_ms();
}

}  // namespace

extern "C" int clock_gettime(clockid_t clock, timespec* at) noexcept {
  const int told = real_clock()(clock, at);
  if (told != 0 || (clock != CLOCK_REALTIME && clock != CLOCK_REALTIME_COARSE)) return told;
  const std::int64_t offset = offset_ms();
  at->tv_sec += offset / 1000;
  at->tv_nsec += offset % 1000 * 1'000'000;
  if (at->tv_nsec < 0) {
    at->tv_nsec += 1'000'000'000;
    --at->tv_sec;
  } else if (at->tv_nsec >= 1'000'000'000) {
    at->tv_nsec -= 1'000'000'000;
    ++at->tv_sec;
  }
  return 0;
}

extern "C" time_t time(time_t* into) noexcept {
  timespec at{};
  clock_gettime(CLOCK_REALTIME, &at);
  if (into != nullptr) *into = at.tv_sec;
  return at.tv_sec;
}
