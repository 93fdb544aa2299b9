#include "reliability/postgres_pair.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pwd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <sstream>
#include <thread>

#include "jium/store/postgres.h"
#include "reliability/expectations.h"
#include "reliability/raw_socket.h"

namespace jium::reliability {
namespace {

namespace fs = std::filesystem;

constexpr const char* kServer = "/usr/lib/postgresql/15/bin";
constexpr const char* kPatroni = "/usr/bin/patroni";
constexpr const char* kEtcd = "/usr/bin/etcd";
constexpr Duration kAnswerPatience = std::chrono::seconds{3};
constexpr Duration kStartPatience = std::chrono::minutes{3};

const std::string& local() {
  static const std::string address = "127.0.0.1:";
  return address;
}

// Some free ports; all are held until each has been chosen, so that none is given twice.
Result<std::vector<std::uint16_t>> free_ports(std::size_t count) {
  std::vector<peers::Descriptor> held;
  std::vector<std::uint16_t> ports;
  for (std::size_t i = 0; i < count; ++i) {
    held.emplace_back(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    if (::bind(held.back().number(), any, size) != 0 || ::getsockname(held.back().number(), any, &size) != 0)
      return fault(FaultKind::outside, "there is no free port");
    ports.push_back(ntohs(address.sin_port));
  }
  return ports;
}

// PostgreSQL refuses to run as root.
std::vector<std::string> without_rights(std::vector<std::string> command) {
  if (::geteuid() != 0) return command;
  std::vector<std::string> whole{"/usr/bin/setpriv", "--reuid=postgres", "--regid=postgres",
                                 "--clear-groups"};
  whole.insert(whole.end(), command.begin(), command.end());
  return whole;
}

void give_away(const fs::path& path) {
  const passwd* const user = ::getpwnam("postgres");
  if (::geteuid() != 0 || user == nullptr) return;
  if (::chown(path.c_str(), user->pw_uid, user->pw_gid) != 0) return;
}

std::vector<pid_t> all_processes() {
  std::vector<pid_t> processes;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator("/proc", ignored)) {
    const std::string name = entry.path().filename().string();
    if (name.find_first_not_of("0123456789") == std::string::npos) processes.push_back(std::stoi(name));
  }
  return processes;
}

// Nothing of a process that has ended, be it between opening and reading.
std::string proc_text(pid_t process, const char* file) {
  std::ifstream in("/proc/" + std::to_string(process) + "/" + file);
  try {
    return {std::istreambuf_iterator<char>(in), {}};
  } catch (const std::ios_base::failure&) {
    return {};
  }
}

// State and parent stand behind the name in parentheses, which may hold anything (proc(5)).
std::pair<char, pid_t> state_and_parent(pid_t process) {
  const std::string text = proc_text(process, "stat");
  const auto end = text.rfind(')');
  char state = 'X';
  pid_t parent = 0;
  if (end != std::string::npos) std::istringstream(text.substr(end + 1)) >> state >> parent;
  return {state, parent};
}

bool is_gone(pid_t process) {
  const char state = state_and_parent(process).first;
  return state == 'X' || state == 'Z';
}

void end_all_of(const std::string& folder) {
  for (int round = 0; round < 3; ++round) {
    for (const pid_t process : all_processes())
      if (process != ::getpid() && proc_text(process, "cmdline").find(folder) != std::string::npos)
        ::kill(process, SIGKILL);
    ::usleep(200'000);
  }
  std::error_code ignored;
  fs::remove_all(folder, ignored);
}

}  // namespace

Guardian::Guardian(const fs::path& folder) {
  std::array<int, 2> ends{-1, -1};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return;
  process_ = ::fork();
  if (process_ == 0) {
    ::setsid();
    ::close(ends[1]);
    const int nothing = ::open("/dev/null", O_RDWR);
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(nothing, stream);
    char letter = 0;
    while (::read(ends[0], &letter, 1) < 0) {
    }
    end_all_of(folder.string());
    ::_exit(0);
  }
  ::close(ends[0]);
  lifeline_ = peers::Descriptor(ends[1]);
}

Guardian::~Guardian() {
  lifeline_ = peers::Descriptor();
  if (process_ > 0) ::waitpid(process_, nullptr, 0);
}

bool PostgresPair::is_possible() {
  return ::access((std::string(kServer) + "/initdb").c_str(), X_OK) == 0 && ::access(kPatroni, X_OK) == 0 &&
         ::access(kEtcd, X_OK) == 0;
}

PostgresPair::PostgresPair(peers::TemporaryFolder folder)
    : folder_(std::move(folder)), guardian_(folder_.path()) {}

fs::path PostgresPair::folder_of(std::size_t node) const {
  return folder_.path() / ("node" + std::to_string(node));
}

Result<std::unique_ptr<PostgresPair>> PostgresPair::start() {
  JIUM_TRY(peers::TemporaryFolder folder, peers::TemporaryFolder::make());
  give_away(folder.path());
  std::unique_ptr<PostgresPair> pair(new PostgresPair(std::move(folder)));
  JIUM_CHECK(pair->start_etcd());
  JIUM_TRY(const auto ports, free_ports(4));
  for (std::size_t i = 0; i < pair->nodes_.size(); ++i) {
    pair->nodes_[i].port = ports[2 * i];
    pair->nodes_[i].rest_port = ports[2 * i + 1];
    JIUM_CHECK(pair->write_settings(i));
    JIUM_CHECK(pair->start_node(i));
  }
  if (!comes_true([&] { return pair->has_synchronous_standby(); }, kStartPatience))
    return fault(FaultKind::outside, "the pair did not come up: " + pair->log_text());
  JIUM_CHECK(pair->make_database());
  return pair;
}

Result<void> PostgresPair::start_etcd() {
  JIUM_TRY(const auto ports, free_ports(2));
  etcd_port_ = ports[0];
  const std::string clients = "http://" + local() + std::to_string(ports[0]);
  const std::string peers = "http://" + local() + std::to_string(ports[1]);
  const fs::path data = folder_.path() / "etcd";
  fs::create_directory(data);
  give_away(data);
  fs::permissions(data, fs::perms::owner_all);
  JIUM_TRY(
      peers::ChildProcess etcd,
      peers::ChildProcess::start(
          {.command = without_rights({kEtcd, "--name", "only", "--data-dir", data.string(),
                                      "--listen-client-urls", clients, "--advertise-client-urls", clients,
                                      "--listen-peer-urls", peers, "--initial-advertise-peer-urls", peers,
                                      "--initial-cluster", "only=" + peers, "--log-level", "error"}),
           .environment = {},
           .error_file = {}}));
  etcd_.emplace(std::move(etcd));
  return {};
}

// What an administrator writes, but for the times, the trust of every client on this machine, and a memory
// that suits a test. The least time to live that Patroni's watchdog would like is longer.
Result<void> PostgresPair::write_settings(std::size_t node) const {
  const std::string listen = local() + std::to_string(nodes_[node].port);
  const std::string rest = local() + std::to_string(nodes_[node].rest_port);
  const std::string folder = folder_of(node).string();
  fs::create_directory(folder);
  fs::permissions(folder, fs::perms::owner_all);
  give_away(folder);
  std::ostringstream yaml;
  yaml << "scope: jium\nname: node" << node << "\nrestapi: {listen: '" << rest << "', connect_address: '"
       << rest << "'}\netcd3: {hosts: '" << local() << etcd_port_
       << "'}\n"
          "bootstrap:\n  dcs:\n    ttl: 6\n    loop_wait: 1\n    retry_timeout: 2\n"
          "    synchronous_mode: true\n    synchronous_mode_strict: true\n"
          "    postgresql:\n      use_pg_rewind: true\n"
          "      parameters: {synchronous_commit: 'on', wal_log_hints: 'on', max_connections: 60,\n"
          "        log_parameter_max_length_on_error: 0, log_min_error_statement: panic}\n"
          "  initdb: [{encoding: UTF8}, {locale: C.UTF-8}, data-checksums]\n"
          "postgresql:\n  listen: '"
       << listen << "'\n  connect_address: '" << listen << "'\n  data_dir: " << folder
       << "/data\n  bin_dir: " << kServer << "\n  pgpass: " << folder
       << "/pgpass\n  authentication:\n    superuser: {username: postgres}\n"
          "    replication: {username: replicator}\n"
          "  parameters: {unix_socket_directories: '', shared_buffers: 16MB, log_min_messages: fatal}\n"
          "  pg_hba: ['host all all 127.0.0.1/32 trust', 'host replication all 127.0.0.1/32 trust']\n";
  const fs::path file = folder_of(node) / "patroni.yml";
  JIUM_CHECK(peers::write_file(file, yaml.str()));
  give_away(file);
  return {};
}

Result<void> PostgresPair::start_node(std::size_t node) {
  JIUM_TRY(peers::ChildProcess patroni,
           peers::ChildProcess::start(
               {.command = without_rights({kPatroni, (folder_of(node) / "patroni.yml").string()}),
                .environment = {},
                .error_file = folder_.path() / ("node" + std::to_string(node) + ".log")}));
  nodes_[node].patroni.emplace(std::move(patroni));
  return {};
}

Result<void> PostgresPair::make_database() const {
  const auto admin = conninfo("postgres");
  JIUM_TRY(const auto server, store::open_postgres(admin + " dbname=postgres"));
  for (const char* sql : {"create role jium_owner login", "create role jium_app login",
                          "create database jium owner jium_owner encoding 'UTF8' locale 'C.UTF-8' template "
                          "template0",
                          "revoke connect, temporary on database jium from public",
                          "grant connect on database jium to jium_app"})
    JIUM_CHECK(server->script(sql));
  return {};
}

std::string PostgresPair::conninfo(const std::string& role) const {
  return "host=127.0.0.1,127.0.0.1 port=" + std::to_string(nodes_[0].port) + "," +
         std::to_string(nodes_[1].port) + " user=" + role + " target_session_attrs=read-write" +
         (role == "postgres" ? "" : " dbname=jium");
}

std::string PostgresPair::superuser_of(std::size_t node) const {
  return "host=127.0.0.1 port=" + std::to_string(nodes_[node].port) +
         " user=postgres target_session_attrs=any";
}

Result<std::int64_t> PostgresPair::number(std::size_t node, const char* sql) const {
  return asked(superuser_of(node) + " dbname=postgres", sql);
}

Result<std::int64_t> PostgresPair::number_in_jium(std::size_t node, const char* sql) const {
  return asked(superuser_of(node) + " dbname=jium", sql);
}

Result<std::int64_t> PostgresPair::asked(const std::string& conninfo, const char* sql) {
  JIUM_TRY(const auto server, store::open_postgres(conninfo));
  std::int64_t found = 0;
  JIUM_CHECK(server->query(sql, {}, [&](const store::Row& row) -> Result<void> {
    found = row.integer(0);
    return {};
  }));
  return found;
}

std::optional<std::size_t> PostgresPair::leader() const {
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const auto in_recovery = number(i, "select pg_is_in_recovery()");
    if (in_recovery && *in_recovery == 0) return i;
  }
  return std::nullopt;
}

// A standby that the server waits for and that etcd does not know yet is safe, and cannot take over.
bool PostgresPair::has_synchronous_standby() const {
  const auto leads = leader();
  if (!leads) return false;
  const auto standbys = number(
      *leads, "select count(*) from pg_stat_replication where sync_state = 'sync' and state = 'streaming'");
  return standbys && *standbys == 1 && answers_well(1 - *leads, "/sync");
}

bool PostgresPair::answers_well(std::size_t node, const std::string& path) const {
  const RawSocket socket(nodes_[node].rest_port);
  std::string text;
  if (!comes_true([&] { return socket.send("GET " + path + " HTTP/1.0\r\n\r\n") > 0; }, kAnswerPatience))
    return false;
  static_cast<void>(comes_true(
      [&] {
        text += socket.read();
        return text.find('\n') != std::string::npos;
      },
      kAnswerPatience));
  return text.find(" 200 ") < text.find('\n');
}

void PostgresPair::kill_node(std::size_t node) {
  std::vector<pid_t> all{nodes_[node].patroni->pid()};
  std::ifstream file(folder_of(node) / "data" / "postmaster.pid");
  if (pid_t server = 0; file >> server) all.push_back(server);
  for (const pid_t process : all) ::kill(process, SIGSTOP);  // so that neither starts anything meanwhile
  for (const pid_t process : all_processes()) {
    const pid_t parent = state_and_parent(process).second;
    if (std::find(all.begin(), all.end(), parent) != all.end()) all.push_back(process);
  }
  for (const pid_t process : all) ::kill(process, SIGKILL);
  nodes_[node].patroni.reset();
  static_cast<void>(comes_true([&] { return std::all_of(all.begin(), all.end(), is_gone); }));
}

std::string PostgresPair::log_text() const {
  std::string text;
  for (const char* name : {"node0.log", "node1.log"}) {
    const auto one = peers::read_file(folder_.path() / name);
    if (one)
      text += "\n" + std::string(name) + ": " +
              one->substr(one->size() - std::min<std::size_t>(one->size(), 3000));
  }
  return text;
}

}  // namespace jium::reliability
