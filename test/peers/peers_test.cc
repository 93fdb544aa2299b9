// The peers are what other tests believe; so they are tested themselves.
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <thread>

#include "jium/outside/mail.h"
#include "peers/api_client.h"
#include "peers/child_process.h"
#include "peers/lying_site.h"
#include "peers/mail_sink.h"

namespace jium::peers {
namespace {

using namespace std::chrono_literals;

Bytes bytes(std::string_view text) {
  const ByteView view = bytes_of(text);
  return {view.begin(), view.end()};
}

// Sites are looked at here by the API's client, which asks for paths under /api/v1.
int status_of(const LyingSite& site, const std::string& path) {
  ApiClient visitor(site.address_of(""), "nobody");
  const auto answer = visitor.get(path);
  return answer ? answer->status : -1;
}

TEST(LyingSite, ShowsWhatWasPutUpUntilItIsTakenDown) {
  const auto site = LyingSite::open("127.0.0.2");
  ASSERT_TRUE(site);
  EXPECT_EQ(status_of(**site, "/a.jpg"), 404);
  (*site)->put("/api/v1/a.jpg", bytes("{}"), "application/json");
  EXPECT_EQ(status_of(**site, "/a.jpg"), 200);
  EXPECT_EQ(status_of(**site, "/b.jpg"), 404);
  (*site)->remove("/api/v1/a.jpg");
  EXPECT_EQ(status_of(**site, "/a.jpg"), 404);
  EXPECT_EQ((*site)->looks("/api/v1/a.jpg"), 3);
  EXPECT_EQ((*site)->looks("/api/v1/b.jpg"), 1);
  EXPECT_TRUE((*site)->address_of("/a.jpg").starts_with("http://127.0.0.2:"));
}

TEST(LyingSite, CanBeUnavailable) {
  const auto site = LyingSite::open();
  ASSERT_TRUE(site);
  (*site)->put("/api/v1/a.jpg", bytes("{}"), "application/json");
  (*site)->set_mood(LyingSite::Mood::unavailable);
  EXPECT_EQ(status_of(**site, "/a.jpg"), 503);
  (*site)->set_mood(LyingSite::Mood::open);
  EXPECT_EQ(status_of(**site, "/a.jpg"), 200);
}

TEST(LyingSite, CanKeepSilentAndStillBeClosed) {
  auto site = LyingSite::open();
  ASSERT_TRUE(site);
  (*site)->set_mood(LyingSite::Mood::silent);
  std::thread visitor([address = (*site)->address_of("")] {
    ApiClient client(address, "nobody");
    EXPECT_FALSE(client.get("/a.jpg")) << "a connection that is closed without an answer is no answer";
  });
  while ((*site)->looks("/api/v1/a.jpg") == 0) std::this_thread::sleep_for(1ms);
  site->reset();
  visitor.join();
}

TEST(MailSink, KeepsALetterAsItWasWritten) {
  const auto sink = MailSink::start();
  ASSERT_TRUE(sink) << sink.fault().what;
  outside::MailSettings settings;
  settings.port = (*sink)->port();
  settings.security = outside::MailSecurity::none;
  const auto courier = outside::make_smtp_courier(settings);
  ASSERT_TRUE(courier);
  const removal::Letter letter{
      .message_id = "R-7K3M-9QX2-PD4T@centre.example",
      .from_name = "모범 디지털성범죄피해자지원센터",
      .from = "removal@centre.example",
      .to = "abuse@site.example",
      .reply_reference = "R-7K3M-9QX2-PD4T",
      .subject = Secret<std::string>(
          "[R-7K3M-9QX2-PD4T] 재유포된 불법촬영물등 삭제 요청 (모범 지원센터 (Model Centre))"),
      .body = Secret<std::string>("담당자께\n\n삭제하여 주십시오.\n.\nThis line came after a dot.\n")};
  ASSERT_EQ((*courier)->send(letter, [] { return true; }).outcome, removal::DeliveryOutcome::accepted);
  const auto received = (*sink)->letters_about("R-7K3M-9QX2-PD4T");
  ASSERT_TRUE(received);
  ASSERT_EQ(received->size(), 1U);
  EXPECT_EQ(received->front().to, letter.to);
  EXPECT_EQ(received->front().subject, letter.subject.reveal());
  EXPECT_EQ(received->front().body, letter.body.reveal());
  EXPECT_EQ(received->front().message_id, letter.message_id);
  EXPECT_TRUE((*sink)->letters_about("R-0000-0000-0000")->empty());
}

TEST(ChildProcess, TellsWhatWasSaidOnEachStreamAndHowItEnded) {
  auto child = ChildProcess::start({.command = {"/bin/sh", "-c", "echo \"$WORD\"; echo no >&2; exit 3"},
                                    .environment = {{"WORD", "yes"}},
                                    .error_file = {}});
  ASSERT_TRUE(child);
  EXPECT_EQ(child->wait(10s), 3);
  EXPECT_EQ(child->output(), "yes\n");
  EXPECT_EQ(child->errors(), "no\n");
}

TEST(ChildProcess, EndsByTheSignalThatItIsSent) {
  auto child = ChildProcess::start({.command = {"/bin/sleep", "60"}, .environment = {}, .error_file = {}});
  ASSERT_TRUE(child);
  EXPECT_EQ(child->wait(10ms), std::nullopt);
  child->signal(SIGKILL);
  EXPECT_EQ(child->wait(10s), 128 + SIGKILL);
}

TEST(ChildProcess, AProgramThatIsNotThereEndsWith127) {
  auto child = ChildProcess::start({.command = {"/no/such/program"}, .environment = {}, .error_file = {}});
  ASSERT_TRUE(child);
  EXPECT_EQ(child->wait(10s), 127);
}

}  // namespace
}  // namespace jium::peers
