// Test-only: a place that is looked at as the worker looks, for weeks of a test's clock, until its removal is
// proved or the looks are over. A site is a function of who asks, when and how often.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "jium/desk/desk_fixture.h"
#include "jium/fingerprint/fake_fingerprinter.h"
#include "jium/work/look.h"

namespace jium::work {

inline constexpr const char* kPage = "https://site.example/v/1";

// What one asker is shown at one time.
struct Shown {
  int status = 200;
  std::string body;
  std::string led_to{};  // by a redirect, the path of the last hop; empty: there was none
};
// Of a path, as somebody at `vantage` is shown it, `hours` after the letter went out, at the `look`th look.
struct Asked {
  std::string path, vantage;
  double hours = 0;
  int look = 0;
};
using Site = std::function<std::optional<Shown>(const Asked&)>;

// Bytes that are the footage, another picture, and what cannot be read.
inline const std::string kFootage(
    "\x01"
    "footage"),
    kOther(
        "\x01"
        "another"),
    kUnreadable(
        "\x01"
        "unreadable" +
        std::string(300, 'x'));

inline std::string base64_of_footage() {
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
inline Site page(const std::string& body, int status = 200) {
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
inline Site answer(int status, const std::string& body) {
  return [=](const Asked&) -> std::optional<Shown> { return Shown{status, body}; };
}

inline std::string many_pictures(int before, const std::string& then) {
  std::string body;
  for (int i = 0; i < before; ++i) body += "<img src=/other" + std::to_string(i) + ".jpg>";
  return body + then;
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

  // Knows pages by other signs than those of the binary.
  std::function<Result<media::Page>(ByteView)>& pages() { return fingerprinter.page_answer; }

  // Forty looks, over two days or two weeks, or until it is verified. The state at the end.
  removal::RequestState watch(const Story& story);

 private:
  void TestBody() override {}

  Result<registry::Fetched> show(const Story& story, const registry::WebAddress& address,
                                 const std::string& vantage) {
    const std::string text = address.canonical().reveal();
    const Duration since = clock.now() - begun;
    const double hours = std::chrono::duration<double, std::ratio<3600>>(since).count();
    const auto shown =
        story.site({text.substr(std::string("https://site.example").size()), vantage, hours, looks});
    if (!shown) return fault(FaultKind::outside, "no answer");
    registry::Fetched fetched;
    fetched.evidence.status = shown->status;
    fetched.evidence.vantage = vantage;
    fetched.evidence.body_bytes = shown->body.size();
    fetched.body.assign(shown->body.begin(), shown->body.end());
    fetched.place = address;
    if (!shown->led_to.empty()) {
      fetched.place = desk::address("https://site.example" + shown->led_to);
      fetched.evidence.redirects = 1;
    }
    return fetched;
  }

  removal::RemovalRequest ask_for_removal(bool seen_by_jium) {
    const auto the_case = open_a_case();
    register_one(the_case.id);
    std::optional<registry::FetchEvidence> evidence;
    if (seen_by_jium) evidence = answered(200, "image/jpeg");
    const auto seen = desk::must(write([&](auto& tx) {
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

inline removal::RequestState Watcher::watch(const Story& story) {
  desk.watch = {};
  desk.watch.patrol = story.patrol;
  desk.watch.vantages = story.vantages;
  registry::FakeFetcher plain, abroad;
  plain.answer = [&](const registry::WebAddress& at) { return show(story, at, "plain"); };
  abroad.answer = [&](const registry::WebAddress& at) { return show(story, at, "abroad"); };
  std::vector<registry::Vantage> vantages{{"plain", &plain}};
  if (story.vantages > 1) vantages.push_back({"abroad", &abroad});
  const auto request = ask_for_removal(story.seen_by_jium);
  begun = clock.now();
  FreeTurns turns;
  for (looks = 0; looks < 40; ++looks) {
    const auto checks = desk::must(read([&](auto& tx) { return store::checks_of(tx, request.id); }));
    const auto current = load(request.id);
    const auto next = removal::next_check_at(current, checks, desk.watch);
    if (!next || current.state == removal::RequestState::verified) return current.state;
    if (*next > clock.now()) clock.tick(*next - clock.now());
    const auto place =
        desk::must(read([&](auto& tx) { return desk::place_to_check(tx, request.id); })).value();
    const auto seen =
        look_around(vantages, fingerprinter, place.address, turns, {},
                    [&](const desk::Look& look) { return desk::shows_footage(look, place.footage); });
    check_round(request.id, seen);
  }
  return load(request.id).state;
}

}  // namespace jium::work
