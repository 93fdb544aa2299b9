// One installation to be ill-treated: the real program as a server of the API alone, on a data folder that a
// story has furnished with a centre and an officer's key.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "jium/base/result.h"
#include "peers/api_client.h"
#include "peers/jium_process.h"
#include "peers/temporary_folder.h"

namespace jium::reliability {

// The count for every day, or with JIUM_LONG=1 the one for a release.
[[nodiscard]] int count_of(int usual, int release);

struct Lay {
  std::filesystem::path data = {};                      // empty: a temporary folder
  std::string roles = "\"api\"";                        // as the configuration has them
  std::map<std::string, std::string> environment = {};  // of the server
  std::string postgres = {};                            // a connection string; empty: SQLite
};

class Ground {
 public:
  // Furnished; the server does not run yet.
  [[nodiscard]] static Result<std::unique_ptr<Ground>> lay(const Lay& lay = {});

  // On the same data, and from the second start on at the same port.
  [[nodiscard]] Result<void> start();
  // The same by another program that stands for jium. A fault when it ends instead of listening.
  [[nodiscard]] Result<void> start_with(const std::filesystem::path& program);
  // From then on nothing is there but what a first start makes.
  void begin_anew();
  void kill() {
    if (server_) server_->kill();
  }
  // SIGTERM; the exit code.
  [[nodiscard]] Result<int> stop() { return server_->stop(); }
  [[nodiscard]] peers::JiumServer& server() { return *server_; }
  [[nodiscard]] const std::string& url() const { return server_->url(); }
  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] const std::string& key() const { return key_; }
  [[nodiscard]] static std::filesystem::path program();
  [[nodiscard]] const std::filesystem::path& data() const { return order_.data; }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }
  [[nodiscard]] std::string log_text() const;

  // What the API lists: each case's pseudonym and ids, as many as there are.
  [[nodiscard]] Result<std::multimap<std::string, std::string>> cases() const;

 private:
  Ground(Lay lay, peers::TemporaryFolder folder) : lay_(std::move(lay)), folder_(std::move(folder)) {}
  Result<void> furnish();

  Lay lay_;
  peers::TemporaryFolder folder_;
  peers::ServerOrder order_;
  std::optional<peers::JiumServer> server_;
  std::string key_;
};

}  // namespace jium::reliability
