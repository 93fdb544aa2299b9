#include "jium/app/config.h"

#include <gtest/gtest.h>

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
  )");
  ASSERT_TRUE(config) << config.fault().what;
  EXPECT_FALSE(config->has_role("api"));
  EXPECT_EQ(config->mail.port, 2525);
  EXPECT_EQ(config->mail.security, outside::MailSecurity::none);
  EXPECT_EQ(config->watch.spacing, 1s);
  EXPECT_EQ(config->fetch.body_limit, std::size_t{2} << 20);
  EXPECT_EQ(config->work.poll, 100ms);
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
                    BadConfig{"[mail]\nsecurity = \"tsl\"", "mail.security"},
                    BadConfig{"[mail]\npassword_file = \"not/there\"", "mail.password_file"},
                    BadConfig{"[serve]\nroles = [\"gateway\"]", "serve.roles"},
                    BadConfig{"listen = \"x\"", "listen"}, BadConfig{"[serve\n", "line 1"},
                    BadConfig{"[work]\nlease = \"30s\"", "work.lease"},
                    BadConfig{"[mail]\nwhole_time = \"5m\"", "mail.whole_time"}));

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
