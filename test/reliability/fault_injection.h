// System calls of a running program that fail at a chosen moment, by strace's tampering: the N-th call of
// each thread, from now on, is not made and returns an error.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

#include "jium/base/result.h"
#include "peers/child_process.h"

namespace jium::reliability {

struct Failing {
  std::string calls;  // as strace names them: "pwrite64", "fsync,fdatasync"
  std::string error = "EIO";
  int nth = 1;
};

// A script that starts the program with these calls failing, from its first on, and otherwise is the program.
[[nodiscard]] Result<void> write_failing_program(const std::filesystem::path& script,
                                                 const std::filesystem::path& program, const Failing& failing,
                                                 const std::filesystem::path& notes);
// The calls that failed, one a line, with the paths of their files.
[[nodiscard]] std::vector<std::string> failed_calls(const std::filesystem::path& notes);

class FaultInjection {
 public:
  // False where nobody may trace a process (a container without that right).
  [[nodiscard]] static bool is_possible();
  // When this returns, every thread is watched. `notes`: a file of its own.
  [[nodiscard]] static Result<FaultInjection> into(pid_t process, const Failing& failing,
                                                   const std::filesystem::path& notes);
  FaultInjection(FaultInjection&&) = default;

  // Lets go; what failed_calls() says.
  [[nodiscard]] Result<std::vector<std::string>> end();

 private:
  FaultInjection(peers::ChildProcess strace, std::filesystem::path notes)
      : strace_(std::move(strace)), notes_(std::move(notes)) {}
  peers::ChildProcess strace_;
  std::filesystem::path notes_;
};

}  // namespace jium::reliability
