// Two hundred and more places that hide the footage, each in words or ways of its own, looked at for weeks:
// nobody may be told that it is gone (security.md, promise S2). lying_places_test.cc has the ways that differ
// by time and vantage, each under every setting; this has the words, each once, where a mistake would show.
#include <map>
#include <set>

#include "jium/embedded/page_signs.h"
#include "jium/media/page_signs.h"
#include "jium/work/lying_wordings.h"
#include "jium/work/watcher_fixture.h"

namespace jium::work {
namespace {

using media::PageSign;
using removal::RequestState;

std::string html(const std::string& title, const std::string& text, const std::string& more = "") {
  return "<!doctype html><html><head><meta charset=utf-8><title>" + title +
         "</title></head><body><img src=/other.jpg><p>" + text + "</p>" + more + "</body></html>";
}

Site led_to(const std::string& path, const std::string& body) {
  return [=](const Asked& asked) -> std::optional<Shown> {
    if (asked.path == "/v/1") return Shown{200, body, path};
    return Shown{200, kOther};
  };
}

// To whoever asks from here one thing, and the footage to everybody else; or the other way round.
Site cloaked(bool here, const Site& shown) {
  return [=](const Asked& asked) -> std::optional<Shown> {
    if ((asked.vantage == "plain") == here) return shown(asked);
    return Shown{200, kFootage};
  };
}

struct Scenario {
  std::string name;
  Site site;
  int vantages = 1;
  bool seen_by_jium = true;  // the footage, at this place, before: what lets words count
};
using Scenarios = std::vector<Scenario>;

void add_walls(Scenarios& all) {
  for (const Wording& one : kWordings)
    all.push_back(
        {std::string(one.language) + ": " + one.title + ": " + one.text, page(html(one.title, one.text))});
}

// It says that it is gone, and it is not.
void add_false_words(Scenarios& all) {
  for (const GoneWording& one : kGoneWordings) {
    const auto add = [&](const std::string& how, const std::string& more, bool seen = true) {
      all.push_back({std::string(one.language) + ": " + one.text + " (" + how + ")",
                     page(html(one.title, one.text, more)), 1, seen});
    };
    add("and shows it below", "<img src=/footage.jpg>");
    add("and plays it in a frame", "<iframe src=/player></iframe>");
    add("and shows what cannot be read", "<img src=/unreadable.jpg>");
    add("and shows it by a script, where jium had never seen it", "<script>show()</script>", false);
  }
}

void add_empty_and_scripted(Scenarios& all) {
  for (const char* body : {"", " ", "\n", "OK", "{}", "null", "<html></html>", "<!doctype html>",
                           "<html><head></head><body></body></html>", "<body><p></p></body>",
                           "<title>Post 817</title>", "<p>Loading</p>", "<p>Welcome back, friend</p>"})
    all.push_back({std::string("next to nothing: ") + body, page(body)});
  for (const char* body :
       {"<div id=root></div><script src=/app.js></script>",
        "<div id=app></div><script type=module src=/main.js></script>",
        "<app-root></app-root><script src=/runtime.js></script>",
        "<noscript>You need to enable JavaScript to run this app.</noscript><script src=/a.js></script>",
        "<noscript>자바스크립트를 켜 주세요.</noscript><script src=/a.js></script>",
        "<noscript>JavaScriptを有効にしてください。</noscript><script src=/a.js></script>",
        "<noscript>请启用JavaScript。</noscript><script src=/a.js></script>",
        "<noscript>Включите JavaScript.</noscript><script src=/a.js></script>",
        "<img src=/other.jpg><script id=__NEXT_DATA__ type=application/json>{}</script>",
        "<body onload='show()'><img src=/other.jpg>",
        "<link rel=stylesheet href=/s.css><img src=/other.jpg>"})
    all.push_back({std::string("by a script: ") + body, page(body)});
}

void add_answers(Scenarios& all) {
  const std::string plain = html("Page", "Ordinary words");
  for (const int status : {204, 206, 300, 304, 400, 401, 402, 403, 405, 406, 407, 409, 412, 416, 418,
                           420, 421, 423, 425, 426, 429, 431, 444, 451, 499, 500, 501, 502, 503, 504,
                           505, 507, 508, 509, 511, 520, 521, 522, 523, 524, 525, 526, 527, 530, 598})
    all.push_back({"status " + std::to_string(status), page(status == 206 ? "" : plain, status)});
  for (const int status : {404, 410})
    all.push_back({"it is there under " + std::to_string(status),
                   page(html("Gone", "no longer", "<img src=/footage.jpg>"), status)});
}

void add_ways_away(Scenarios& all) {
  for (const char* path : {"/", "/?ref=post", "/index.html", "/index.php", "/main", "/main.do", "/home/",
                           "/ko", "/en/", "/m/", "/portal.php", "/default.aspx"})
    all.push_back(
        {std::string("to the front page ") + path, led_to(path, html("Best of today", "New posts"))});
  all.push_back({"to the way in", led_to("/login?next=1", html("Iniciar sesión", "Correo"))});
  all.push_back({"to the gate", led_to("/adult/check", html("안내", "성인인증이 필요합니다"))});
  all.push_back(
      {"to the warning", led_to("/blocked", html("차단", "불법·유해정보(사이트)에 대한 차단 안내"))});
}

void add_cloaks(Scenarios& all) {
  std::map<std::string, Site> masks{{"404", answer(404, "<h1>404</h1>")},
                                    {"410", answer(410, "")},
                                    {"another picture", answer(200, kOther)},
                                    {"a page without it", page(html("Post", "Ordinary words"))}};
  for (const GoneWording& one : kGoneWordings) masks[one.text] = page(html(one.title, one.text));
  for (const auto& [name, mask] : masks) {
    for (const bool here : {true, false})
      all.push_back({(here ? "shown here: " : "shown abroad: ") + name, cloaked(here, mask), 2});
  }
}

Scenarios every_scenario() {
  Scenarios all;
  add_walls(all);
  add_false_words(all);
  add_empty_and_scripted(all);
  add_answers(all);
  add_ways_away(all);
  add_cloaks(all);
  return all;
}

TEST(LyingWordings, NobodyIsToldThatItIsGoneInAnyOfThem) {
  std::set<std::string> names;
  int wrong = 0;
  for (const Scenario& one : every_scenario()) {
    const RequestState state =
        Watcher().watch({.site = one.site, .seen_by_jium = one.seen_by_jium, .vantages = one.vantages});
    EXPECT_NE(state, RequestState::verified) << one.name;
    wrong += state == RequestState::verified ? 1 : 0;
    EXPECT_TRUE(names.insert(one.name).second) << "twice in the table: " << one.name;
  }
  std::printf("watch: %zu scenarios of lying places, %d wrongly called gone\n", names.size(), wrong);
  EXPECT_GE(names.size(), 200U);
  EXPECT_EQ(wrong, 0);
}

TEST(LyingWordings, WhatIsSaidToBeGoneAndIsGoneIsProvedInEveryLanguage) {
  std::set<std::string> languages;
  for (const GoneWording& one : kGoneWordings) {
    EXPECT_EQ(Watcher().watch({.site = page(html(one.title, one.text)), .seen_by_jium = true}),
              RequestState::verified)
        << one.text;
    languages.insert(one.language);
  }
  EXPECT_EQ(languages.size(), 7U);
}

TEST(LyingWordings, AreEachKnownForWhatTheyAre) {
  std::set<std::pair<PageSign, std::string>> told;
  for (const Wording& one : kWordings) {
    const auto seen = media::read_page(bytes_of(html(one.title, one.text)), media::built_in_page_signs());
    EXPECT_TRUE(seen.has(one.sign)) << one.title << ": " << one.text;
    told.insert({one.sign, one.language});
  }
  EXPECT_EQ(told.size(), 7U * 7U) << "seven sorts of walls in seven languages";
}

// The table is worth something: without the phrases of any one sign, somebody would be told wrongly.
TEST(LyingWordings, WithoutOneSignSomebodyWouldBeToldThatItIsGone) {
  for (const PageSign missing : {kLogin, kAge, kGeo, kConsent, kBot, kParked, kFault}) {
    std::string fewer;
    std::string_view rest = embedded::kPageSigns;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      const std::string_view line = rest.substr(0, end);
      if (!line.starts_with(to_text(missing))) fewer += std::string(line) + "\n";
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    const auto signs = media::PageSigns::parse(fewer, "2027-01-01");
    ASSERT_TRUE(signs.has_value());
    const auto* const one =
        std::find_if(kWordings.begin(), kWordings.end(), [&](const Wording& w) { return w.sign == missing; });
    Watcher watcher;
    watcher.pages() = [&](ByteView body) -> Result<media::Page> { return media::read_page(body, *signs); };
    EXPECT_EQ(watcher.watch({.site = page(html(one->title, one->text)), .seen_by_jium = true}),
              RequestState::verified)
        << to_text(missing);
  }
}

}  // namespace
}  // namespace jium::work
