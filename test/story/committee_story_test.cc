// An officer asks the committee to have access to a place blocked. A reviewer's screen shows it within the
// same second, the committee's own program is told by a signed webhook, two bodies decide, and an access
// provider follows its block list until the request is taken back. The server is killed in between: nobody
// misses anything. Told to the real program by everybody's own key.
#include <gmock/gmock.h>

#include <chrono>
#include <optional>
#include <thread>

#include "jium/desk/signed_request.h"
#include "peers/event_listener.h"
#include "peers/hook_receiver.h"
#include "pictures/pictures.h"
#include "story/many_keys_story.h"

namespace jium::story {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using peers::number_at;
using peers::text_at;
using Json = boost::json::value;

class CommitteeStory : public ManyKeysStory {
 protected:
  [[nodiscard]] std::filesystem::path jium() const override { return JIUM_BINARY; }
  [[nodiscard]] std::string secret(const std::string& who) const {
    const auto text = peers::read_file(key(who));
    return text ? text->substr(0, text->find('\n')) : "";
  }
  Result<peers::EventListener> listen(const std::string& last = "") {
    return peers::EventListener::listen(stage->server().url(), secret("one"), last);
  }
  // A picture stands at a place of the site, and has been seen there. The sighting.
  void see(std::uint32_t scene, std::string& where) {
    const fs::path picture = place->path() / (std::to_string(scene) + ".png");
    const auto bytes = pictures::to_png(pictures::draw_scene(scene, 640, 480));
    JIUM_DONE(peers::write_file(picture, text_of(bytes)));
    const std::string path = "/v/" + std::to_string(scene);
    stage->english_site().put(path, bytes, "image/png");
    Json opened, seen;
    JIUM_STEP(opened, stage->officer().ask({"case", "open", "--pseudonym", "Maple " + std::to_string(scene),
                                            "--harm", "dissemination", "--consent", "removal"}));
    JIUM_DONE(stage->officer().ask({"register", picture.string(), "--case", text_at(opened, "/id")}));
    JIUM_STEP(seen, stage->officer().ask({"sight", stage->english_site().address_of(path)}));
    where = text_at(seen, "/sighting");
    ASSERT_THAT(where, ::testing::StartsWith("S-"));
  }
  Result<Json> list_page() { return engineer->ask({"block", "feed", "read", "--key", list_key}); }
  [[nodiscard]] bool hook_hears(const std::string& words) const {
    for (int tries = 0; tries < 600; ++tries, std::this_thread::sleep_for(100ms)) {
      for (const auto& came : hook->received()) {
        if (came.body.find(words) != std::string::npos) return true;
      }
    }
    return false;
  }

  void everybody_is_there();
  void it_is_filed_and_seen_within_the_second();
  void the_program_is_told_and_can_prove_by_whom();
  void a_kill_loses_nothing();
  void two_bodies_decide_and_the_provider_follows();
  void it_is_taken_back_and_leaves_the_list();

  std::unique_ptr<peers::HookReceiver> hook;
  std::optional<peers::CommandLine> chief, one, two, engineer;
  std::string list_key;  // as it is told to the provider when the list is opened
  std::string hook_key, sighting, request, second;
};

void CommitteeStory::everybody_is_there() {
  JIUM_STEP(hook, peers::HookReceiver::open());
  std::string committee, other, provider;
  JIUM_STEP(committee, add_organisation("committee", "Committee"));
  JIUM_STEP(other, add_organisation("committee", "Other committee"));
  JIUM_STEP(provider, add_organisation("platform", "Access provider"));
  JIUM_STEP(one, give_key("one", committee, "committee_reviewer"));
  JIUM_STEP(chief, give_key("chief", committee, "centre_administrator"));
  JIUM_STEP(two, give_key("two", other, "committee_reviewer"));
  JIUM_STEP(engineer, give_key("engineer", provider, "platform_engineer"));
  EXPECT_FALSE(list_page()) << "nobody follows a block list that was not opened for them";
  Json list;
  JIUM_STEP(list, administrator->ask({"block", "feed", "open", provider}));
  list_key = text_at(list, "/key");
  Json set;
  JIUM_STEP(set, chief->ask({"webhook", "set", hook->address_of("/told?by=jium")}));
  hook_key = text_at(set, "/public_key");
}

void CommitteeStory::it_is_filed_and_seen_within_the_second() {
  ASSERT_NO_FATAL_FAILURE(see(7, sighting));
  auto screen = listen();
  ASSERT_TRUE(screen) << screen.fault().what;
  Json filed;
  JIUM_STEP(filed, stage->officer().ask({"block", "file", sighting}));
  request = text_at(filed, "/id");
  EXPECT_TRUE(screen->hears(request, 1s)) << screen->heard();
  EXPECT_NE(screen->heard().find("event: block_request_filed"), std::string::npos);
  EXPECT_NE(screen->heard().find("id: 1\n"), std::string::npos);
  Json queue;
  JIUM_STEP(queue, one->ask({"block", "queue"}));
  EXPECT_EQ(text_at(queue, "/requests/0/request"), request);
  const std::string shown = boost::json::serialize(queue);
  EXPECT_EQ(shown.find("/v/7"), std::string::npos) << "a reviewer sees no address";
  EXPECT_EQ(shown.find("Maple"), std::string::npos) << "and nothing of a survivor";
  EXPECT_EQ(shown.find("\"C-"), std::string::npos) << "nor a case";
}

void CommitteeStory::the_program_is_told_and_can_prove_by_whom() {
  ASSERT_TRUE(hook_hears(request));
  const peers::ReceivedHook told = hook->received().front();
  EXPECT_EQ(told.target, "/told?by=jium");
  const desk::SignedRequest signed_by{
      "POST", told.target, told.body, told.content_digest, told.signature_input, told.signature};
  const auto bytes = from_hex(hook_key);
  ASSERT_TRUE(bytes);
  const auto verified = desk::verify_signature(signed_by, *bytes, SystemClock().now());
  EXPECT_TRUE(verified.has_value()) << verified.fault().what;
}

// The receiver is out of order, the server is killed, and more is filed: whoever comes back is told what they
// missed.
void CommitteeStory::a_kill_loses_nothing() {
  auto screen = listen("1");
  ASSERT_TRUE(screen);
  hook->answer_with(503);
  ASSERT_NO_FATAL_FAILURE(see(8, second));
  Json filed;
  JIUM_STEP(filed, stage->officer().ask({"block", "file", second}));
  second = text_at(filed, "/id");
  stage->server().kill();
  EXPECT_TRUE(screen->ends(20s));
  hook->answer_with(200);
  JIUM_DONE(stage->start_server());
  auto again = listen("1");
  ASSERT_TRUE(again) << again.fault().what;
  EXPECT_TRUE(again->hears(second, 5s)) << again->heard();
  EXPECT_EQ(again->heard().find(request), std::string::npos) << "nothing twice";
  EXPECT_TRUE(hook_hears(second));
  Json changes;
  JIUM_STEP(changes, one->ask({"changes"}));
  EXPECT_EQ(number_at(changes, "/last"), 2);
  EXPECT_EQ(text_at(changes, "/changes/1/subject"), second);
}

void CommitteeStory::two_bodies_decide_and_the_provider_follows() {
  Json counted;
  JIUM_STEP(counted, one->ask({"block", "decide", "access_blocking", request, second}));
  EXPECT_EQ(text_at(counted, "/votes/0/state"), "filed") << "one word is none";
  JIUM_STEP(counted, two->ask({"block", "decide", "access_blocking", request}));
  EXPECT_EQ(text_at(counted, "/votes/0/state"), "granted");
  JIUM_STEP(counted, two->ask({"block", "decide", "none", second}));
  EXPECT_EQ(text_at(counted, "/votes/0/state"), "filed") << "they do not agree";
  Json page;
  JIUM_STEP(page, list_page());
  EXPECT_EQ(number_at(page, "/newest"), 1);
  EXPECT_EQ(text_at(page, "/entries/0/address"), stage->english_site().address_of("/v/7"));
  EXPECT_FALSE(engineer->ask({"block", "feed", "read"})) << "by its own key any page would be right";
  const std::string chain = text_at(page, "/chain_before"), other_chain(64, 'f');
  EXPECT_TRUE(engineer->ask({"block", "feed", "read", "--key", list_key, "--chain", chain}));
  EXPECT_FALSE(engineer->ask({"block", "feed", "read", "--key", list_key, "--chain", other_chain}));
  JIUM_DONE(engineer->ask({"block", "feed", "acknowledge", "1"}));
}

void CommitteeStory::it_is_taken_back_and_leaves_the_list() {
  JIUM_DONE(stage->officer().ask({"block", "take-back", request}));
  Json page;
  JIUM_STEP(page, list_page());
  EXPECT_EQ(number_at(page, "/newest"), 2);
  EXPECT_EQ(text_at(page, "/entries/0/act"), "gone");
  EXPECT_EQ(boost::json::serialize(page).find("/v/7"), std::string::npos);
  EXPECT_EQ(text_at(page, "/entries/1/act"), "lifted");
  Json lists;
  JIUM_STEP(lists, administrator->ask({"block", "feed", "list"}));
  EXPECT_EQ(number_at(lists, "/lists/0/waiting"), 1) << "it is seen that the provider still blocks it";
}

TEST_F(CommitteeStory, IsAskedInRealTimeAndItsDecisionReachesTheProviders) {
  ASSERT_NO_FATAL_FAILURE(everybody_is_there());
  ASSERT_NO_FATAL_FAILURE(it_is_filed_and_seen_within_the_second());
  ASSERT_NO_FATAL_FAILURE(the_program_is_told_and_can_prove_by_whom());
  ASSERT_NO_FATAL_FAILURE(a_kill_loses_nothing());
  ASSERT_NO_FATAL_FAILURE(two_bodies_decide_and_the_provider_follows());
  ASSERT_NO_FATAL_FAILURE(it_is_taken_back_and_leaves_the_list());
  // A stream ends with its server, at once and as an answer does.
  auto screen = listen();
  ASSERT_TRUE(screen);
  const auto stopped = stage->server().stop();
  ASSERT_TRUE(stopped);
  EXPECT_EQ(*stopped, 0);
  EXPECT_TRUE(screen->ends(5s));
}

}  // namespace
}  // namespace jium::story
