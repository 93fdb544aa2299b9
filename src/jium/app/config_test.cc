#include "jium/app/config.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "jium/store/scratch_folder.h"

namespace jium::app {
namespace {

using namespace std::chrono_literals;

TEST(Config, is_all_defaults_when_there_is_no_file) {
  const auto config = read_config("");
  ASSERT_TRUE(config);
  EXPECT_EQ(config->listen, "127.0.0.1:8420");
  EXPECT_TRUE(config->has_role("api") && config->has_role("worker"));
  EXPECT_FALSE(config->fetch.allow_loopback);
  EXPECT_EQ(config->mail.security, outside::MailSecurity::starttls);
  EXPECT_EQ(config->watch.agreeing_checks, 3);
}

TEST(Config, reads_every_kind_of_value) {
  const auto config = parse_config(R"(
    [serve]
    listen = "127.0.0.1:0"
    roles = ["worker"]
    [store]
    postgres = "host=db1 dbname=jium"
    [mail]
    port = 2525
    security = "none"
    [watch]
    spacing = "1s"
    [fetch]
    allow_loopback = true
    body_limit_mib = 2
    [work]
    poll = "100ms"
    [events]
    max_streams = 7
    heartbeat = "5s"
  )");
  ASSERT_TRUE(config) << config.fault().what;
  EXPECT_FALSE(config->has_role("api"));
  EXPECT_EQ(config->postgres, "host=db1 dbname=jium");
  EXPECT_EQ(config->mail.port, 2525);
  EXPECT_EQ(config->mail.security, outside::MailSecurity::none);
  EXPECT_EQ(config->watch.spacing, 1s);
  EXPECT_EQ(config->fetch.body_limit, std::size_t{2} << 20);
  EXPECT_EQ(config->work.poll, 100ms);
  EXPECT_EQ(config->server.max_streams, 7U);
  EXPECT_EQ(config->server.heartbeat, 5s);
}

TEST(Config, names_proxies_by_address_and_bounds_how_often_anybody_asks) {
  EXPECT_EQ(Config{}.proxies, (std::vector<std::string>{"127.0.0.1", "::1"}));
  const auto config = parse_config(R"(
    [serve]
    proxies = ["10.0.0.5"]
    [strangers]
    at_once = 0
    per_minute = 6
    [callers]
    looks_per_minute = 7
    changes_per_minute = 8
    costly_per_minute = 0
  )");
  ASSERT_TRUE(config) << config.fault().what;
  EXPECT_EQ(config->proxies, std::vector<std::string>{"10.0.0.5"});
  EXPECT_EQ(config->strangers.at_once, 0);
  EXPECT_EQ(config->strangers.per_minute, 6);
  EXPECT_EQ(config->callers.looks_per_minute, 7);
  EXPECT_EQ(config->callers.changes_per_minute, 8);
  EXPECT_EQ(config->callers.costly_per_minute, 0);
  EXPECT_TRUE(parse_config("[serve]\nproxies = []")->proxies.empty());
  for (const char* wrong :
       {"[serve]\nproxies = \"10.0.0.5\"", "[serve]\nproxies = [\"proxy.example\"]", "[serve]\nproxies = [5]",
        "[strangers]\nat_once = -1", "[strangers]\nper_minute = 0", "[callers]\nlooks_per_minute = -1"}) {
    EXPECT_FALSE(parse_config(wrong)) << wrong;
  }
}

TEST(Config, names_private_networks_for_webhooks_and_no_others) {
  const auto config = parse_config("[outside]\nprivate_webhooks = [\"10.20.0.0/16\", \"fd12::/16\"]");
  ASSERT_TRUE(config) << config.fault().what;
  ASSERT_EQ(config->private_webhooks.size(), 2U);
  EXPECT_EQ(config->private_webhooks[1].text(), "fd12::/16");
  for (const char* wrong : {"\"10.20.0.0/16\"", "[\"127.0.0.0/8\"]", "[\"169.254.0.0/16\"]", "[7]"})
    EXPECT_FALSE(parse_config(std::string("[outside]\nprivate_webhooks = ") + wrong)) << wrong;
}

TEST(Config, binds_passkeys_to_the_origin_that_is_set_or_to_this_machine) {
  Config config;
  EXPECT_EQ(*origin_of(config), "http://localhost:8420");
  config.origin = "https://desk.example";
  EXPECT_EQ(*origin_of(config), "https://desk.example");
  config.origin = "http://desk.example";
  EXPECT_FALSE(origin_of(config));
}

struct BadConfig {
  const char* toml;
  const char* named;
};

class RefusedConfig : public testing::TestWithParam<BadConfig> {};

TEST_P(RefusedConfig, names_the_setting_that_is_wrong) {
  const auto config = parse_config(GetParam().toml);
  ASSERT_FALSE(config);
  EXPECT_EQ(config.fault().kind, FaultKind::malformed);
  EXPECT_NE(config.fault().what.find(GetParam().named), std::string::npos) << config.fault().what;
}

INSTANTIATE_TEST_SUITE_P(
    Config, RefusedConfig,
    testing::Values(BadConfig{"[fetch]\nallow_lopback = true", "fetch.allow_lopback"},
                    BadConfig{"[fetch]\nallow_loopback = 1", "fetch.allow_loopback"},
                    BadConfig{"[watch]\nagreeing_checks = 1", "watch.agreeing_checks"},
                    BadConfig{"[watch]\nspacing = 6", "watch.spacing"},
                    BadConfig{"[watch]\nspacing = \"6 hours\"", "watch.spacing"},
                    BadConfig{"[mail]\nport = 70000", "mail.port"},
                    BadConfig{"[events]\nmax_streams = 901", "events.max_streams"},
                    BadConfig{"[events]\nheartbeat = \"999ms\"", "events.heartbeat"},
                    BadConfig{"[events]\nheartbeat = \"11m\"", "events.heartbeat"},
                    BadConfig{"[mail]\nsecurity = \"tsl\"", "mail.security"},
                    BadConfig{"[mail]\npassword_file = \"not/there\"", "mail.password_file"},
                    BadConfig{"[serve]\nroles = [\"gateway\"]", "serve.roles"},
                    BadConfig{"listen = \"x\"", "listen"}, BadConfig{"[serve\n", "line 1"},
                    BadConfig{"[work]\nlease = \"30s\"", "work.lease"},
                    BadConfig{"[work]\nlease = \"250s\"", "work.lease"},
                    BadConfig{"[fetch]\npage_time = \"3m\"", "work.lease"},
                    BadConfig{"[fetch]\nwhole_time = \"90s\"", "work.lease"},
                    BadConfig{"[mail]\nwhole_time = \"5m\"", "mail.whole_time"}));

std::set<std::string> faulty_settings(const CheckedConfig& checked) {
  std::set<std::string> names;
  for (const ConfigRemark& fault : checked.faults) names.insert(fault.setting);
  return names;
}

TEST(Config, finds_all_faults_at_once_and_says_where) {
  const CheckedConfig checked = check_config(
      "[fetch]\nallow_lopback = true\nwhole_time = 60\n[watch]\nagreeing_checks = 99\n[mail]\nuser = "
      "\"desk\"\n[serve]\nlisten = \"here\"\n[work]\nretry_first = \"2h\"\npoll = \"1ms\"\n");
  EXPECT_EQ(faulty_settings(checked),
            (std::set<std::string>{"fetch.allow_lopback", "fetch.whole_time", "watch.agreeing_checks",
                                   "mail.user", "serve.listen", "work.retry_first", "work.poll"}));
  ASSERT_FALSE(checked.faults.empty());
  EXPECT_EQ(checked.faults.front().text(),
            "line 2: fetch.allow_lopback: no such setting: did you mean fetch.allow_loopback?");
}

TEST(Config, guesses_no_name_that_is_far_away) {
  EXPECT_EQ(check_config("[fetch]\nnothing_like_it = 1").faults.front().what, "no such setting");
}

TEST(Config, names_files_that_are_missing_or_open_to_others) {
  const store::ScratchFolder folder;
  const std::string open_to_others = folder.file("key");
  std::ofstream(open_to_others) << "x";
  ::chmod(open_to_others.c_str(), 0644);
  CheckedConfig checked = check_config("[mail]\nuser = \"u\"\npassword_file = \"" + open_to_others +
                                       "\"\nca_file = \"/not/there\"\n[keys]\nfile = \"" + open_to_others +
                                       "\"\n[index]\nfolder = \"/var/tmp/jium-index\"\n");
  check_surroundings(checked);
  EXPECT_EQ(faulty_settings(checked), (std::set<std::string>{"mail.password_file", "mail.user",
                                                             "mail.ca_file", "keys.file", "index.folder"}));
  EXPECT_FALSE(std::filesystem::exists("/var/tmp/jium-index")) << "checking makes nothing";
}

TEST(Config, warns_of_what_is_allowed_and_unwise) {
  CheckedConfig checked = check_config(
      "[serve]\nlisten = \"0.0.0.0:80\"\n[fetch]\nallow_loopback = true\n[mail]\nhost = "
      "\"mail.example\"\nsecurity = \"none\"\n[strangers]\nat_once = 0\n[callers]\ncostly_per_minute = 0\n");
  check_surroundings(checked);
  EXPECT_TRUE(checked.faults.empty());
  std::set<std::string> warned;
  for (const ConfigRemark& warning : checked.warnings) warned.insert(warning.setting);
  EXPECT_EQ(warned, (std::set<std::string>{"serve.listen", "fetch.allow_loopback", "mail.security",
                                           "strangers.at_once", "callers.costly_per_minute"}));
}

TEST(Config, shows_every_setting_in_a_form_that_it_reads_back) {
  const store::ScratchFolder folder;
  const std::string file = folder.file("password");
  std::ofstream(file) << "opensesame-4711\n";
  ::chmod(file.c_str(), 0600);
  const Config config = parse_config("[mail]\nuser = \"u\"\npassword_file = \"" + file +
                                     "\"\n[watch]\nspacing = \"90m\"\n[fetch]\nbody_limit_mib = 3\n")
                            .value();
  for (const ShownSetting& one : settings_of(config)) {
    EXPECT_EQ(one.is_default, one.name != "mail.user" && one.name != "mail.password_file" &&
                                  one.name != "watch.spacing" && one.name != "fetch.body_limit_mib")
        << one.name;
    EXPECT_EQ(one.value.find("opensesame"), std::string::npos) << "a secret is not shown";
    if (one.name == "mail.password_file") {
      EXPECT_EQ(one.value, "'(hidden)'");
    }
  }
  // A section may be opened once only: what was shown is gathered into its sections.
  std::map<std::string, std::string> sections;
  for (const ShownSetting& one : settings_of(config)) {
    const auto dot = one.name.find('.');
    if (one.name == "mail.password_file" || one.name == "mail.user") continue;
    if (one.name == "replies.password_file" || one.name == "replies.user") continue;
    sections[one.name.substr(0, dot)] += one.name.substr(dot + 1) + " = " + one.value + "\n";
  }
  std::string toml;
  for (const auto& [name, lines] : sections) toml += "[" + name + "]\n" + lines;
  const auto again = parse_config(toml);
  ASSERT_TRUE(again) << again.fault().what;
  EXPECT_EQ(again->watch.spacing, 90min);
  EXPECT_EQ(again->fetch.body_limit, std::size_t{3} << 20U);
}

TEST(Config, shows_no_password_that_stands_where_it_should_not) {
  const auto config = parse_config("[store]\npostgres = \"host=/run password=opensesame-4711\"\n");
  ASSERT_TRUE(config) << config.fault().what;
  for (const ShownSetting& one : settings_of(*config))
    EXPECT_EQ(one.value.find("opensesame"), std::string::npos) << one.name;
}

// The page and the program name the same settings.
TEST(Config, vantages_are_named_proxies) {
  const auto config = parse_config(
      "[fetch]\nvantages = [\"abroad=socks5h://127.0.0.1:9050\", \"tor=socks5h://[::1]:9050\"]\n"
      "[work]\nlease = \"20m\"\n");
  ASSERT_TRUE(config) << config.fault().what;
  ASSERT_EQ(config->vantages.size(), 2U);
  EXPECT_EQ(config->vantages[1].name, "tor");
  EXPECT_EQ(config->vantages[1].proxy, "[::1]:9050");
  for (const char* const bad :
       {"[\"127.0.0.1:9050\"]", "[\"abroad=http://127.0.0.1:80\"]", "[\"a=socks5://127.0.0.1:1\"]",
        "[\"plain=socks5h://127.0.0.1:1\"]", "[\"A=socks5h://127.0.0.1:1\"]",
        "[\"a=socks5h://tor.example:1\"]", "\"a=socks5h://127.0.0.1:1\"",
        "[\"a=socks5h://127.0.0.1:1\", \"a=socks5h://127.0.0.1:2\"]"})
    EXPECT_FALSE(parse_config(std::string("[work]\nlease = \"20m\"\n[fetch]\nvantages = ") + bad)) << bad;
  EXPECT_FALSE(parse_config("[fetch]\nvantages = [\"a=socks5h://127.0.0.1:1\"]"))
      << "the lease is too short for two";
}

TEST(Config, is_documented_key_by_key) {
  std::ifstream file(std::string(JIUM_SOURCE_DIR) + "/docs/operating/configuration.md");
  ASSERT_TRUE(file);
  std::set<std::string> documented, known;
  std::string line;
  const std::regex name("`([a-z_]+\\.[a-z_]+)`");
  while (std::getline(file, line)) {
    if (!line.starts_with("| `")) continue;
    const std::string cell = line.substr(0, line.find('|', 1));
    for (std::sregex_iterator found(cell.begin(), cell.end(), name), end; found != end; ++found)
      documented.insert((*found)[1]);
  }
  for (const ShownSetting& one : settings_of(Config{})) known.insert(one.name);
  EXPECT_EQ(documented, known);
}

TEST(Listen, takes_an_address_and_a_port_and_nothing_else) {
  EXPECT_EQ(parse_listen("127.0.0.1:0")->port, 0);
  EXPECT_EQ(parse_listen("[::1]:8420")->host, "::1");
  for (const char* wrong : {"", "8420", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:65536", ":8420",
                            "127.0.0.1:-1", "127.0.0.1:80 "}) {
    EXPECT_FALSE(parse_listen(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace jium::app
