// Places that lie, hide, break and hold back, looked at as the worker looks, for weeks of a test's clock:
// however the footage stays up, nobody is told that it is gone; and what really goes is proved. (security.md,
// promise S2)
//
// What jium cannot find out is left out: a place that answers every vantage, every time, exactly as one that
// has removed the footage; and a page that was seen to show it plainly, and from then on says in words that
// it is gone and shows it by a script.
#include <gtest/gtest.h>

#include <map>

#include "jium/desk/desk_fixture.h"
#include "jium/fingerprint/fake_fingerprinter.h"
#include "jium/work/look.h"

namespace jium::work {
namespace {

using namespace std::chrono_literals;
using desk::must;
using registry::Fetched;
using registry::WebAddress;
using removal::CheckOutcome;
using removal::RequestState;

constexpr const char* kPage = "https://site.example/v/1";

// What one asker is shown at one time.
struct Shown {
  int status = 200;
  std::string body;
};
// Of a path, as somebody at `vantage` is shown it, `hours` after the letter went out, at the `look`th look.
struct Asked {
  std::string path, vantage;
  double hours = 0;
  int look = 0;
};
using Site = std::function<std::optional<Shown>(const Asked&)>;

// Bytes that are the footage, another picture, and what cannot be read.
const std::string kFootage(
    "\x01"
    "footage"),
    kOther(
        "\x01"
        "another"),
    kUnreadable(
        "\x01"
        "unreadable" +
        std::string(300, 'x'));

std::string base64_of_footage() {
  std::string padded = kFootage + std::string(120 - kFootage.size(), ' ');
  std::string out;
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t i = 0; i + 2 < padded.size(); i += 3) {
    const auto byte = [&](std::size_t at) {
      return static_cast<unsigned>(static_cast<unsigned char>(padded[at]));
    };
    const unsigned three = (byte(i) << 16U) | (byte(i + 1) << 8U) | byte(i + 2);
    for (const unsigned shift : {18U, 12U, 6U, 0U}) out += kDigits[(three >> shift) & 63U];
  }
  return out;
}

// A page at the place, and media beside it.
Site page(const std::string& body, int status = 200) {
  return [=](const Asked& asked) -> std::optional<Shown> {
    if (asked.path == "/v/1") return Shown{status, body};
    if (asked.path.find("footage") != std::string::npos) return Shown{200, kFootage};
    if (asked.path.find("forbidden") != std::string::npos) return Shown{403, "<p>no"};
    if (asked.path.find("unreadable") != std::string::npos) return Shown{200, kUnreadable};
    if (asked.path.find("silent") != std::string::npos) return std::nullopt;
    if (asked.path.find("other") != std::string::npos) return Shown{200, kOther};
    return Shown{404, "<title>404</title>"};
  };
}
Site answer(int status, const std::string& body) {
  return [=](const Asked&) -> std::optional<Shown> { return Shown{status, body}; };
}

std::string many_pictures(int before, const std::string& then) {
  std::string body;
  for (int i = 0; i < before; ++i) body += "<img src=/other" + std::to_string(i) + ".jpg>";
  return body + then;
}

// The footage is up all the time, or again before a proof is possible.
std::map<std::string, Site> sites_that_still_have_it() {
  std::map<std::string, Site> sites;
  sites["as it was"] = answer(200, kFootage);
  sites["moved within the page"] = page("<h1>Post</h1><img src=/other.jpg><img src=/footage.jpg>");
  sites["loaded late"] = page("<img src=/other.gif data-src=/footage.jpg><script src=/lazy.js></script>");
  sites["in a set of sizes"] = page("<img srcset='/other.jpg 1x, /footage@2.jpg 2x'>");
  sites["as a poster"] = page("<video src=/other.mp4 poster=/footage.jpg></video>");
  sites["in the page's bytes"] = page("<img src='data:image/jpeg;base64," + base64_of_footage() + "'>");
  sites["in a drawing"] =
      page("<svg><image href='data:image/jpeg;base64," + base64_of_footage() + "'/></svg>");
  sites["as what it is shared by"] = page("<meta property=og:image content=/footage.jpg><p>nothing here");
  sites["on a page that says 404"] = page("<h1>404 Not Found</h1><img src=/footage.jpg>", 404);
  sites["on a page that says deleted"] = page("<h1>삭제된 게시물입니다</h1><img src=/footage.jpg>");
  sites["behind words, by a script"] =
      page("<h1>삭제된 게시물입니다</h1><div id=p></div><script>show()</script>");
  sites["by a style sheet"] = page("<link rel=stylesheet href=/s.css><div class=p></div>");
  sites["in a frame"] = page("<h1>Not found</h1><iframe src=/player></iframe>");
  sites["in a player"] = page("<video></video>");
  sites["in a player of a script"] = page("<video src='blob:https://site.example/1'></video>");
  sites["after a refresh"] = page("<meta http-equiv=refresh content='0;url=/w/1'>");
  sites["behind a sign-in"] = page("<title>Log in</title><form><input type=password></form>");
  sites["behind a sign-in in Korean"] = page("<p>로그인 후 이용해 주세요</p>");
  sites["behind a sign-in that says 404"] = page("<title>Sign in</title>", 404);
  sites["behind an age gate"] = page("<p>Are you 18 or older?</p><button>yes</button>");
  sites["withheld in this country"] = page("<p>This content is not available in your country</p>");
  sites["withheld by law"] = answer(451, "<p>withheld");
  sites["behind consent"] = page("<title>Before you continue</title>");
  sites["behind a captcha"] = page("<title>Just a moment...</title>", 403);
  sites["behind a captcha that says 200"] = page("<p>Verify you are human</p>");
  sites["parked for a while"] = page("<h1>This domain is for sale</h1>");
  sites["down"] = answer(503, "<h1>503");
  sites["down with a kind page"] = page("<p>We are under maintenance</p>");
  sites["silent"] = [](const Asked&) -> std::optional<Shown> { return std::nullopt; };
  sites["empty"] = answer(200, "");
  sites["forbidden to us"] = answer(403, "<p>Forbidden</p>");
  sites["too many questions"] = answer(429, "<p>slow down");
  sites["in a format of its own"] = answer(200, kUnreadable);
  sites["as a picture that we may not fetch"] = page("<img src=/forbidden.jpg>");
  sites["as a picture that does not come"] = page("<img src=/silent.jpg>");
  sites["as a picture that cannot be read"] = page("<img src=/unreadable.jpg>");
  sites["as the fortieth picture"] = page(many_pictures(39, "<img src=/footage.jpg>"));
  sites["as the hundredth picture"] = page(many_pictures(99, "<img src=/footage.jpg>"));
  sites["at an address that is none"] = page("<img src='http://2130706433/x.jpg'>");
  sites["gone for a night"] = [](const Asked& asked) -> std::optional<Shown> {
    if (asked.hours > 5 && asked.hours < 14) return Shown{404, "<h1>404"};
    return Shown{200, kFootage};
  };
  sites["every other look"] = [](const Asked& asked) -> std::optional<Shown> {
    if (asked.look % 2 == 0) return Shown{404, "<h1>404"};
    return Shown{200, kFootage};
  };
  sites["at night"] = [](const Asked& asked) -> std::optional<Shown> {
    const double hour = asked.hours - 24 * static_cast<int>(asked.hours / 24);
    if (hour < 12) return Shown{404, "<h1>404"};
    return Shown{200, kFootage};
  };
  return sites;
}

// Shown to the other vantage alone: found out only where there is one.
std::map<std::string, Site> sites_that_cloak() {
  std::map<std::string, Site> sites;
  const auto cloaked = [](const std::string& from, int status, const std::string& body) {
    return [=](const Asked& asked) -> std::optional<Shown> {
      if (asked.vantage == from) return Shown{200, kFootage};
      return Shown{status, body};
    };
  };
  sites["404 to the plain one"] = cloaked("abroad", 404, "<h1>404");
  sites["another picture to the plain one"] = cloaked("abroad", 200, kOther);
  sites["a clean page to the plain one"] = cloaked("abroad", 200, "<p>삭제된 게시물입니다");
  sites["404 abroad"] = cloaked("plain", 404, "<h1>404");
  sites["silence abroad, 404 here"] = [](const Asked& asked) -> std::optional<Shown> {
    if (asked.vantage == "abroad") return std::nullopt;
    return Shown{404, "<h1>404"};
  };
  sites["a wall abroad, 404 here"] = [](const Asked& asked) -> std::optional<Shown> {
    if (asked.vantage == "abroad") return Shown{200, "<title>Just a moment"};
    return Shown{404, "<h1>404"};
  };
  return sites;
}

std::map<std::string, Site> sites_that_removed_it() {
  std::map<std::string, Site> sites;
  sites["404"] = answer(404, "<h1>Not found</h1><script>f()</script>");
  sites["410"] = answer(410, "");
  sites["a soft 404"] = page("<h1>삭제된 게시물입니다</h1><img src=/other.jpg>");
  sites["another picture"] = answer(200, kOther);
  sites["a page without it"] = page("<p>Ordinary words</p><img src=/other.jpg><img src=/absent.jpg>");
  return sites;
}

struct Story {
  Site site;
  bool seen_by_jium = false;  // else reported by hand
  int vantages = 1;
  Duration patrol{};
};

// A desk of its own for each story.
class Watcher : public desk::DeskFixture {
 public:
  Watcher() {
    fingerprinter.bytes_answer = [](ByteView bytes) -> Result<fingerprint::FileFingerprints> {
      const std::string_view text = text_of(bytes);
      const bool is_footage = text.find("footage") != std::string_view::npos;
      if (!is_footage && text.find("another") == std::string_view::npos)
        return fault(FaultKind::malformed, "not a picture that is known");
      fingerprint::FileFingerprints made;
      made.fingerprints.push_back(desk::pdq(is_footage ? 2 : 200));
      return made;
    };
  }

  // Forty looks, over two days or two weeks, or until it is verified. The state at the end.
  RequestState watch(const Story& story);

 private:
  void TestBody() override {}

  Result<Fetched> show(const Story& story, const WebAddress& address, const std::string& vantage) {
    const std::string text = address.canonical().reveal();
    const Duration since = clock.now() - begun;
    const double hours = std::chrono::duration<double, std::ratio<3600>>(since).count();
    const auto shown =
        story.site({text.substr(std::string("https://site.example").size()), vantage, hours, looks});
    if (!shown) return fault(FaultKind::outside, "no answer");
    Fetched fetched;
    fetched.evidence.status = shown->status;
    fetched.evidence.vantage = vantage;
    fetched.evidence.body_bytes = shown->body.size();
    fetched.body.assign(shown->body.begin(), shown->body.end());
    fetched.place = address;
    return fetched;
  }

  removal::RemovalRequest ask_for_removal(bool seen_by_jium) {
    const auto the_case = open_a_case();
    register_one(the_case.id);
    std::optional<registry::FetchEvidence> evidence;
    if (seen_by_jium) evidence = answered(200, "image/jpeg");
    const auto seen = must(write([&](auto& tx) {
      return desk::record_sighting(
          desk, tx, {officer.organisation, officer.text(), desk::address(kPage), {desk::pdq(2)}, evidence});
    }));
    name_operator("site.example");
    return send_one(seen.value().sighting.id);
  }

  Instant begun{};
  int looks = 0;
  fingerprint::FakeFingerprinter fingerprinter;
};

RequestState Watcher::watch(const Story& story) {
  desk.watch = {};
  desk.watch.patrol = story.patrol;
  desk.watch.vantages = story.vantages;
  registry::FakeFetcher plain, abroad;
  plain.answer = [&](const WebAddress& at) { return show(story, at, "plain"); };
  abroad.answer = [&](const WebAddress& at) { return show(story, at, "abroad"); };
  std::vector<registry::Vantage> vantages{{"plain", &plain}};
  if (story.vantages > 1) vantages.push_back({"abroad", &abroad});
  const auto request = ask_for_removal(story.seen_by_jium);
  begun = clock.now();
  FreeTurns turns;
  for (looks = 0; looks < 40; ++looks) {
    const auto checks = must(read([&](auto& tx) { return store::checks_of(tx, request.id); }));
    const auto current = load(request.id);
    const auto next = removal::next_check_at(current, checks, desk.watch);
    if (!next || current.state == RequestState::verified) return current.state;
    if (*next > clock.now()) clock.tick(*next - clock.now());
    const auto place = must(read([&](auto& tx) { return desk::place_to_check(tx, request.id); })).value();
    const auto seen =
        look_around(vantages, fingerprinter, place.address, turns, {},
                    [&](const desk::Look& look) { return desk::shows_footage(look, place.footage); });
    check_round(request.id, seen);
  }
  return load(request.id).state;
}

std::vector<std::pair<Duration, bool>> settings() {
  return {{Duration{}, false}, {Duration{}, true}, {Duration{7h}, false}, {Duration{7h}, true}};
}

TEST(LyingPlaces, NobodyIsToldThatWhatIsStillThereIsGone) {
  int told = 0, wrong = 0;
  const auto tell = [&](const std::string& name, const Site& site, int vantages) {
    for (const auto& [patrol, seen_by_jium] : settings()) {
      if (seen_by_jium && name == "behind words, by a script") continue;
      const RequestState state = Watcher().watch({site, seen_by_jium, vantages, patrol});
      EXPECT_NE(state, RequestState::verified) << name << ", " << vantages << " vantages";
      wrong += state == RequestState::verified ? 1 : 0;
      ++told;
    }
  };
  for (const auto& [name, site] : sites_that_still_have_it()) {
    for (const int vantages : {1, 2}) tell(name, site, vantages);
  }
  for (const auto& [name, site] : sites_that_cloak()) tell(name, site, 2);
  std::printf("watch: %d lying places, %d wrongly called gone\n", told, wrong);
  EXPECT_GE(told, 200);
  EXPECT_EQ(wrong, 0);
}

// From where jium has seen it. What was only reported may be shown to members alone, or to those who come
// from the right page: such a place answers like one that has removed it.
TEST(LyingPlaces, WhatReallyGoesIsProvedWhereJiumHasSeenIt) {
  for (const auto& [name, site] : sites_that_removed_it()) {
    for (const int vantages : {1, 2}) {
      for (const auto& [patrol, seen_by_jium] : settings()) {
        const RequestState state = Watcher().watch({site, seen_by_jium, vantages, patrol});
        EXPECT_EQ(state, seen_by_jium ? RequestState::verified : RequestState::sent) << name << vantages;
      }
    }
  }
}

// ... and if it was there at the first look after the letter, it has been seen.
TEST(LyingPlaces, WhatWasOnlyReportedIsProvedOnceItWasSeen) {
  for (const auto& [name, site] : sites_that_removed_it()) {
    const Site then_removed = [removed = site](const Asked& asked) -> std::optional<Shown> {
      return asked.look == 0 ? Shown{200, kFootage} : removed(asked);
    };
    EXPECT_EQ(Watcher().watch({then_removed, false, 1, Duration{}}), RequestState::verified) << name;
  }
}

}  // namespace
}  // namespace jium::work
