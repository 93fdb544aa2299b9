#include "reliability/fault_injection.h"

#include <csignal>
#include <fstream>

#include "peers/temporary_folder.h"
#include "reliability/expectations.h"

namespace jium::reliability {
namespace {

constexpr const char* kStrace = "/usr/bin/strace";

std::vector<std::string> command(pid_t process, const Failing& failing, const std::filesystem::path& notes) {
  return {kStrace,
          "-f",
          "-q",
          "-y",
          "-p",
          std::to_string(process),
          "-o",
          notes.string(),
          "-e",
          "trace=" + failing.calls,
          "-e",
          "inject=" + failing.calls + ":error=" + failing.error + ":when=" + std::to_string(failing.nth)};
}

bool is_traced(const std::filesystem::path& task) {
  std::ifstream status(task / "status");
  for (std::string word; status >> word;) {
    pid_t tracer = 0;
    if (word == "TracerPid:") return static_cast<bool>(status >> tracer) && tracer != 0;
  }
  return false;
}

bool all_are_traced(pid_t process) {
  std::error_code gone;
  bool all = true;
  const std::filesystem::path tasks = "/proc/" + std::to_string(process) + "/task";
  for (const auto& task : std::filesystem::directory_iterator(tasks, gone))
    all = all && is_traced(task.path());
  return all && !gone;
}

}  // namespace

bool FaultInjection::is_possible() {
  auto sleeper =
      peers::ChildProcess::start({.command = {"/bin/sleep", "60"}, .environment = {}, .error_file = {}});
  if (!sleeper) return false;
  const Failing nothing{.calls = "fsync", .error = "EIO", .nth = 1};
  auto strace = peers::ChildProcess::start(
      {.command = command(sleeper->pid(), nothing, "/dev/null"), .environment = {}, .error_file = {}});
  return strace && comes_true([&] { return all_are_traced(sleeper->pid()) || strace->wait(Duration{0}); }) &&
         !strace->wait(Duration{0});
}

Result<FaultInjection> FaultInjection::into(pid_t process, const Failing& failing,
                                            const std::filesystem::path& notes) {
  std::error_code none;
  std::filesystem::remove(notes, none);
  JIUM_TRY(auto strace,
           peers::ChildProcess::start(
               {.command = command(process, failing, notes), .environment = {}, .error_file = {}}));
  const bool settled =
      comes_true([&] { return all_are_traced(process) || strace.wait(Duration{0}).has_value(); });
  if (!settled || strace.wait(Duration{0}))
    return fault(FaultKind::outside, "strace does not hold the process: " + strace.errors());
  return FaultInjection(std::move(strace), notes);
}

Result<std::vector<std::string>> FaultInjection::end() {
  strace_.signal(SIGTERM);
  if (!strace_.wait(kPatience)) return fault(FaultKind::late, "strace does not let go");
  return failed_calls(notes_);
}

std::vector<std::string> failed_calls(const std::filesystem::path& notes) {
  std::ifstream in(notes);
  std::vector<std::string> failed;
  for (std::string line; std::getline(in, line);)
    if (line.ends_with("(INJECTED)")) failed.push_back(line);
  return failed;
}

Result<void> write_failing_program(const std::filesystem::path& script, const std::filesystem::path& program,
                                   const Failing& failing, const std::filesystem::path& notes) {
  // -D: strace is a grandchild, and signals go to the program.
  JIUM_CHECK(peers::write_file(
      script, "#!/bin/sh\nexec " + std::string(kStrace) + " -D -f -q -y -o '" + notes.string() +
                  "' -e trace=" + failing.calls + " -e inject=" + failing.calls + ":error=" + failing.error +
                  ":when=" + std::to_string(failing.nth) + " '" + program.string() + "' \"$@\"\n"));
  std::error_code failed;
  std::filesystem::permissions(script, std::filesystem::perms::owner_all, failed);
  if (failed) return fault(FaultKind::outside, "the script cannot be made executable");
  return {};
}

}  // namespace jium::reliability
