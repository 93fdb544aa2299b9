#include "peers/jium_process.h"

#include <csignal>

namespace jium::peers {
namespace {

constexpr Duration kCommandPatience = std::chrono::minutes{1};
constexpr Duration kServerPatience = std::chrono::seconds{20};

// The exit codes of the command line (cli/exit_code.h) are the kinds of faults.
FaultKind kind_of(int exit_code) {
  switch (exit_code) {
    case 3:
      return FaultKind::malformed;
    case 4:
      return FaultKind::forbidden;
    case 5:
      return FaultKind::missing;
    case 6:
      return FaultKind::conflict;
    case 7:
      return FaultKind::busy;
    case 8:
      return FaultKind::outside;
    default:
      return FaultKind::internal;
  }
}

Result<std::string> first_line_of(ChildProcess& process) {
  for (Duration waited{0}; waited < kServerPatience; waited += Duration{2}) {
    const std::string said = process.output();
    if (const auto end = said.find('\n'); end != std::string::npos) return said.substr(0, end);
    if (process.wait(Duration{2})) break;
  }
  return fault(FaultKind::outside, "the server did not start: its log says why");
}

ChildOrder child_order(const ServerOrder& order) {
  ChildOrder child{.command = {order.jium.string(), "serve", "--json", "--data", order.data.string(),
                               "--listen", order.listen, "--config", order.config.string()},
                   .environment = order.environment,
                   .error_file = order.log};
  if (!order.intake.empty()) child.command.insert(child.command.end(), {"--intake", order.intake});
  if (!order.temporary.empty()) child.environment["TMPDIR"] = order.temporary.string();
  return child;
}

}  // namespace

Result<Spoken> CommandLine::type(std::vector<std::string> words) const {
  words.insert(words.begin(), jium_.string());
  JIUM_TRY(ChildProcess process,
           ChildProcess::start({.command = std::move(words), .environment = environment_, .error_file = {}}));
  const std::optional<int> code = process.wait(kCommandPatience);
  if (!code) return fault(FaultKind::late, "a command did not end within a minute");
  Spoken spoken{*code, process.output(), process.errors(), nullptr};
  if (auto json = parse_json(spoken.output)) spoken.json = std::move(*json);
  return spoken;
}

Result<boost::json::value> CommandLine::ask(std::vector<std::string> words) const {
  const std::string first_words = words.empty() ? "" : words.front();
  words.emplace_back("--json");
  JIUM_TRY(Spoken spoken, type(std::move(words)));
  if (spoken.exit_code != 0) {
    return fault(kind_of(spoken.exit_code), "`jium " + first_words + "` ended with " +
                                                std::to_string(spoken.exit_code) + ": " + spoken.errors);
  }
  if (spoken.json.is_null()) {
    return fault(FaultKind::internal, "`jium " + first_words + "` did not answer in JSON");
  }
  return std::move(spoken.json);
}

Result<JiumServer> JiumServer::start(const ServerOrder& order) {
  JIUM_TRY(ChildProcess process, ChildProcess::start(child_order(order)));
  JIUM_TRY(const std::string line, first_line_of(process));
  JIUM_TRY(const boost::json::value said, parse_json(line));
  std::string url = text_at(said, "/server");
  if (!url.starts_with("http://")) {
    return fault(FaultKind::internal, "the server did not say where it listens");
  }
  return JiumServer(std::move(process), std::move(url), text_at(said, "/sign_in"), text_at(said, "/intake"));
}

Result<void> start_and_kill(const ServerOrder& order, Duration after) {
  JIUM_TRY(ChildProcess process, ChildProcess::start(child_order(order)));
  static_cast<void>(process.wait(after));
  return {};
}

void JiumServer::kill() {
  process_.signal(SIGKILL);
  static_cast<void>(process_.wait(kServerPatience));
}

Result<int> JiumServer::stop() {
  process_.signal(SIGTERM);
  const std::optional<int> code = process_.wait(kServerPatience);
  if (!code) return fault(FaultKind::late, "the server did not stop within 20 seconds");
  return *code;
}

}  // namespace jium::peers
