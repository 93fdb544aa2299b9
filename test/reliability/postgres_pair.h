// A PostgreSQL that outlives one of its servers: two nodes, each kept by a Patroni, of which one takes writes
// and the other is its synchronous standby, and an etcd in which they agree on who is who. All of it runs as
// a user without rights, in a folder of its own, on loopback, and is gone with this process, however that
// ends. The settings are those of docs/operating/postgresql_high_availability.md, with shorter times.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "jium/base/result.h"
#include "peers/child_process.h"
#include "peers/temporary_folder.h"

namespace jium::reliability {

// Ends every process that has the folder in its command line, and then the folder, once its maker is gone.
class Guardian {
 public:
  // Forks: before this process has threads.
  explicit Guardian(const std::filesystem::path& folder);
  Guardian(const Guardian&) = delete;
  Guardian& operator=(const Guardian&) = delete;
  ~Guardian();

 private:
  pid_t process_ = -1;
  peers::Descriptor lifeline_;
};

class PostgresPair {
 public:
  // What packages.txt has in its group `cluster` is installed.
  [[nodiscard]] static bool is_possible();
  // With the roles of docs/operating/postgresql.md and an empty database `jium`; the standby stands by.
  [[nodiscard]] static Result<std::unique_ptr<PostgresPair>> start();

  // Names both servers, as store.postgres does.
  [[nodiscard]] std::string conninfo(const std::string& role) const;

  // Which of the two takes writes, and whether the other is a synchronous standby of it, as the servers
  // themselves say.
  [[nodiscard]] std::optional<std::size_t> leader() const;
  [[nodiscard]] bool has_synchronous_standby() const;
  // Asked as a superuser of one server, standby or not.
  [[nodiscard]] Result<std::int64_t> number(std::size_t node, const char* sql) const;
  [[nodiscard]] Result<std::int64_t> number_in_jium(std::size_t node, const char* sql) const;

  // SIGKILL for Patroni, the server and all its children at once, as when a machine loses its power.
  void kill_node(std::size_t node);
  // As its machine does when it comes back.
  [[nodiscard]] Result<void> start_node(std::size_t node);
  // What the two Patronis said, for a test that failed.
  [[nodiscard]] std::string log_text() const;

 private:
  struct Node {
    std::uint16_t port = 0, rest_port = 0;
    std::optional<peers::ChildProcess> patroni;
  };
  explicit PostgresPair(peers::TemporaryFolder folder);
  Result<void> start_etcd();
  Result<void> write_settings(std::size_t node) const;
  Result<void> make_database() const;
  // Of Patroni's own small API.
  [[nodiscard]] bool answers_well(std::size_t node, const std::string& path) const;
  [[nodiscard]] std::filesystem::path folder_of(std::size_t node) const;
  [[nodiscard]] std::string superuser_of(std::size_t node) const;
  [[nodiscard]] static Result<std::int64_t> asked(const std::string& server, const char* sql);

  peers::TemporaryFolder folder_;
  Guardian guardian_;  // ends before the folder does
  std::uint16_t etcd_port_ = 0;
  std::optional<peers::ChildProcess> etcd_;
  std::array<Node, 2> nodes_;
};

}  // namespace jium::reliability
