#include "sim/world.h"

#include <fmt/format.h>

#include <algorithm>
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
// The same in a form that is posted (kRecipe in centre.cc).
constexpr std::string_view kFormPath = "%2Fv%2F";
constexpr std::string_view kFormItem = "ref=";
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
  const std::size_t host_count = std::max<std::size_t>(3, site_count / 8);
  for (std::size_t i = 0; i < host_count; ++i) {
    const std::string name = fmt::format("h{}.example", i);
    hosts.push_back({name, "abuse@" + name, i % 3 != 2, {}});
  }
  for (std::size_t i = 0; i < site_count; ++i) add_site(i, host_count);
}

void World::add_site(std::size_t number, std::size_t host_count) {
  SiteTruth site{.name = fmt::format("s{}.example", number),
                 .mail = fmt::format("abuse@s{}.example", number),
                 .jurisdiction = kPlaces[number % kPlaces.size()].jurisdiction,
                 .rule = kPlaces[number % kPlaces.size()].rule,
                 .manner = kManners[number % kManners.size()],
                 .site_operator = {},
                 .absent = number % 4 == 3 ? 0.15 : 0.01,
                 .way = number % 5 == 4   ? Way::form
                        : number % 5 == 2 ? Way::inbox
                                          : Way::mail,
                 .cloaks = number % 10 == 3,
                 .walls = number % 10 == 8,
                 .hosts = {static_cast<std::uint32_t>(number % host_count)},
                 .id = {}};
  sites.push_back(std::move(site));
  agenda.plan(clock_.now() + dice_.between(hours{12}, days{90}), Happening::site_moves, number);
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

// The same for everybody who looks from there at that moment, however often.
Shown World::shown_to(PlaceNumber number, Standpoint from) const {
  const PlaceTruth& place = places.at(number);
  const SiteTruth& site = sites[place.site];
  const auto moment = static_cast<std::uint64_t>(clock_.now().time_since_epoch().count());
  Dice here = Dice((std::uint64_t{number} << 32U) ^ moment).other(static_cast<std::uint64_t>(from) + 1);
  if (here.chance(site.absent)) return Shown::no_answer;
  const bool known = from == Standpoint::plain && place.asked;
  if (site.walls && known) return Shown::no_answer;
  return place.shows && !(site.cloaks && known) ? Shown::media : Shown::nothing;
}

Result<registry::Fetched> World::answer_look(const registry::WebAddress& address, Standpoint from) {
  const PlaceNumber number = place_of(address.canonical().reveal());
  const PlaceTruth& place = places.at(number);
  const SiteTruth& site = sites[place.site];
  const Shown shown = shown_to(number, from);
  const Instant now = clock_.now();
  const auto move = static_cast<std::uint32_t>(site.hosts.size());
  if (shown == Shown::no_answer && !site.walls && dice_.chance(0.5)) {
    looks.push_back({now, number, shown, from, 0});
    return fault(FaultKind::outside, "no answer");
  }
  looks.push_back({now, number, shown, from, move});
  registry::Fetched fetched;
  fetched.evidence.at = now;
  fetched.evidence.peer = fmt::format("10.{}.{}.7", site.hosts.size() % 256, place.site % 256);
  std::string body = "<html>nothing here</html>";
  fetched.evidence.content_type = "text/html";
  if (shown == Shown::no_answer) {
    fetched.evidence.status = site.walls ? 451 : dice_.chance(0.5) ? 503 : 403;
  } else if (shown == Shown::media) {
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
    if (dice_.chance(0.5)) note_letter(letter);
    return {unknown, 0, "no answer came"};
  }
  note_letter(letter);
  return {accepted, 250, ""};
}

void World::note_letter(const removal::Letter& letter) {
  if (!arrivals.contains(letter.message_id)) arrivals[letter.message_id].to = letter.to;
  Arrival& arrival = arrivals[letter.message_id];
  ++arrival.times;
  if (arrival.times > 1) return;
  const std::string& text = letter.body.reveal();
  for (auto at = text.find(kPath); at != std::string::npos; at = text.find(kPath, at + 1)) {
    const PlaceNumber place = number_at(std::string_view(text).substr(at + kPath.size()));
    const auto name = text.find(kItem, at);
    const auto request = name == std::string::npos
                             ? Result<removal::RequestId>(fault(FaultKind::missing, "no number"))
                             : removal::RequestId::parse(text.substr(name + kItem.size(), kIdLength));
    arrival.items.emplace_back(place, request ? request->value() : 0);
    asked_.insert(arrival.items.back().second);
    if (arrival.to == search_mail) continue;  // it takes what it lists away, and leaves the place
    const auto host = std::ranges::find(hosts, arrival.to, &HostTruth::mail);
    if (host != hosts.end()) {
      react_as_host(*host, place, arrival.items.back().second);
    } else {
      react(place, arrival.items.back().second);
    }
  }
}

void World::note_arrival(const std::string& key, const std::string& to, PlaceNumber place,
                         std::uint64_t request) {
  Arrival& arrival = arrivals[key];
  arrival.to = to;
  if (++arrival.times > 1) return;
  arrival.items.emplace_back(place, request);
  asked_.insert(request);
  react(place, request);
}

removal::PostDelivery World::take_form(const removal::Post& post, const std::function<bool()>& hand_over) {
  using enum removal::PostOutcome;
  if (dice_.chance(forms.postponed)) return {postponed, 503, "busy"};
  if (dice_.chance(forms.needs_person)) return {needs_person, 200, "it asks whether a person is there"};
  if (!hand_over()) return {postponed, 0, "not handed over"};
  if (dice_.chance(forms.refused)) return {refused, 422, "not taken"};
  const bool is_lost = dice_.chance(forms.unknown);
  const std::string& body = post.body.reveal();
  const auto place = body.find(kFormPath);
  const auto name = body.find(kFormItem);
  if (place == std::string::npos || name == std::string::npos) return {refused, 400, "what is it about?"};
  const auto request = removal::RequestId::parse(body.substr(name + kFormItem.size(), kIdLength));
  if (!is_lost || dice_.chance(0.5)) {
    note_arrival("form " + (request ? request->text() : ""), post.action.site_name(),
                 number_at(std::string_view(body).substr(place + kFormPath.size())),
                 request ? request->value() : 0);
  }
  return is_lost ? removal::PostDelivery{unknown, 0, "no answer came"}
                 : removal::PostDelivery{confirmed, 200, ""};
}

void World::read_in_inbox(std::uint32_t site, std::string_view reference, std::string_view address) {
  const auto request = removal::RequestId::parse(reference);
  const std::string key = fmt::format("inbox {}", reference);
  if (!arrivals.contains(key))
    note_arrival(key, sites[site].name, place_of(address), request ? request->value() : 0);
}

void World::take_by_hand(PlaceNumber place, std::uint64_t request) {
  note_arrival("hand " + removal::RequestId(request).text(), sites[places[place].site].name, place, request);
}

void World::promise(PlaceNumber place, std::uint64_t request, removal::Answer answer, Duration after,
                    bool by_host) {
  const Instant at = clock_.now() + after;
  agenda.plan(at, Happening::reply, request, answer, place, by_host);
  // Said twice, by two people there.
  if (dice_.chance(0.03))
    agenda.plan(at + dice_.between(minutes{1}, days{2}), Happening::reply, request, answer, place, by_host);
}

bool World::answer_by_mail(const Event& reply) {
  if (!dice_.chance(0.7)) return false;
  const SiteTruth& site = sites[places[reply.place].site];
  const AnswerMail answer{.number = mailbox.size() + 1,
                          .at = clock_.now(),
                          .request = reply.subject,
                          .place = reply.place,
                          .answer = reply.answer,
                          .is_odd = dice_.chance(0.1),
                          .from = reply.by_host ? hosts[site.hosts.back()].mail : site.mail};
  mailbox.push_back(answer);
  // The same mail, delivered twice.
  if (dice_.chance(0.05)) mailbox.push_back(answer);
  return true;
}

removal::IncomingMail World::mail_at(std::size_t index) const {
  const AnswerMail& answer = mailbox.at(index);
  removal::IncomingMail incoming;
  incoming.message_id = fmt::format("answer-{}@{}", answer.number, sites[places[answer.place].site].name);
  incoming.from = answer.from;
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
  places[place].asked = true;
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

// Who does not carry the site any more has nothing to say.
void World::react_as_host(const HostTruth& host, PlaceNumber place, std::uint64_t request) {
  const SiteTruth& site = sites[places[place].site];
  if (hosts[site.hosts.back()].mail != host.mail) return;
  if (host.helpful && dice_.chance(0.7)) {
    const Duration taken = dice_.between(hours{6}, days{4});
    agenda.plan(clock_.now() + taken, Happening::place_cleared, place);
    if (dice_.chance(0.5))
      promise(place, request, removal::Answer::removed, taken + dice_.between(minutes{5}, hours{5}), true);
  } else if (dice_.chance(0.4)) {
    promise(place, request, removal::Answer::refused, dice_.between(hours{5}, days{3}), true);
  }
}

void World::move_site(std::uint32_t number) {
  SiteTruth& site = sites.at(number);
  site.hosts.push_back((site.hosts.back() + 1) % static_cast<std::uint32_t>(hosts.size()));
  agenda.plan(clock_.now() + dice_.between(days{20}, days{200}), Happening::site_moves, number);
}

void World::happen(const Event& event) {
  if (event.what == Happening::site_moves) return move_site(static_cast<std::uint32_t>(event.subject));
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
