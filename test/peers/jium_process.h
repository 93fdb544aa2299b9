// The real program: as the server that a centre runs, and as the command that an officer types.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "jium/base/result.h"
#include "peers/child_process.h"
#include "peers/json_at.h"

namespace jium::peers {

// What one command said.
struct Spoken {
  int exit_code = -1;
  std::string output, errors;
  boost::json::value json;  // of the output; null when it is not one JSON document
};

// Somebody at a desk: the program's path and what stands in their environment (JIUM_SERVER, JIUM_KEY_FILE,
// XDG_CONFIG_HOME, TMPDIR).
class CommandLine {
 public:
  CommandLine(std::filesystem::path jium, std::map<std::string, std::string> environment)
      : jium_(std::move(jium)), environment_(std::move(environment)) {}

  // Whatever the exit code; a fault only when the program cannot be run or takes over a minute.
  [[nodiscard]] Result<Spoken> type(std::vector<std::string> words) const;
  // The same with --json, where nothing but success is expected: the answer, or the fault that it reported.
  [[nodiscard]] Result<boost::json::value> ask(std::vector<std::string> words) const;

 private:
  std::filesystem::path jium_;
  std::map<std::string, std::string> environment_;
};

struct ServerOrder {
  std::filesystem::path jium, data, config, log;
  std::string listen = "127.0.0.1:0";
  std::filesystem::path temporary;                      // its TMPDIR; empty: the system's
  std::map<std::string, std::string> environment = {};  // beside its parent's
  std::string intake = {};  // where the survivors' pages are served; empty: nowhere
};

// A server that is killed so soon that it may not have come to listen.
[[nodiscard]] Result<void> start_and_kill(const ServerOrder& order, Duration after);

class JiumServer {
 public:
  // Waits for the line in which it says where it listens.
  [[nodiscard]] static Result<JiumServer> start(const ServerOrder& order);

  // http://127.0.0.1:PORT
  [[nodiscard]] const std::string& url() const { return url_; }
  // The one-time link for the first administrator; empty once there has been one.
  [[nodiscard]] const std::string& sign_in() const { return sign_in_; }
  // Of the survivors' pages; empty when they are not served.
  [[nodiscard]] const std::string& intake() const { return intake_; }
  [[nodiscard]] std::string listens_at() const { return url_.substr(std::string_view("http://").size()); }

  [[nodiscard]] pid_t pid() const { return process_.pid(); }
  void kill();                       // SIGKILL, and waits until it is gone
  [[nodiscard]] Result<int> stop();  // SIGTERM; the exit code. Late after 20 s
  [[nodiscard]] std::optional<int> ended() { return process_.wait(Duration{0}); }

 private:
  JiumServer(ChildProcess process, std::string url, std::string sign_in, std::string intake)
      : process_(std::move(process)),
        url_(std::move(url)),
        sign_in_(std::move(sign_in)),
        intake_(std::move(intake)) {}

  ChildProcess process_;
  std::string url_, sign_in_, intake_;
};

}  // namespace jium::peers
