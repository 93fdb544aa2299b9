#include "jium/app/server_commands.h"

#include <fmt/format.h>
#include <signal.h>
#include <sys/resource.h>

#include <atomic>
#include <thread>
#include <vector>

#include "jium/app/data_folder.h"
#include "jium/app/health_probes.h"
#include "jium/app/house.h"
#include "jium/app/intake_door.h"
#include "jium/app/open_store.h"
#include "jium/app/private_memory.h"
#include "jium/app/web_folder.h"
#include "jium/base/log.h"
#include "jium/cli/credentials.h"
#include "jium/cli/exit_code.h"
#include "jium/desk/sign_in.h"
#include "jium/http/api.h"
#include "jium/http/server.h"

namespace jium::app {
namespace {

constexpr int kWorkers = 2;

struct ServerOptions {
  std::string config, data = "var/data", listen, intake, web;
  std::vector<std::string> roles;
  bool once = false;
};

// Blocked before any thread starts, so that only wait_for_stop() ever sees them.
sigset_t stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  ::signal(SIGPIPE, SIG_IGN);
  return signals;
}

// A connection is a descriptor, and the usual 1024 are soon taken; the hard limit is the operator's word.
void take_all_descriptors() {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  files.rlim_cur = files.rlim_max;
  if (::setrlimit(RLIMIT_NOFILE, &files) != 0) log::warning("descriptors_not_raised");
}

void wait_for_stop(const sigset_t& signals) {
  int caught = 0;
  sigwait(&signals, &caught);
}

class WorkerThreads {
 public:
  void start(House& house) {
    for (int i = 0; i < kWorkers; ++i) {
      threads_.emplace_back([this, &house] { house.new_worker().run(stop_); });
    }
  }
  ~WorkerThreads() {
    stop_ = true;
    for (std::thread& thread : threads_) thread.join();
  }

 private:
  std::atomic<bool> stop_{false};
  std::vector<std::thread> threads_;
};

Result<Config> config_of(const ServerOptions& options) {
  JIUM_TRY(Config config, read_config(options.config));
  if (!options.listen.empty()) config.listen = options.listen;
  if (!options.intake.empty()) config.intake.listen = options.intake;
  if (!options.roles.empty()) config.roles = options.roles;
  if (!options.web.empty()) config.web = options.web;
  CheckedConfig checked{std::move(config), {}, {}};
  check_surroundings(checked);
  if (!checked.faults.empty()) return fault(FaultKind::malformed, checked.faults.front().text());
  return std::move(checked.config);
}

std::string link_for(const std::string& server, const desk::IssuedKey& link) {
  return server + "/sign-in#" + link.secret.reveal();
}

// A link while nobody has ever signed in; a new one at each start until then.
Result<std::string> first_link(House& house, const std::string& server) {
  return house.store->write([&](store::Transaction& tx) -> Result<std::string> {
    JIUM_TRY(const bool needed, desk::needs_first_administrator(tx));
    if (!needed) return std::string();
    JIUM_TRY(const auto link, desk::make_sign_in_link(house.desk, tx));
    return link_for(server, link);
  });
}

void announce(const cli::Session& session, const std::string& server, const std::string& data,
              const std::string& link, bool has_console, const std::string& intake) {
  const boost::json::value answer = {
      {"api", server + "/api/v1"},
      {"console", has_console ? boost::json::value(server + "/console/") : boost::json::value(nullptr)},
      {"server", server},
      {"data", data},
      {"intake", intake.empty() ? boost::json::value(nullptr) : boost::json::value(intake)},
      {"sign_in", link.empty() ? boost::json::value(nullptr) : boost::json::value(link)}};
  session.show(answer, [&](const boost::json::value&) {
    fmt::print("jium serves at   {}/api/v1\n", server);
    if (has_console) fmt::print("console          {}/console/\n", server);
    fmt::print(
        "data             {}  (the key is {}/jium.key: keep a copy elsewhere, without it the data cannot be "
        "read)\n",
        data, data);
    if (!intake.empty()) fmt::print("intake           {}\n", intake);
    if (!link.empty())
      fmt::print("first sign-in    jium sign-in '{}'{}\n                 (works once, within 24 hours)\n",
                 link, has_console ? "\n                 or open that address in a browser" : "");
    fmt::print("stop with Ctrl-C\n");
  });
}

Result<int> serve_api(const cli::Session& session, House& house, const ServerOptions& options,
                      const sigset_t& signals) {
  JIUM_TRY(const ListenAddress listen, parse_listen(house.config.listen));
  JIUM_TRY(auto api, http::make_api(house.desk, *house.store, watch_health(house, options.data),
                                    house.config.strangers, house.config.callers));
  take_all_descriptors();
  http::ServerSettings settings = house.config.server;
  settings.address = listen.host;
  settings.port = listen.port;
  settings.proxies = house.config.proxies;
  JIUM_TRY(http::WebFiles web, web_files_of(house.config.web, "console"));
  const bool has_console = web.find("index.html") != nullptr;
  const http::ConsoleFront front(std::move(web));
  http::Server server(settings, *api, front);
  JIUM_CHECK(server.start());
  const std::string host = listen.host.find(':') == std::string::npos ? listen.host : "[" + listen.host + "]";
  const std::string address = "http://" + host + ":" + std::to_string(server.port());
  JIUM_TRY(const std::string link, first_link(house, address));
  JIUM_TRY(const auto intake, IntakeDoor::open(house));
  announce(session, address, options.data, link, has_console, intake ? intake->address() : "");
  wait_for_stop(signals);
  log::info("stopping");
  if (intake) intake->stop();
  server.stop();
  return cli::kDone;
}

Result<int> serve(const cli::Session& session, const ServerOptions& options) {
  JIUM_TRY(fingerprint::Fingerprinter * fingerprinter, session.fingerprinter());
  const sigset_t signals = stop_signals();
  JIUM_TRY(Config config, config_of(options));
  if (swap_may_be_read()) log::warning("swap_is_not_encrypted");
  JIUM_TRY(const auto house, House::open(std::move(config), options.data, *fingerprinter));
  JIUM_CHECK(house->store->read([&](store::Transaction& tx) { return house->known.follow(tx); }));
  WorkerThreads workers;
  if (house->config.has_role("worker")) workers.start(*house);
  if (house->config.has_role("api")) return serve_api(session, *house, options, signals);
  wait_for_stop(signals);
  return cli::kDone;
}

Result<int> work(const cli::Session& session, const ServerOptions& options) {
  JIUM_TRY(Config config, config_of(options));
  JIUM_CHECK(must_have_data(config, options.data));
  JIUM_TRY(fingerprint::Fingerprinter * fingerprinter, session.fingerprinter());
  const sigset_t signals = stop_signals();
  if (swap_may_be_read()) log::warning("swap_is_not_encrypted");
  JIUM_TRY(const auto house, House::open(std::move(config), options.data, *fingerprinter));
  if (options.once) {
    JIUM_TRY(const int done, house->new_worker().run_due());
    session.show(boost::json::object{{"jobs", done}},
                 [&](const boost::json::value&) { fmt::print("{} jobs done\n", done); });
    return cli::kDone;
  }
  WorkerThreads workers;
  workers.start(*house);
  wait_for_stop(signals);
  return cli::kDone;
}

Result<int> sign_in_link(const cli::Session& session, const ServerOptions& options) {
  JIUM_TRY(const Config config, config_of(options));
  JIUM_CHECK(must_have_data(config, options.data));
  JIUM_TRY(const auto store, open_store(config, options.data));
  JIUM_TRY(const auto rules, removal::built_in_rules());
  const SystemClock clock;
  desk::KnownFootage known;
  const desk::Desk desk{clock, known, rules, {}};
  JIUM_TRY(const auto link,
           store->write([&](store::Transaction& tx) { return desk::make_sign_in_link(desk, tx); }));
  const std::string text = link_for(cli::find_server(session.options), link);
  session.show(boost::json::object{{"sign_in", text}},
               [&](const boost::json::value&) { fmt::print("{}\n", text); });
  return cli::kDone;
}

}  // namespace

void add_server_commands(CLI::App& app, cli::Session& session) {
  const auto options = std::make_shared<ServerOptions>();
  CLI::App* serving =
      app.add_subcommand("serve", "the registry and desk: HTTP API and background work, until stopped");
  serving->add_option("--listen", options->listen,
                      "address and port; default 127.0.0.1:8420, port 0 for any free one");
  serving->add_option("--intake", options->intake,
                      "address and port of the survivors' pages; without it they are not served");
  serving->add_option("--roles", options->roles, "what this process does: api, worker (default both)")
      ->delimiter(',')
      ->check(CLI::IsMember({"api", "worker"}));
  serving->add_option("--web", options->web,
                      "the folder of the built web faces; default share/jium/web beside the program");
  serving->callback([=, &session] { session.action = [=, &session] { return serve(session, *options); }; });
  CLI::App* working =
      app.add_subcommand("work", "background work alone: looks at places, sends letters, ends clocks");
  working->add_flag("--once", options->once, "what is due now, then stop");
  working->callback([=, &session] { session.action = [=, &session] { return work(session, *options); }; });
  CLI::App* linking =
      app.add_subcommand("sign-in-link", "a new one-time sign-in link for the system administrator");
  linking->callback(
      [=, &session] { session.action = [=, &session] { return sign_in_link(session, *options); }; });
  for (CLI::App* command : {serving, working, linking})
    command->add_option("--data", options->data, "the folder of the database and its key")
        ->capture_default_str();
  for (CLI::App* command : {serving, working, linking})
    command->add_option("--config", options->config, "a TOML file; see docs/operating/configuration.md");
}

}  // namespace jium::app
