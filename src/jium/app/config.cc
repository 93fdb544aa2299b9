#include "jium/app/config.h"

#include <toml++/toml.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <map>

#include "jium/base/text_file.h"

namespace jium::app {
namespace {

// Reads one value of the file into its place; a wrong type is a fault that names the key.
using Setter = std::function<Result<void>(const toml::node& node)>;

Fault wrong(std::string_view what) {
  return fault(FaultKind::malformed, std::string(what));
}

Setter text(std::string& into) {
  return [&into](const toml::node& node) -> Result<void> {
    const auto value = node.value<std::string>();
    if (!value) return wrong("must be a text in quotes");
    into = *value;
    return {};
  };
}

Setter duration(Duration& into) {
  return [&into](const toml::node& node) -> Result<void> {
    const auto value = node.value<std::string>();
    if (!value) return wrong("must be a duration in quotes, such as \"6h\"");
    JIUM_TRY(into, parse_duration(*value));
    return {};
  };
}

template <class Number>
Setter number(Number& into, std::int64_t least, std::int64_t most, std::int64_t unit = 1) {
  return [&into, least, most, unit](const toml::node& node) -> Result<void> {
    const auto value = node.value_exact<std::int64_t>();
    if (!value || *value < least || *value > most)
      return wrong("must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    into = static_cast<Number>(*value * unit);
    return {};
  };
}

Setter flag(bool& into) {
  return [&into](const toml::node& node) -> Result<void> {
    const auto value = node.value_exact<bool>();
    if (!value) return wrong("must be true or false");
    into = *value;
    return {};
  };
}

Setter roles(std::vector<std::string>& into) {
  return [&into](const toml::node& node) -> Result<void> {
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
}

Setter security(outside::MailSecurity& into) {
  return [&into](const toml::node& node) -> Result<void> {
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
}

Setter password_file(Secret<std::string>& into) {
  return [&into](const toml::node& node) -> Result<void> {
    auto password = read_word_file(node.value_or(std::string()));
    if (!password) return wrong("names a file that cannot be read");
    into = Secret<std::string>(std::move(*password));
    return {};
  };
}

std::map<std::string, Setter> setters_of(Config& config) {
  return {{"serve.listen", text(config.listen)},
          {"serve.roles", roles(config.roles)},
          {"mail.host", text(config.mail.host)},
          {"mail.port", number(config.mail.port, 1, 65535)},
          {"mail.security", security(config.mail.security)},
          {"mail.user", text(config.mail.user)},
          {"mail.password_file", password_file(config.mail.password)},
          {"mail.ca_file", text(config.mail.ca_file)},
          {"mail.whole_time", duration(config.mail.whole_time)},
          {"watch.agreeing_checks", number(config.watch.agreeing_checks, 2, 20)},
          {"watch.spacing", duration(config.watch.spacing)},
          {"watch.patrol", duration(config.watch.patrol)},
          {"watch.afterwatch", duration(config.watch.afterwatch)},
          {"fetch.allow_loopback", flag(config.fetch.allow_loopback)},
          {"fetch.body_limit_mib", number(config.fetch.body_limit, 1, 512, std::int64_t{1} << 20)},
          {"fetch.whole_time", duration(config.fetch.whole_time)},
          {"index.folder", text(config.index.folder)},
          {"index.on_encrypted_disk", flag(config.index.on_encrypted_disk)},
          {"index.harmless_list", text(config.harmless_list)},
          {"committee.reviewers", number(config.reviewers, registry::kLeastReviewers, 50)},
          {"work.poll", duration(config.work.poll)},
          {"work.lease", duration(config.work.lease)},
          {"work.retry_first", duration(config.work.retry_first)},
          {"work.retry_longest", duration(config.work.retry_longest)}};
}

Result<void> set_all(const toml::table& document, const std::map<std::string, Setter>& setters) {
  for (const auto& [section, node] : document) {
    const toml::table* table = node.as_table();
    if (table == nullptr)
      return wrong(std::string(section.str()) + ": every setting stands in a section, such as [serve]");
    for (const auto& [key, value] : *table) {
      const std::string name = std::string(section.str()) + "." + std::string(key.str());
      const auto setter = setters.find(name);
      if (setter == setters.end()) return wrong(name + ": no such setting");
      if (auto set = setter->second(value); !set) return wrong(name + ": " + set.fault().what);
    }
  }
  return {};
}

}  // namespace

bool Config::has_role(std::string_view role) const {
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

Result<Config> parse_config(std::string_view toml) {
  Config config;
  try {
    JIUM_CHECK(set_all(toml::parse(toml), setters_of(config)));
  } catch (const toml::parse_error& error) {
    return wrong("line " + std::to_string(error.source().begin.line) + ": " +
                 std::string(error.description()));
  }
  // A lease that ends before a look or a letter can would let two workers do the same.
  if (config.work.lease <= std::max(config.fetch.whole_time, config.mail.whole_time)) {
    return wrong("work.lease must be longer than fetch.whole_time and mail.whole_time");
  }
  return config;
}

Result<Config> read_config(const std::string& path) {
  if (path.empty()) return Config{};
  JIUM_TRY(const std::string text, read_text_file(path));
  auto config = parse_config(text);
  if (!config) return Fault(std::move(config).fault()).within(path);
  return config;
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

}  // namespace jium::app
