// The configuration file (TOML) and the options that stand above it. Every key is optional; an unknown one is
// a fault, because a misspelt safety setting must not pass for a set one. All faults are found at once.
// docs/operating/configuration.md names every key; a test holds the two beside each other.
#pragma once

#include <string>
#include <vector>

#include "jium/app/index_folder.h"
#include "jium/base/result.h"
#include "jium/casework/reveal.h"
#include "jium/http/asker.h"
#include "jium/http/caller_turns.h"
#include "jium/http/health.h"
#include "jium/http/server.h"
#include "jium/http/stranger_turns.h"
#include "jium/outside/contact_lookup.h"
#include "jium/outside/fetch.h"
#include "jium/outside/mail.h"
#include "jium/registry/decision.h"
#include "jium/removal/watch.h"
#include "jium/work/worker.h"

namespace jium::app {

// IMAP with TLS from the first byte.
[[nodiscard]] inline outside::MailSettings mailbox_defaults() {
  outside::MailSettings settings;
  settings.port = 993;
  settings.security = outside::MailSecurity::tls;
  return settings;
}

// "abroad=socks5h://127.0.0.1:9050": a point of the net from which places are looked at as well.
struct ProxyVantage {
  std::string name, proxy;
};

// The survivors' pages (docs/operating/intake.md).
struct IntakeConfig {
  std::string listen;                  // where they are served; empty: they are not
  std::string centre;                  // the id of the centre whose they are; empty: the only one there is
  std::string help_name, help_number;  // its own line of help
};

struct Config {
  std::string listen = "127.0.0.1:8420";
  std::vector<std::string> roles{"api", "worker"};
  std::vector<std::string> proxies{"127.0.0.1", "::1"};  // believed in X-Forwarded-For
  IntakeConfig intake;
  http::StrangerLimit strangers;
  // Honest work stays far below: an officer looks up one thing a second, a platform asks in batches of 1,000.
  http::CallerLimit callers{.looks_per_minute = 6000, .changes_per_minute = 3000, .costly_per_minute = 600};
  std::string postgres;  // a connection string; empty: SQLite in the data folder
  outside::MailSettings mail;
  outside::MailSettings replies = mailbox_defaults();  // where answers come in; no user: none are read
  std::string replies_folder = "INBOX";
  std::string replies_for;  // the id of the centre whose mailbox it is
  outside::FetchSettings fetch;
  outside::ContactLookupSettings contacts;
  std::vector<outside::PrivateNetwork> private_webhooks;  // besides public addresses
  std::vector<ProxyVantage> vantages;                     // besides the plain one
  removal::WatchPolicy watch;
  casework::RevealPolicy reveals;
  IndexFolder index;
  std::string harmless_list;                  // a hash list; empty: nothing is refused as harmless
  int reviewers = registry::kLeastReviewers;  // of the committee, who must agree
  std::string origin;  // where browsers reach it; empty: this machine, at the port of `listen`
  work::WorkerSettings work;
  http::HealthSettings health;
  http::ServerSettings server;  // its streams; address and port are those of `listen`
  std::string web;       // the folder of the web faces; empty: share/jium/web beside the binary, if any
  std::string key_file;  // empty: jium.key in the data folder

  [[nodiscard]] bool has_role(std::string_view role) const;
};

// What is wrong with it, or what its reader should know.
struct ConfigRemark {
  std::string setting;  // "watch.spacing"; empty: the file as a whole
  int line = 0;         // 0: none
  std::string what;
  [[nodiscard]] std::string text() const;
};

struct CheckedConfig {
  Config config;  // as far as it could be read
  std::vector<ConfigRemark> faults, warnings;
};

// The text alone: names, types, ranges, contradictions.
[[nodiscard]] CheckedConfig check_config(std::string_view toml);
// What it names outside itself: files, folders, their modes; and what is allowed but unwise.
void check_surroundings(CheckedConfig& checked);

// `path` empty: the defaults. Malformed, with all faults of the text.
[[nodiscard]] Result<Config> read_config(const std::string& path);
[[nodiscard]] Result<Config> parse_config(std::string_view toml);

// Every setting with its value, as TOML; secrets as "(hidden)".
struct ShownSetting {
  std::string name, value;
  bool is_default = true;
};
[[nodiscard]] std::vector<ShownSetting> settings_of(const Config& config);

[[nodiscard]] std::string key_file_of(const Config& config, const std::string& data_folder);

struct ListenAddress {
  std::string host;
  std::uint16_t port = 0;
};
// "127.0.0.1:8420", "[::1]:8420"; port 0 is any free one.
[[nodiscard]] Result<ListenAddress> parse_listen(const std::string& text);

// What passkeys are bound to: the origin that was set, else http://localhost and the port that is listened at
// (a passkey cannot be bound to an address). Malformed as desk/web_authn.h says.
[[nodiscard]] Result<std::string> origin_of(const Config& config);

}  // namespace jium::app
