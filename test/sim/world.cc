#include "sim/world.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace jium::sim {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr std::string_view kPath = ".example/v/";
// No text has such a byte: what begins with it is not taken for a page.
constexpr std::string_view kMedia = "\x01media ";
// Where an English letter names the request that an item belongs to (data/letters/en.toml).
constexpr std::string_view kItem = "our number ";
constexpr std::size_t kIdLength = std::string_view("R-0000-0000-0000").size();

// As their shares of real answers are known (28.8 % of requests ended without removal from 2020 to mid-2024).
constexpr std::array<Manner, 10> kManners{
    Manner::honest,   Manner::silent, Manner::honest,      Manner::lying, Manner::slow,
    Manner::refusing, Manner::honest, Manner::reuploading, Manner::slow,  Manner::honest};
struct Place {
  const char* jurisdiction;
  const char* rule;
};
// Where operators sit, and which are held to a clock of working days.
constexpr std::array<Place, 7> kPlaces{Place{"US", ""},    {"KR", ""},         {"DE", ""},        {"*", ""},
                                       {"KR", "kr-terms"}, {"DE", "de-terms"}, {"US", "us-terms"}};

PlaceNumber number_at(std::string_view text) {
  PlaceNumber number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace

World::World(const Clock& clock, Dice dice, std::size_t site_count) : clock_(clock), dice_(dice) {
  for (std::size_t i = 0; i < site_count; ++i) add_site(i);
}

void World::add_site(std::size_t number) {
  sites.push_back({.name = fmt::format("s{}.example", number),
                   .mail = fmt::format("abuse@s{}.example", number),
                   .jurisdiction = kPlaces[number % kPlaces.size()].jurisdiction,
                   .rule = kPlaces[number % kPlaces.size()].rule,
                   .manner = kManners[number % kManners.size()],
                   .site_operator = {},
                   .absent = number % 4 == 3 ? 0.15 : 0.01});
}

PlaceNumber World::add_place(std::uint32_t the_footage) {
  const auto site = static_cast<std::uint32_t>(dice_.below(sites.size()));
  const bool comes_back = sites[site].manner == Manner::reuploading && dice_.chance(0.4);
  places.push_back({site, the_footage, true, static_cast<std::uint8_t>(comes_back ? 1 : 0)});
  return static_cast<PlaceNumber>(places.size() - 1);
}

registry::WebAddress World::address_of(PlaceNumber place) const {
  const std::string text = fmt::format("https://s{}{}{}", places[place].site, kPath, place);
  return registry::WebAddress::parse(text).value();
}

PlaceNumber World::place_of(std::string_view address) {
  const auto at = address.rfind('/');
  return number_at(address.substr(at + 1));
}

std::vector<fingerprint::Fingerprint> World::fingerprints_of(std::uint32_t the_footage,
                                                             std::uint64_t variant) const {
  Bytes pdq = footage[the_footage];
  // A copy that was coded again: a few bits are others (PDQ's authors take up to 31 of 256 for the same).
  for (std::uint64_t i = 0; i < variant % 8; ++i) pdq[(variant + i * 5) % pdq.size()] ^= 1U;
  return {fingerprint::Fingerprint::make(fingerprint::Algorithm::pdq, pdq, 90).value()};
}

Result<registry::Fetched> World::answer_look(const registry::WebAddress& address) {
  const PlaceNumber number = place_of(address.canonical().reveal());
  const PlaceTruth& place = places.at(number);
  const bool absent = dice_.chance(sites[place.site].absent);
  const Instant now = clock_.now();
  looks.push_back({now, number, absent ? Shown::no_answer : place.shows ? Shown::media : Shown::nothing});
  if (absent && dice_.chance(0.5)) return fault(FaultKind::outside, "no answer");
  registry::Fetched fetched;
  fetched.evidence.at = now;
  fetched.evidence.peer = "192.0.2.7";
  std::string body = "<html>nothing here</html>";
  fetched.evidence.content_type = "text/html";
  if (absent) {
    fetched.evidence.status = dice_.chance(0.5) ? 503 : 403;
  } else if (place.shows) {
    fetched.evidence.status = 200;
    fetched.evidence.content_type = "image/jpeg";
    body = fmt::format("{}{} {}", kMedia, place.footage, number);
  } else {
    // A place that is gone says so, or shows a page that does not.
    fetched.evidence.status = dice_.chance(0.8) ? 404 : 410;
  }
  fetched.evidence.body_bytes = body.size();
  fetched.body.assign(body.begin(), body.end());
  return fetched;
}

removal::Delivery World::take_letter(const removal::Letter& letter, const std::function<bool()>& hand_over) {
  using enum removal::DeliveryOutcome;
  if (mail_is_down || dice_.chance(mail.postponed)) return {postponed, 421, "try again later"};
  if (!hand_over()) return {postponed, 0, "not handed over"};
  if (dice_.chance(mail.refused)) return {refused, 550, "no such user"};
  if (dice_.chance(mail.unknown)) {
    if (dice_.chance(0.5)) note_arrival(letter);
    return {unknown, 0, "no answer came"};
  }
  note_arrival(letter);
  return {accepted, 250, ""};
}

void World::note_arrival(const removal::Letter& letter) {
  Arrival& arrival = arrivals[letter.message_id];
  ++arrival.times;
  arrival.to = letter.to;
  if (arrival.times > 1) return;
  const std::string& text = letter.body.reveal();
  for (auto at = text.find(kPath); at != std::string::npos; at = text.find(kPath, at + 1)) {
    const PlaceNumber place = number_at(std::string_view(text).substr(at + kPath.size()));
    const auto name = text.find(kItem, at);
    const auto request = name == std::string::npos
                             ? Result<removal::RequestId>(fault(FaultKind::missing, "no number"))
                             : removal::RequestId::parse(text.substr(name + kItem.size(), kIdLength));
    arrival.items.emplace_back(place, request ? request->value() : 0);
    react(place, arrival.items.back().second);
  }
}

void World::promise(PlaceNumber place, std::uint64_t request, removal::Answer answer, Duration after) {
  const Instant at = clock_.now() + after;
  agenda.plan(at, Happening::reply, request, answer, place);
  // Said twice, by two people there.
  if (dice_.chance(0.03))
    agenda.plan(at + dice_.between(minutes{1}, days{2}), Happening::reply, request, answer, place);
}

bool World::answer_by_mail(const Event& reply) {
  if (!dice_.chance(0.7)) return false;
  const AnswerMail answer{mailbox.size() + 1, clock_.now(), reply.subject,
                          reply.place,        reply.answer, dice_.chance(0.1)};
  mailbox.push_back(answer);
  // The same mail, delivered twice.
  if (dice_.chance(0.05)) mailbox.push_back(answer);
  return true;
}

removal::IncomingMail World::mail_at(std::size_t index) const {
  const AnswerMail& answer = mailbox.at(index);
  removal::IncomingMail incoming;
  incoming.message_id = fmt::format("answer-{}@{}", answer.number, sites[places[answer.place].site].name);
  incoming.from = sites[places[answer.place].site].mail;
  incoming.subject = Secret(fmt::format("Re: [{}]", removal::RequestId(answer.request).text()));
  incoming.text =
      Secret<std::string>(answer.is_odd                                    ? "Hello."
                          : answer.answer == removal::Answer::acknowledged ? "We have received your request."
                          : answer.answer == removal::Answer::removed      ? "The item has been removed."
                                                                           : "We will not remove it.");
  incoming.at = answer.at;
  return incoming;
}

Result<removal::MailboxPage> WorldMailbox::read_after(const removal::MailboxPlace& place, int most) {
  removal::MailboxPage page;
  page.place = {1, place.validity == 1 ? place.uid : 0};
  while (page.place.uid < world_.mailbox.size() && static_cast<int>(page.mails.size()) < most)
    page.mails.push_back(world_.mail_at(page.place.uid++));
  page.more = page.place.uid < world_.mailbox.size();
  return page;
}

void World::react(PlaceNumber place, std::uint64_t request) {
  using removal::Answer;
  const Instant now = clock_.now();
  const auto clear_after = [&](Duration after) { agenda.plan(now + after, Happening::place_cleared, place); };
  switch (sites[places[place].site].manner) {
    case Manner::honest:
    case Manner::reuploading: {
      const Duration taken = dice_.between(minutes{20}, hours{60});
      if (dice_.chance(0.4)) promise(place, request, Answer::acknowledged, taken / 4);
      clear_after(taken);
      if (dice_.chance(0.8)) promise(place, request, Answer::removed, taken + minutes{5});
      return;
    }
    case Manner::slow:
      promise(place, request, Answer::acknowledged, dice_.between(hours{2}, days{3}));
      clear_after(dice_.between(days{3}, days{25}));
      return;
    case Manner::silent:
      if (dice_.chance(0.2)) clear_after(dice_.between(days{1}, days{60}));
      return;
    case Manner::refusing:
      promise(place, request, Answer::refused, dice_.between(hours{1}, days{6}));
      return;
    case Manner::lying:
      promise(place, request, Answer::removed, dice_.between(hours{1}, days{2}));
      if (dice_.chance(0.5)) clear_after(dice_.between(days{4}, days{20}));
      if (dice_.chance(0.5)) promise(place, request, Answer::removed, dice_.between(days{5}, days{9}));
      return;
  }
}

void World::happen(const Event& event) {
  PlaceTruth& place = places.at(event.subject);
  if (event.what == Happening::place_returns) {
    place.shows = true;
    return;
  }
  place.shows = false;
  if (place.returns == 0) return;
  --place.returns;
  agenda.plan(clock_.now() + dice_.between(days{1}, days{60}), Happening::place_returns, event.subject);
}

Result<fingerprint::FileFingerprints> WorldFingerprinter::of_bytes(ByteView bytes, fingerprint::Purpose) {
  const std::string_view text = text_of(bytes);
  if (!text.starts_with(kMedia)) return fault(FaultKind::malformed, "neither a picture nor a video");
  const auto blank = text.rfind(' ');
  fingerprint::FileFingerprints found;
  found.format = "jpeg";
  found.fingerprints =
      world_.fingerprints_of(number_at(text.substr(kMedia.size())), number_at(text.substr(blank + 1)));
  return found;
}

}  // namespace jium::sim
