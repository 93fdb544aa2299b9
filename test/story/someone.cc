#include "story/someone.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "peers/api_client.h"
#include "peers/json_at.h"
#include "peers/temporary_folder.h"

namespace jium::story {
namespace {

using peers::text_at;
using Json = boost::json::value;

constexpr const char* kPassphrase = "heron under the blue bridge";

}  // namespace

Someone::Someone(std::filesystem::path folder, std::filesystem::path jium, std::string server)
    : folder_(std::move(folder)), jium_(std::move(jium)), server_(std::move(server)) {
  std::filesystem::create_directories(folder_);
  EXPECT_TRUE(peers::write_file(folder_ / "passphrase", std::string(kPassphrase) + "\n"));
}

peers::CommandLine Someone::line() const {
  std::map<std::string, std::string> environment{
      {"JIUM_SERVER", server_}, {"XDG_CONFIG_HOME", folder_.string()}, {"TMPDIR", folder_.string()}};
  if (std::filesystem::exists(folder_ / "session"))
    environment["JIUM_KEY_FILE"] = (folder_ / "session").string();
  return {jium_, environment};
}

std::string Someone::code(int steps_later) const {
  const auto at = std::chrono::system_clock::now() + std::chrono::seconds{30 * steps_later};
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(at.time_since_epoch()).count();
  auto app = peers::ChildProcess::start(
      {{"/usr/bin/oathtool", "--totp", "-b", secret_, "--now", "@" + std::to_string(seconds)}, {}, {}});
  EXPECT_TRUE(app);
  EXPECT_EQ(app->wait(std::chrono::seconds{20}), 0);
  return app->output().substr(0, 6);
}

void Someone::join(const std::string& link) {
  const auto begun = line().ask({"join", link, "--begin"});
  ASSERT_TRUE(begun) << begun.fault().what;
  secret_ = text_at(*begun, "/code_secret");
  id_ = text_at(*begun, "/person");
  ASSERT_TRUE(peers::write_file(folder_ / "code_secret", secret_));
  const auto joined =
      line().ask({"join", link, "--code-secret", (folder_ / "code_secret").string(), "--passphrase-file",
                  (folder_ / "passphrase").string(), "--code", code(-1)});
  ASSERT_TRUE(joined) << joined.fault().what;
  EXPECT_EQ(text_at(*joined, "/state"), "active");
}

void Someone::sign_in() {
  const auto signed_in =
      line().ask({"sign-in", "--person", id_, "--passphrase-file", (folder_ / "passphrase").string(),
                  "--code", code(0), "--save", (folder_ / "session").string()});
  ASSERT_TRUE(signed_in) << signed_in.fault().what;
}

std::string Someone::sees(const std::string& the_case, const std::string& address) const {
  const auto session = peers::read_file(folder_ / "session");
  EXPECT_TRUE(session);
  peers::ApiClient api(server_, session->substr(0, session->find('\n')));
  const Json digest = boost::json::array{{{"algorithm", "sha256"}, {"value", std::string(64, 'a')}}};
  EXPECT_TRUE(api.post("/cases/" + the_case + "/footage", {{"source", "officer"}, {"fingerprints", digest}},
                       "footage"));
  const auto seen = api.post("/sightings", {{"address", address}, {"fingerprints", digest}}, "sighting");
  EXPECT_TRUE(seen);
  return seen ? text_at(seen->body, "/sighting/id") : "";
}

void Someone::change_proofs() {
  ASSERT_TRUE(peers::write_file(folder_ / "passphrase", "seven quiet rivers running\n"));
  const auto changed =
      line().ask({"proof", "passphrase", "--passphrase-file", (folder_ / "passphrase").string()});
  ASSERT_TRUE(changed) << changed.fault().what;
  const auto begun = line().ask({"proof", "codes", "--begin"});
  ASSERT_TRUE(begun) << begun.fault().what;
  secret_ = text_at(*begun, "/code_secret");
  ASSERT_TRUE(peers::write_file(folder_ / "code_secret", secret_));
  const auto taken =
      line().ask({"proof", "codes", "--code-secret", (folder_ / "code_secret").string(), "--code", code(-1)});
  ASSERT_TRUE(taken) << taken.fault().what;
  ASSERT_TRUE(line().ask({"sign-out"}));
  std::filesystem::remove(folder_ / "session");
  sign_in();
  const auto sessions = line().ask({"session", "list"});
  ASSERT_TRUE(sessions) << sessions.fault().what;
  EXPECT_EQ(peers::list_at(*sessions, "/sessions").size(), 1U) << "the one before has ended";
  const auto unproved =
      line().ask({"proof", "passphrase", "--passphrase-file", (folder_ / "passphrase").string()});
  ASSERT_FALSE(unproved) << "a session that was left open is not enough";
  EXPECT_EQ(unproved.fault().kind, FaultKind::forbidden);
}

void leave_some_of_this_step() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const auto into = std::chrono::duration_cast<std::chrono::seconds>(now).count() % 30;
  if (into > 18) std::this_thread::sleep_for(std::chrono::seconds{30 - into});
}

}  // namespace jium::story
