// Certificates, against a real TLS server (openssl s_server).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <string>

#include "jium/outside/fetch.h"
#include "jium/outside/peer_process.h"

namespace jium::outside {
namespace {

class FetchTls : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!make_certificate(folder_))
      GTEST_SKIP() << "no openssl command on this machine: TLS of fetch NOT tested";
  }

  [[nodiscard]] std::vector<std::string> server(std::vector<std::string> more = {}) const {
    std::vector<std::string> command = {"openssl", "s_server",
                                        "-accept", "127.0.0.1:" + std::to_string(port_),
                                        "-cert",   folder_.file("cert.pem"),
                                        "-key",    folder_.file("key.pem"),
                                        "-www",    "-quiet"};
    command.insert(command.end(), more.begin(), more.end());
    return command;
  }

  Result<registry::Fetched> fetch(const std::string& ca_file, const std::string& host = "127.0.0.1") {
    EXPECT_TRUE(is_listening(port_));
    FetchSettings settings;
    settings.allow_loopback = true;
    settings.whole_time = std::chrono::seconds{10};
    settings.ca_file = ca_file;
    const FakeClock clock;
    return make_http_fetcher(settings, clock)
        ->fetch(*registry::WebAddress::parse("https://" + host + ":" + std::to_string(port_) + "/"));
  }

  // The same digest by another program.
  [[nodiscard]] std::string digest_by_openssl() const {
    const std::string command = "openssl x509 -outform der -in " + folder_.file("cert.pem") + " | sha256sum";
    std::array<char, 65> out{};
    FILE* const pipe = popen(command.c_str(), "r");
    EXPECT_EQ(std::fread(out.data(), 1, 64, pipe), 64U);
    pclose(pipe);
    return out.data();
  }

  const TestFolder folder_;
  const std::uint16_t port_ = free_port();
};

TEST_F(FetchTls, ATrustedCertificateIsNamedInTheEvidenceByItsDigest) {
  const PeerProcess site(server());
  const Result<registry::Fetched> fetched = fetch(folder_.file("cert.pem"));
  ASSERT_TRUE(fetched) << fetched.fault().what;
  EXPECT_EQ(fetched->evidence.status, 200);
  EXPECT_EQ(fetched->evidence.certificate_sha256, digest_by_openssl());
}

TEST_F(FetchTls, AnUntrustedCertificateIsNoAnswerAndTheFaultSaysSo) {
  const PeerProcess site(server());
  const Result<registry::Fetched> fetched = fetch("");
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.fault().kind, FaultKind::outside);
  EXPECT_THAT(fetched.fault().what, ::testing::HasSubstr("certificate"));
}

TEST_F(FetchTls, ACertificateForAnotherHostIsNoAnswer) {
  const PeerProcess site(server());
  const Result<registry::Fetched> fetched = fetch(folder_.file("cert.pem"), "localhost");
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.fault().kind, FaultKind::outside);
  EXPECT_THAT(fetched.fault().what, ::testing::HasSubstr("certificate"));
}

TEST_F(FetchTls, AMissingFileOfTrustedCertificatesTrustsNobody) {
  const PeerProcess site(server());
  const Result<registry::Fetched> fetched = fetch(folder_.file("absent.pem"));
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.fault().kind, FaultKind::outside);
}

}  // namespace
}  // namespace jium::outside
