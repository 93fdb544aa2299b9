#include "jium/outside/private_network.h"

#include <gtest/gtest.h>

#include "jium/outside/admission.h"

namespace jium::outside {
namespace {

bool has(const std::string& network, const std::string& address) {
  return IpAddress::parse(address).value().is_in({PrivateNetwork::parse(network).value()});
}

TEST(PrivateNetwork, HasItsAddressesAndNoOthers) {
  EXPECT_TRUE(has("10.20.0.0/16", "10.20.0.0"));
  EXPECT_TRUE(has("10.20.0.0/16", "10.20.255.255"));
  EXPECT_FALSE(has("10.20.0.0/16", "10.21.0.0"));
  EXPECT_FALSE(has("10.20.0.0/16", "10.19.255.255"));
  EXPECT_TRUE(has("192.168.7.128/25", "192.168.7.200"));
  EXPECT_FALSE(has("192.168.7.128/25", "192.168.7.127"));
  EXPECT_TRUE(has("172.16.4.4/32", "172.16.4.4"));
  EXPECT_FALSE(has("172.16.4.4/32", "172.16.4.5"));
  EXPECT_TRUE(has("fd12:3456::/32", "fd12:3456:1::9"));
  EXPECT_FALSE(has("fd12:3456::/32", "fd12:3457::9"));
  EXPECT_FALSE(has("10.0.0.0/8", "::ffff:10.0.0.1")) << "an address inside another is none of it";
}

TEST(PrivateNetwork, IsNothingThatIsNotForPrivateUse) {
  for (const char* text : {"",
                           "10.0.0.0",
                           "10.0.0.0/",
                           "10.0.0.0/7",
                           "10.0.0.1/8",
                           "0.0.0.0/0",
                           "127.0.0.0/8",
                           "169.254.0.0/16",
                           "100.64.0.0/10",
                           "172.32.0.0/16",
                           "172.0.0.0/8",
                           "192.168.0.0/15",
                           "192.0.0.0/8",
                           "203.0.113.0/24",
                           "::/0",
                           "::1/128",
                           "fe80::/10",
                           "fc00::/6",
                           "::ffff:10.0.0.0/104",
                           "64:ff9b::/96",
                           "10.0.0.0/33",
                           "10.0.0.0/8 ",
                           "10.0.0.0/-8",
                           "fd00::/129",
                           "hook.internal/8"}) {
    EXPECT_FALSE(PrivateNetwork::parse(text)) << text;
  }
}

TEST(PrivateNetwork, IsWrittenAsItIsRead) {
  for (const char* text : {"10.20.0.0/16", "172.16.0.0/12", "192.168.7.128/25", "fd12:3456::/32", "fc00::/7"})
    EXPECT_EQ(PrivateNetwork::parse(text).value().text(), text);
}

// Says what it is told to.
class Names final : public Resolver {
 public:
  explicit Names(std::vector<std::string> answers) : answers_(std::move(answers)) {}
  Result<std::vector<IpAddress>> resolve(const std::string&, Duration) override {
    std::vector<IpAddress> found;
    for (const std::string& one : answers_) found.push_back(IpAddress::parse(one).value());
    return found;
  }

 private:
  std::vector<std::string> answers_;
};

bool admits(const std::string& address, std::vector<std::string> answers = {}) {
  Names names(std::move(answers));
  const std::vector networks{PrivateNetwork::parse("10.20.0.0/16").value()};
  return admit_private(registry::WebAddress::parse(address).value(), names, networks, std::chrono::seconds{1})
      .has_value();
}

TEST(PrivateNetwork, AdmitsWhatLiesInItWhollyAndNothingElse) {
  EXPECT_TRUE(admits("https://10.20.0.9/hook"));
  EXPECT_TRUE(admits("https://hook.agency.internal/told", {"10.20.0.9", "10.20.0.10"}));
  EXPECT_FALSE(admits("https://10.21.0.9/hook"));
  EXPECT_FALSE(admits("https://169.254.169.254/latest"));
  EXPECT_FALSE(admits("https://127.0.0.1/hook"));
  EXPECT_FALSE(admits("https://hook.agency.internal/told", {"10.20.0.9", "169.254.169.254"}))
      << "one address of another place";
  EXPECT_FALSE(admits("https://hook.agency.internal/told", {"127.0.0.1"}));
  EXPECT_FALSE(admits("https://localhost/told", {"10.20.0.9"}));
  EXPECT_FALSE(admits("https://router/told", {"10.20.0.9"})) << "a single word is any neighbour's name";
}

}  // namespace
}  // namespace jium::outside
