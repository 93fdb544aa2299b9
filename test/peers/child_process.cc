#include "peers/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

namespace jium::peers {
namespace {

constexpr int kNotThere = 127;  // what a shell says, too

std::string read_all(const Descriptor& from) {
  std::string text;
  std::string chunk(64 * 1024, '\0');
  if (from.number() < 0) return text;
  for (off_t at = 0;;) {
    const ssize_t count = ::pread(from.number(), chunk.data(), chunk.size(), at);
    if (count <= 0) return text;
    text.append(chunk, 0, static_cast<std::size_t>(count));
    at += count;
  }
}

std::vector<std::string> environment_of(const ChildOrder& order) {
  std::vector<std::string> lines;
  for (char** line = environ; *line != nullptr; ++line) {
    const std::string_view text = *line;
    const std::string name(text.substr(0, text.find('=')));
    if (!name.starts_with("JIUM_") && !order.environment.contains(name)) lines.emplace_back(text);
  }
  for (const auto& [name, value] : order.environment) lines.push_back(name + "=" + value);
  return lines;
}

std::vector<char*> pointers_to(std::vector<std::string>& lines) {
  std::vector<char*> pointers;
  for (std::string& line : lines) pointers.push_back(line.data());
  pointers.push_back(nullptr);
  return pointers;
}

// Runs between fork and exec: only calls that are safe there.
[[noreturn]] void become(char* const* command, char* const* environment, int output, int errors,
                         pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(kNotThere);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none,
                nullptr);  // what the parent holds back is not held back from its children
  ::setpgid(0, 0);         // Ctrl-C at a terminal is for the parent, which then stops its children in order
  const int nothing = ::open("/dev/null", O_RDONLY);
  ::dup2(nothing, STDIN_FILENO);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(errors, STDERR_FILENO);
  ::execve(command[0], command, environment);
  ::_exit(kNotThere);
}

}  // namespace

Descriptor::~Descriptor() {
  if (number_ >= 0) ::close(number_);
}

Result<ChildProcess> ChildProcess::start(const ChildOrder& order) {
  ChildProcess child;
  child.output_ = Descriptor(::memfd_create("output", MFD_CLOEXEC));
  child.errors_ = Descriptor(
      order.error_file.empty()
          ? ::memfd_create("errors", MFD_CLOEXEC)
          : ::open(order.error_file.c_str(), O_CREAT | O_RDWR | O_APPEND | O_CLOEXEC, S_IRUSR | S_IWUSR));
  std::vector<std::string> command = order.command;
  std::vector<std::string> environment = environment_of(order);
  const std::vector<char*> command_pointers = pointers_to(command);
  const std::vector<char*> environment_pointers = pointers_to(environment);
  const pid_t self = ::getpid();
  child.pid_.number = ::fork();
  if (child.pid_.number == 0) {
    become(command_pointers.data(), environment_pointers.data(), child.output_.number(),
           child.errors_.number(), self);
  }
  if (child.pid_.number > 0) {
    child.watch_ = Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, child.pid_.number, 0)));
  }
  if (child.watch_.number() < 0 || child.output_.number() < 0 || child.errors_.number() < 0) {
    return fault(FaultKind::outside,
                 "a program could not be started: the system has no process or file left");
  }
  return child;
}

ChildProcess::~ChildProcess() {
  if (pid_.number <= 0 || ended_) return;
  signal(SIGKILL);
  ::waitpid(pid_.number, nullptr, 0);
}

std::string ChildProcess::output() const {
  return read_all(output_);
}

std::string ChildProcess::errors() const {
  return read_all(errors_);
}

void ChildProcess::signal(int number) const {
  if (pid_.number > 0 && !ended_) ::kill(pid_.number, number);
}

std::optional<int> ChildProcess::wait(Duration patience) {
  if (ended_) return ended_;
  pollfd ready{watch_.number(), POLLIN, 0};
  if (::poll(&ready, 1, static_cast<int>(patience.count())) <= 0) return std::nullopt;
  int status = 0;
  if (::waitpid(pid_.number, &status, 0) != pid_.number) return std::nullopt;
  ended_ = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  return ended_;
}

}  // namespace jium::peers
