// A program run as a child: what it says on both streams is kept in memory, and it never outlives its parent.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "jium/base/clock.h"
#include "jium/base/result.h"

namespace jium::peers {

// An open file descriptor with one owner.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor();
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

struct ChildOrder {
  std::vector<std::string> command;  // the program's path first
  std::map<std::string, std::string>
      environment;                   // beside this process's own, from which JIUM_* is taken out
  std::filesystem::path error_file;  // standard error is added to it; empty: kept in memory
};

class ChildProcess {
 public:
  // Outside when it cannot be started. A child whose program is not there ends with code 127.
  // The kernel kills the child when the thread that started it ends.
  [[nodiscard]] static Result<ChildProcess> start(const ChildOrder& order);

  ChildProcess(ChildProcess&&) noexcept = default;
  ChildProcess& operator=(ChildProcess&&) = delete;
  ~ChildProcess();  // SIGKILL, if it still runs

  // Everything said so far.
  [[nodiscard]] std::string output() const;
  [[nodiscard]] std::string errors() const;

  [[nodiscard]] pid_t pid() const { return pid_.number; }
  void signal(int number) const;
  // The exit code, or 128 and the signal's number; nothing when it still runs after `patience`.
  [[nodiscard]] std::optional<int> wait(Duration patience);

 private:
  ChildProcess() = default;
  struct Pid {
    Pid() = default;
    Pid(Pid&& other) noexcept : number(std::exchange(other.number, -1)) {}
    Pid& operator=(Pid&&) = delete;
    ~Pid() = default;
    pid_t number = -1;
  };
  Pid pid_;
  Descriptor watch_, output_, errors_;
  std::optional<int> ended_;
};

}  // namespace jium::peers
