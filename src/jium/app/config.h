// The configuration file (TOML) and the options that stand above it. Every key is optional; an unknown one is
// a fault, because a misspelt safety setting must not pass for a set one.
#pragma once

#include <string>
#include <vector>

#include "jium/app/index_folder.h"
#include "jium/base/result.h"
#include "jium/outside/fetch.h"
#include "jium/outside/mail.h"
#include "jium/registry/decision.h"
#include "jium/removal/watch.h"
#include "jium/work/worker.h"

namespace jium::app {

struct Config {
  std::string listen = "127.0.0.1:8420";
  std::vector<std::string> roles{"api", "worker"};
  outside::MailSettings mail;
  outside::FetchSettings fetch;
  removal::WatchPolicy watch;
  IndexFolder index;
  std::string harmless_list;                  // a hash list; empty: nothing is refused as harmless
  int reviewers = registry::kLeastReviewers;  // of the committee, who must agree
  work::WorkerSettings work;

  [[nodiscard]] bool has_role(std::string_view role) const;
};

// `path` empty: the defaults. Malformed, naming the key.
[[nodiscard]] Result<Config> read_config(const std::string& path);
[[nodiscard]] Result<Config> parse_config(std::string_view toml);

struct ListenAddress {
  std::string host;
  std::uint16_t port = 0;
};
// "127.0.0.1:8420", "[::1]:8420"; port 0 is any free one.
[[nodiscard]] Result<ListenAddress> parse_listen(const std::string& text);

}  // namespace jium::app
