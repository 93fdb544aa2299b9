#include "jium/app/config.h"

#include <sys/stat.h>
#include <toml++/toml.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <map>
#include <numeric>
#include <sstream>
#include <utility>

#include "jium/app/web_folder.h"
#include "jium/base/text_file.h"
#include "jium/desk/web_authn.h"

namespace jium::app {
namespace {

// Reads one value of the file into its place, and says what stands there, as TOML.
struct Setting {
  std::function<Result<void>(const toml::node& node)> set;
  std::function<std::string()> show;
};

Fault wrong(std::string_view what) {
  return fault(FaultKind::malformed, std::string(what));
}

std::string quoted(const std::string& text) {
  std::ostringstream out;
  out << toml::value<std::string>(text);
  return out.str();
}

Setting text(std::string& into) {
  const auto set = [&into](const toml::node& node) -> Result<void> {
    const auto value = node.value<std::string>();
    if (!value) return wrong("must be a text in quotes");
    into = *value;
    return {};
  };
  return {set, [&into] { return quoted(into); }};
}

Setting duration(Duration& into) {
  const auto set = [&into](const toml::node& node) -> Result<void> {
    const auto value = node.value<std::string>();
    if (!value) return wrong("must be a duration in quotes, such as \"6h\"");
    JIUM_TRY(into, parse_duration(*value));
    return {};
  };
  return {set, [&into] { return quoted(to_text(into)); }};
}

template <class Number>
Setting number(Number& into, std::int64_t least, std::int64_t most, std::int64_t unit = 1) {
  const auto set = [&into, least, most, unit](const toml::node& node) -> Result<void> {
    const auto value = node.value_exact<std::int64_t>();
    if (!value || *value < least || *value > most)
      return wrong("must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    into = static_cast<Number>(*value * unit);
    return {};
  };
  return {set, [&into, unit] { return std::to_string(static_cast<std::int64_t>(into) / unit); }};
}

Setting flag(bool& into) {
  const auto set = [&into](const toml::node& node) -> Result<void> {
    const auto value = node.value_exact<bool>();
    if (!value) return wrong("must be true or false");
    into = *value;
    return {};
  };
  return {set, [&into] { return std::string(into ? "true" : "false"); }};
}

std::string list_of(const std::vector<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts) list += (list.empty() ? "" : ", ") + quoted(text);
  return "[" + list + "]";
}

Setting roles(std::vector<std::string>& into) {
  const auto set = [&into](const toml::node& node) -> Result<void> {
    const toml::array* array = node.as_array();
    if (array == nullptr || array->empty()) return wrong("must list at least one of \"api\", \"worker\"");
    into.clear();
    for (const toml::node& role : *array) {
      const auto name = role.value<std::string>();
      if (name != "api" && name != "worker") return wrong("must list \"api\", \"worker\" or both");
      into.push_back(*name);
    }
    return {};
  };
  return {set, [&into] { return list_of(into); }};
}

Setting proxies(std::vector<std::string>& into) {
  const auto set = [&into](const toml::node& node) -> Result<void> {
    const toml::array* const array = node.as_array();
    if (array == nullptr) return wrong("must be a list of IP addresses: [\"127.0.0.1\"]");
    into.clear();
    for (const toml::node& one : *array) into.push_back(one.value_or(std::string()));
    JIUM_CHECK(http::Askers::behind(into));
    return {};
  };
  return {set, [&into] { return list_of(into); }};
}

Setting networks(std::vector<outside::PrivateNetwork>& into) {
  const auto set = [&into](const toml::node& node) -> Result<void> {
    const toml::array* const array = node.as_array();
    if (array == nullptr) return wrong("must be a list of private networks: [\"10.20.0.0/16\"]");
    into.clear();
    for (const toml::node& one : *array) {
      JIUM_TRY(auto network, outside::PrivateNetwork::parse(one.value_or(std::string())));
      into.push_back(std::move(network));
    }
    return {};
  };
  const auto show = [&into] {
    std::vector<std::string> texts;
    for (const outside::PrivateNetwork& one : into) texts.push_back(one.text());
    return list_of(texts);
  };
  return {set, show};
}

// "abroad=socks5h://127.0.0.1:9050"
Result<ProxyVantage> vantage_of(const std::string& text) {
  constexpr std::string_view kScheme = "socks5h://";
  const std::size_t equals = text.find('=');
  const std::string name = text.substr(0, equals);
  const bool is_word =
      !name.empty() && name.size() <= 20 && name != "plain" &&
      std::all_of(name.begin(), name.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
  if (equals == std::string::npos || !is_word || text.substr(equals + 1, kScheme.size()) != kScheme)
    return wrong("must list \"NAME=socks5h://ADDRESS:PORT\", NAME in small letters and not \"plain\"");
  const std::string proxy = text.substr(equals + 1 + kScheme.size());
  JIUM_CHECK(outside::check_proxy(proxy));
  return ProxyVantage{name, proxy};
}

Setting vantages(std::vector<ProxyVantage>& into) {
  const auto set = [&into](const toml::node& node) -> Result<void> {
    const toml::array* const array = node.as_array();
    if (array == nullptr) return wrong("must be a list");
    into.clear();
    for (const toml::node& one : *array) {
      JIUM_TRY(ProxyVantage vantage, vantage_of(one.value_or(std::string())));
      const bool is_double = std::any_of(
          into.begin(), into.end(), [&](const ProxyVantage& other) { return other.name == vantage.name; });
      if (is_double) return wrong("names one vantage twice");
      into.push_back(std::move(vantage));
    }
    return {};
  };
  const auto show = [&into] {
    std::string list;
    for (const ProxyVantage& one : into)
      list += (list.empty() ? "" : ", ") + quoted(one.name + "=socks5h://" + one.proxy);
    return "[" + list + "]";
  };
  return {set, show};
}

Setting security(outside::MailSecurity& into) {
  const auto set = [&into](const toml::node& node) -> Result<void> {
    const auto value = node.value<std::string>();
    if (value == "none") {
      into = outside::MailSecurity::none;
    } else if (value == "starttls") {
      into = outside::MailSecurity::starttls;
    } else if (value == "tls") {
      into = outside::MailSecurity::tls;
    } else {
      return wrong("must be \"starttls\", \"tls\" or \"none\" (none only for a mail server on this machine)");
    }
    return {};
  };
  const auto show = [&into] {
    return quoted(into == outside::MailSecurity::none  ? "none"
                  : into == outside::MailSecurity::tls ? "tls"
                                                       : "starttls");
  };
  return {set, show};
}

Setting password_file(Secret<std::string>& into) {
  const auto set = [&into](const toml::node& node) -> Result<void> {
    const std::string path = node.value_or(std::string());
    struct stat status {};
    if (::stat(path.c_str(), &status) == 0 && (status.st_mode & 077) != 0)
      return wrong("names a file that others can read: chmod 600 it");
    auto password = read_word_file(path);
    if (!password) return wrong("names a file that cannot be read");
    into = Secret<std::string>(std::move(*password));
    return {};
  };
  return {set, [&into] { return quoted(into.reveal().empty() ? "" : "(hidden)"); }};
}

using Settings = std::map<std::string, Setting>;

// Who is served, where, and as what.
Settings served_settings(Config& config) {
  return {{"serve.listen", text(config.listen)},
          {"serve.intake", text(config.intake.listen)},
          {"serve.roles", roles(config.roles)},
          {"serve.proxies", proxies(config.proxies)},
          {"serve.web", text(config.web)},
          {"intake.centre", text(config.intake.centre)},
          {"intake.help_name", text(config.intake.help_name)},
          {"intake.help_number", text(config.intake.help_number)},
          {"strangers.at_once", number(config.strangers.at_once, 0, 100'000)},
          {"strangers.per_minute", number(config.strangers.per_minute, 1, 100'000)},
          {"callers.looks_per_minute", number(config.callers.looks_per_minute, 0, 1'000'000)},
          {"callers.changes_per_minute", number(config.callers.changes_per_minute, 0, 1'000'000)},
          {"callers.costly_per_minute", number(config.callers.costly_per_minute, 0, 1'000'000)},
          {"outside.private_webhooks", networks(config.private_webhooks)},
          {"people.origin", text(config.origin)},
          {"store.postgres", text(config.postgres)}};
}

Settings every_setting(Config& config) {
  Settings settings = served_settings(config);
  settings.merge(
      Settings{{"mail.host", text(config.mail.host)},
               {"mail.port", number(config.mail.port, 1, 65535)},
               {"mail.security", security(config.mail.security)},
               {"mail.user", text(config.mail.user)},
               {"mail.password_file", password_file(config.mail.password)},
               {"mail.ca_file", text(config.mail.ca_file)},
               {"mail.whole_time", duration(config.mail.whole_time)},
               {"replies.host", text(config.replies.host)},
               {"replies.port", number(config.replies.port, 1, 65535)},
               {"replies.security", security(config.replies.security)},
               {"replies.user", text(config.replies.user)},
               {"replies.password_file", password_file(config.replies.password)},
               {"replies.ca_file", text(config.replies.ca_file)},
               {"replies.folder", text(config.replies_folder)},
               {"replies.for", text(config.replies_for)},
               {"replies.every", duration(config.work.mail_every)},
               {"watch.agreeing_checks", number(config.watch.agreeing_checks, 2, 20)},
               {"watch.spacing", duration(config.watch.spacing)},
               {"watch.patrol", duration(config.watch.patrol)},
               {"watch.afterwatch", duration(config.watch.afterwatch)},
               {"watch.jitter_percent", number(config.watch.jitter_percent, 0, 100)},
               {"access.reveals_per_day", number(config.reveals.per_day, 0, 10'000)},
               {"fetch.allow_loopback", flag(config.fetch.allow_loopback)},
               {"fetch.body_limit_mib", number(config.fetch.body_limit, 1, 512, std::int64_t{1} << 20)},
               {"fetch.whole_time", duration(config.fetch.whole_time)},
               {"contacts.rdap", text(config.contacts.rdap)},
               {"contacts.whois", text(config.contacts.whois)},
               {"fetch.host_pause", duration(config.work.host_pause)},
               {"fetch.page_media", number(config.work.look.page_media, 1, 64)},
               {"fetch.page_time", duration(config.work.look.page_time)},
               {"fetch.vantages", vantages(config.vantages)},
               {"health.backup_age", duration(config.health.backup_age)},
               {"health.free_disk_mib", number(config.health.free_disk, 0, 1 << 20, std::int64_t{1} << 20)},
               {"health.worker_silent", duration(config.health.worker_silent)},
               {"events.max_streams", number(config.server.max_streams, 0, 900)},
               {"events.heartbeat", duration(config.server.heartbeat)},
               {"keys.file", text(config.key_file)},
               {"index.folder", text(config.index.folder)},
               {"index.on_encrypted_disk", flag(config.index.on_encrypted_disk)},
               {"index.harmless_list", text(config.harmless_list)},
               {"committee.reviewers", number(config.reviewers, registry::kLeastReviewers, 50)},
               {"work.poll", duration(config.work.poll)},
               {"work.lease", duration(config.work.lease)},
               {"work.retry_first", duration(config.work.retry_first)},
               {"work.retry_longest", duration(config.work.retry_longest)}});
  return settings;
}

// Levenshtein's distance (Doklady 10, 1966), row by row.
std::size_t edits_between(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t corner = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t changed = corner + (a[i] == b[j] ? 0 : 1);
      corner = row[j + 1];
      row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

std::string no_such_setting(const std::string& name, const Settings& settings) {
  std::string words = "no such setting", nearest;
  std::size_t least = 4;  // of edits, from which on it is another word
  for (const auto& [known, setting] : settings) {
    if (const std::size_t edits = edits_between(name, known); edits < least) {
      least = edits;
      nearest = known;
    }
  }
  return nearest.empty() ? words : words + ": did you mean " + nearest + "?";
}

int line_of(const toml::node& node) {
  return static_cast<int>(node.source().begin.line);
}

void set_all(const toml::table& document, const Settings& settings, std::vector<ConfigRemark>& faults) {
  for (const auto& [section, node] : document) {
    const toml::table* table = node.as_table();
    if (table == nullptr) {
      faults.push_back(
          {std::string(section.str()), line_of(node), "every setting stands in a section, such as [serve]"});
      continue;
    }
    for (const auto& [key, value] : *table) {
      const std::string name = std::string(section.str()) + "." + std::string(key.str());
      const auto setting = settings.find(name);
      if (setting == settings.end()) {
        faults.push_back({name, line_of(value), no_such_setting(name, settings)});
      } else if (auto set = setting->second.set(value); !set) {
        faults.push_back({name, line_of(value), set.fault().what});
      }
    }
  }
}

// Each setting is right by itself, and together they are not.
void check_contradictions(const Config& config, std::vector<ConfigRemark>& faults) {
  const auto contradict = [&](const char* setting, const char* what) {
    faults.push_back({setting, 0, what});
  };
  if (const auto listen = parse_listen(config.listen); !listen)
    contradict("serve.listen", "takes an IP address and a port: \"127.0.0.1:8420\"");
  if (!config.intake.listen.empty() && !parse_listen(config.intake.listen))
    contradict("serve.intake", "takes an IP address and a port: \"127.0.0.1:8430\"");
  if (!config.intake.centre.empty() && !registry::OrganisationId::parse(config.intake.centre))
    contradict("intake.centre", "names the centre whose pages they are, by its id (O-...)");
  if (config.intake.help_name.empty() != config.intake.help_number.empty())
    contradict("intake.help_name", "and intake.help_number belong together: set both or neither");
  // A lease that ends before the work can would let two workers do the same, and each find that it was taken
  // from it, without an end. From each vantage: the place, what its page shows, and of that one last picture,
  // for which its host's turn is waited for (work/look.h).
  const work::LookLimits& limits = config.work.look;
  const Duration look =
      2 * config.fetch.whole_time + limits.page_time + std::min(limits.longest_wait, limits.page_time);
  const auto looks = static_cast<Duration::rep>(1 + config.vantages.size());
  if (config.work.lease <= looks * look) {
    contradict(
        "work.lease",
        "must be longer than twice fetch.whole_time, fetch.page_time and the wait for a host together (250 "
        "seconds by default), as often as there are vantages");
  }
  // One mail, or a page of the mailbox (outside/imap.h).
  if (config.work.lease <= config.mail.whole_time)
    contradict("work.lease", "must be longer than mail.whole_time");
  if (!config.replies.user.empty() && config.work.lease <= 3 * config.replies.whole_time)
    contradict("work.lease", "must be longer than three commands to the mailbox (180 seconds)");
  if (config.work.retry_first > config.work.retry_longest)
    contradict("work.retry_first", "must not be longer than work.retry_longest");
  if (config.work.poll < Duration{10}) contradict("work.poll", "must be 10ms or more");
  if (config.server.heartbeat < std::chrono::seconds{1} || config.server.heartbeat > std::chrono::minutes{10})
    contradict("events.heartbeat", "must be 1s to 10m");
  if (config.watch.spacing <= Duration{0}) contradict("watch.spacing", "must be longer than nothing");
  if (config.mail.user.empty() != config.mail.password.reveal().empty())
    contradict("mail.user", "and mail.password_file belong together: set both or neither");
  if (config.replies.user.empty() != config.replies.password.reveal().empty())
    contradict("replies.user", "and replies.password_file belong together: set both or neither");
  if (!config.replies.user.empty() && !registry::OrganisationId::parse(config.replies_for))
    contradict("replies.for", "names the centre whose mailbox it is, by its id (O-...)");
  if (config.work.mail_every < std::chrono::seconds{10}) contradict("replies.every", "must be 10s or more");
  if (!config.mail.user.empty() && config.mail.security == outside::MailSecurity::none)
    contradict("mail.security", "\"none\" would send the password of mail.user in the open");
}

std::string joined(const std::vector<ConfigRemark>& faults) {
  std::string text;
  for (const ConfigRemark& fault : faults) text += (text.empty() ? "" : "\n  ") + fault.text();
  return text;
}

bool is_loopback(std::string_view host) {
  return host.starts_with("127.") || host == "::1" || host == "localhost";
}

}  // namespace

bool Config::has_role(std::string_view role) const {
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

std::string ConfigRemark::text() const {
  std::string words = line == 0 ? "" : "line " + std::to_string(line) + ": ";
  if (!setting.empty()) words += setting + (what.starts_with("and ") ? " " : ": ");
  return words + what;
}

CheckedConfig check_config(std::string_view toml) {
  CheckedConfig checked;
  try {
    set_all(toml::parse(toml), every_setting(checked.config), checked.faults);
  } catch (const toml::parse_error& error) {
    checked.faults.push_back(
        {"", static_cast<int>(error.source().begin.line), std::string(error.description())});
    return checked;
  }
  check_contradictions(checked.config, checked.faults);
  return checked;
}

void check_surroundings(CheckedConfig& checked) {
  const Config& config = checked.config;
  const auto readable = [](const std::string& path) { return ::access(path.c_str(), R_OK) == 0; };
  if (!config.mail.ca_file.empty() && !readable(config.mail.ca_file))
    checked.faults.push_back({"mail.ca_file", 0, "names a file that cannot be read"});
  if (!config.replies.ca_file.empty() && !readable(config.replies.ca_file))
    checked.faults.push_back({"replies.ca_file", 0, "names a file that cannot be read"});
  if (!config.key_file.empty()) {
    struct stat status {};
    if (::stat(config.key_file.c_str(), &status) == 0 && (status.st_mode & 077) != 0)
      checked.faults.push_back({"keys.file", 0, "names a file that others can read: chmod 600 it"});
    else if (!readable(config.key_file))
      checked.warnings.push_back({"keys.file", 0, "is not there: the first `jium serve` makes it"});
  }
  if (const auto allowed = may_lie_there(config.index); !allowed)
    checked.faults.push_back({"index.folder", 0, allowed.fault().what});
  if (!config.web.empty() && !is_folder(config.web))
    checked.faults.push_back({"serve.web", 0, "names no folder: `./dev web` makes build/web"});
  if (config.index.folder.empty() && config.index.on_encrypted_disk)
    checked.warnings.push_back({"index.on_encrypted_disk", 0, "says nothing without index.folder"});
  if (config.fetch.allow_loopback)
    checked.warnings.push_back({"fetch.allow_loopback", 0, "is for tests and the demo only"});
  if (config.mail.security == outside::MailSecurity::none && !is_loopback(config.mail.host))
    checked.warnings.push_back({"mail.security", 0, "\"none\" sends letters in the open to another machine"});
  if (const auto listen = parse_listen(config.listen); listen && !is_loopback(listen->host))
    checked.warnings.push_back(
        {"serve.listen", 0, "is open beyond this machine, in plain HTTP: put a TLS proxy in front of it"});
  if (const auto listen = parse_listen(config.intake.listen); listen && !is_loopback(listen->host))
    checked.warnings.push_back(
        {"serve.intake", 0, "is open beyond this machine, in plain HTTP: put a TLS proxy in front of it"});
  if (config.strangers.at_once == 0)
    checked.warnings.push_back({"strangers.at_once", 0, "lets strangers try to sign in without end"});
  if (config.callers.costly_per_minute == 0)
    checked.warnings.push_back(
        {"callers.costly_per_minute", 0, "lets one stolen key search and count as fast as the machine can"});
}

Result<Config> parse_config(std::string_view toml) {
  CheckedConfig checked = check_config(toml);
  if (!checked.faults.empty()) return wrong(joined(checked.faults));
  return std::move(checked.config);
}

Result<Config> read_config(const std::string& path) {
  if (path.empty()) return Config{};
  JIUM_TRY(const std::string text, read_text_file(path));
  auto config = parse_config(text);
  if (!config) return Fault(std::move(config).fault()).within(path);
  return config;
}

std::vector<ShownSetting> settings_of(const Config& config) {
  Config shown = config, defaults;
  const Settings standard = every_setting(defaults);
  std::vector<ShownSetting> list;
  for (const auto& [name, setting] : every_setting(shown)) {
    std::string value = setting.show();
    // It should have none (docs/operating/postgresql.md), and whoever wrote one should not see it printed.
    if (name == "store.postgres" && value.find("password") != std::string::npos) value = quoted("(hidden)");
    list.push_back({name, value, value == standard.at(name).show()});
  }
  return list;
}

std::string key_file_of(const Config& config, const std::string& data_folder) {
  return config.key_file.empty() ? data_folder + "/jium.key" : config.key_file;
}

Result<ListenAddress> parse_listen(const std::string& text) {
  const auto colon = text.rfind(':');
  int port = -1;
  if (colon != std::string::npos) {
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data() + colon + 1, end, port);
    if (read.ec != std::errc{} || read.ptr != end) port = -1;
  }
  std::string host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (host.empty() || port < 0 || port > 65535)
    return wrong("--listen takes an IP address and a port: 127.0.0.1:8420");
  return ListenAddress{host, static_cast<std::uint16_t>(port)};
}

Result<std::string> origin_of(const Config& config) {
  std::string origin = config.origin;
  if (origin.empty()) {
    JIUM_TRY(const ListenAddress listen, parse_listen(config.listen));
    origin = "http://localhost:" + std::to_string(listen.port);
  }
  JIUM_TRY(const desk::RelyingParty party, desk::relying_party(origin));
  return party.origin;
}

}  // namespace jium::app
