// People come in by invitation, one after the other, and prove who they are; told to the real program.
#include <gmock/gmock.h>

#include <chrono>
#include <thread>

#include "peers/api_client.h"
#include "peers/json_at.h"
#include "story/stage.h"

namespace jium::story {
namespace {

using peers::CommandLine;
using peers::text_at;
using Json = boost::json::value;

constexpr const char* kPassphrase = "heron under the blue bridge";

// Somebody with a phone, on which oathtool stands for the authenticator app.
class Someone {
 public:
  Someone(std::filesystem::path folder, std::string server)
      : folder_(std::move(folder)), server_(std::move(server)) {
    std::filesystem::create_directories(folder_);
    EXPECT_TRUE(peers::write_file(folder_ / "passphrase", std::string(kPassphrase) + "\n"));
  }
  [[nodiscard]] CommandLine line() const {
    std::map<std::string, std::string> environment{
        {"JIUM_SERVER", server_}, {"XDG_CONFIG_HOME", folder_.string()}, {"TMPDIR", folder_.string()}};
    if (std::filesystem::exists(folder_ / "session"))
      environment["JIUM_KEY_FILE"] = (folder_ / "session").string();
    return {JIUM_BINARY, environment};
  }
  // Each code counts once: those of the step before, of now and of the one after make three without waiting.
  [[nodiscard]] std::string code(int steps_later) const {
    const auto at = std::chrono::system_clock::now() + std::chrono::seconds{30 * steps_later};
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(at.time_since_epoch()).count();
    auto app = peers::ChildProcess::start(
        {{"/usr/bin/oathtool", "--totp", "-b", secret_, "--now", "@" + std::to_string(seconds)}, {}, {}});
    EXPECT_TRUE(app);
    EXPECT_EQ(app->wait(std::chrono::seconds{20}), 0);
    return app->output().substr(0, 6);
  }
  void join(const std::string& link) {
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
  void sign_in() {
    const auto signed_in =
        line().ask({"sign-in", "--person", id_, "--passphrase-file", (folder_ / "passphrase").string(),
                    "--code", code(0), "--save", (folder_ / "session").string()});
    ASSERT_TRUE(signed_in) << signed_in.fault().what;
  }
  // Footage of this case is registered, and seen at an address; by fingerprints alone. The sighting.
  [[nodiscard]] std::string sees(const std::string& the_case, const std::string& address) const {
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
  // Within a session that has stepped up: another passphrase and another secret for codes; then in anew by
  // these.
  void change_proofs() {
    ASSERT_TRUE(peers::write_file(folder_ / "passphrase", "seven quiet rivers running\n"));
    const auto changed =
        line().ask({"proof", "passphrase", "--passphrase-file", (folder_ / "passphrase").string()});
    ASSERT_TRUE(changed) << changed.fault().what;
    const auto begun = line().ask({"proof", "codes", "--begin"});
    ASSERT_TRUE(begun) << begun.fault().what;
    secret_ = text_at(*begun, "/code_secret");
    ASSERT_TRUE(peers::write_file(folder_ / "code_secret", secret_));
    const auto taken = line().ask(
        {"proof", "codes", "--code-secret", (folder_ / "code_secret").string(), "--code", code(-1)});
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
  [[nodiscard]] const std::string& id() const { return id_; }

 private:
  std::filesystem::path folder_;
  std::string server_, secret_, id_;
};

// The code of the step before is too old once this step ends: leave it some seconds.
void leave_some_of_this_step() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const auto into = std::chrono::duration_cast<std::chrono::seconds>(now).count() % 30;
  if (into > 18) std::this_thread::sleep_for(std::chrono::seconds{30 - into});
}

TEST(PeopleStory, AnOfficerComesInByInvitationAndIsOutTheMomentSheIsSuspended) {
  auto stage =
      Stage::set({.jium = JIUM_BINARY, .data = {}, .config = {}, .centre = "Somebody else's centre"});
  ASSERT_TRUE(stage) << stage.fault().what;
  const std::string server = (*stage)->server().url();
  const auto folder = (*stage)->officers_folder();

  Someone operations(folder / "operations", server);
  const std::string link = (*stage)->sign_in_link().value();
  ASSERT_TRUE(
      operations.line().ask({"sign-in", link, "--save", (folder / "operations" / "session").string()}));
  const auto centre = operations.line().ask({"organisation", "add", "--kind", "centre", "--name",
                                             "Centre of the South", "--mail", "a@centre.example"});
  ASSERT_TRUE(centre) << centre.fault().what;
  const auto invited = operations.line().ask(
      {"person", "invite", "--name", "Ji-woo Kim", "--organisation", text_at(*centre, "/id")});
  ASSERT_TRUE(invited) << invited.fault().what;

  leave_some_of_this_step();
  Someone administrator(folder / "administrator", server);
  administrator.join(text_at(*invited, "/link"));
  administrator.sign_in();
  const auto second =
      administrator.line().ask({"person", "invite", "--name", "Seo-yeon Han", "--role", "deletion_officer"});
  ASSERT_TRUE(second) << second.fault().what;

  leave_some_of_this_step();
  Someone officer(folder / "officer", server);
  officer.join(text_at(*second, "/link"));
  officer.sign_in();
  const auto opened =
      officer.line().ask({"case", "open", "--pseudonym", "blue-heron", "--age-band", "twenties", "--harm",
                          "dissemination", "--requester", "victim", "--consent", "removal"});
  ASSERT_TRUE(opened) << opened.fault().what;
  const std::string address = "https://pics.host.example/a/1.jpg";
  const std::string sighting = officer.sees(text_at(*opened, "/id"), address);
  const auto refused = officer.line().ask({"reveal", sighting, "--task", "check_place"});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.fault().kind, FaultKind::forbidden);
  EXPECT_THAT(refused.fault().what, testing::HasSubstr("jium step-up"));
  ASSERT_TRUE(officer.line().ask({"step-up", "--code", officer.code(1)}));
  const auto revealed = officer.line().ask({"reveal", sighting, "--task", "check_place"});
  ASSERT_TRUE(revealed) << revealed.fault().what;
  EXPECT_EQ(text_at(*revealed, "/address"), address);

  leave_some_of_this_step();
  officer.change_proofs();
  ASSERT_TRUE(administrator.line().ask({"person", "suspend", officer.id()}));
  const auto out = officer.line().ask({"case", "list"});
  ASSERT_FALSE(out);
  EXPECT_EQ(out.fault().kind, FaultKind::forbidden);
  EXPECT_FALSE(operations.line().ask({"person", "suspend", administrator.id()}))
      << "the system administrator has no say over a centre's people";
}

}  // namespace
}  // namespace jium::story
