// Places that lie, hide, break and hold back, looked at as the worker looks, for weeks of a test's clock:
// however the footage stays up, nobody is told that it is gone; and what really goes is proved. (security.md,
// promise S2)
//
// What jium cannot find out is left out: a place that answers every vantage, every time, exactly as one that
// has removed the footage; and a page that was seen to show it plainly, and from then on says in words that
// it is gone and shows it by a script.
#include <map>

#include "jium/work/watcher_fixture.h"

namespace jium::work {
namespace {

using namespace std::chrono_literals;
using removal::RequestState;

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
