#include "jium/desk/serve_requests.h"

#include <algorithm>

#include "jium/casework/resident_number.h"
#include "jium/desk/climb_ladder.h"
#include "jium/desk/keep_task.h"
#include "jium/desk/note_sent.h"
#include "jium/desk/receive_request.h"
#include "jium/desk/record_answer.h"
#include "jium/desk/removal_ground.h"
#include "jium/store/jobs.h"
#include "jium/store/partners.h"
#include "jium/store/platforms.h"
#include "jium/store/requests.h"

namespace jium::desk {
namespace {

using casework::Event;
using removal::OfferState;
using removal::PlatformRequest;
using removal::QuestionKind;
using removal::RemovalRequest;

constexpr std::size_t kWords = 2000;  // bytes
constexpr auto kMostOpen = 10;

// How the centre's history names whoever answered: their organisation, and no person of another house.
std::string named(const Actor& actor) {
  return actor.organisation.text();
}

Result<void> check_words(const Secret<std::string>& words, bool needed) {
  if (needed && words.reveal().empty())
    return fault(FaultKind::malformed, "say in a few words what you want to know");
  if (words.reveal().size() > kWords) return fault(FaultKind::malformed, "at most 2,000 bytes of words");
  if (casework::holds_resident_number(words.reveal())) {
    return fault(FaultKind::malformed,
                 "there is something like a resident registration number in it: leave it out, nobody here "
                 "needs it");
  }
  return {};
}

struct Reached {
  PlatformRequest offered;
  RemovalRequest request;
};
// What is still waiting has not been shown: to the platform it is not there.
Result<Reached> reach(store::Transaction& tx, const Actor& actor, removal::RequestId id) {
  JIUM_TRY(auto offered, store::load_platform_request(tx, actor.organisation, id));
  if (!offered.served_at) return fault(FaultKind::missing, "no such removal request");
  JIUM_TRY(auto request, store::load_request(tx, id));
  return Reached{std::move(offered), std::move(request)};
}

Result<ServedRequest> shown(store::Transaction& tx, PlatformRequest offered) {
  JIUM_TRY(auto message, read_message(offered.content.reveal()));
  JIUM_TRY(const auto request, store::load_request(tx, offered.request));
  JIUM_TRY(auto questions, store::questions_of(tx, offered.request));
  return ServedRequest{std::move(offered), std::move(message), request.due_at, std::move(questions)};
}

// The link has ended since it was offered: there is another way, and an officer knows it.
Result<bool> let_officer_send(const Desk& desk, store::Transaction& tx, const RemovalRequest& request) {
  JIUM_CHECK(open_task(desk, tx,
                       {.organisation = request.organisation,
                        .kind = removal::TaskKind::send_otherwise,
                        .the_case = request.the_case,
                        .request = request.id,
                        .subject = request.id.text(),
                        .note = "the link with this platform has ended before it fetched the request"}));
  return false;
}

// The first time: this is the moment at which the operator knows. False: it is withdrawn, unseen.
Result<bool> serve_first(const Desk& desk, store::Transaction& tx, const Actor& actor,
                         PlatformRequest& offered) {
  JIUM_TRY(auto request, store::load_request(tx, offered.request));
  const Instant now = desk.clock.now();
  const auto ground = removal_ground(tx, request.organisation, request.sighting);
  if (!ground && ground.fault().kind != FaultKind::conflict) return ground.fault();
  JIUM_TRY(const auto link, store::load_link(tx, offered.link));
  const bool sendable = request.state == removal::RequestState::confirmed;
  if (!ground || !sendable || !link.in_force()) {
    removal::take_back(offered);
    JIUM_CHECK(store::update(tx, offered, request.the_case));
    if (!sendable) return false;
    if (ground) return let_officer_send(desk, tx, request);
    JIUM_CHECK(removal::note_answer(request, removal::Answer::refused, now));
    JIUM_CHECK(store::update(tx, request));
    JIUM_CHECK(write_history(desk, tx, request.the_case, std::string(kJiumItself), Event::form_withheld,
                             request.id.text(), ground.fault().what));
    JIUM_CHECK(tell_of_withheld(desk, tx, request));
    JIUM_CHECK(climb_ladder_of(desk, tx, request.sighting));
    return false;
  }
  offered.state = OfferState::served;
  offered.served_at = now;
  JIUM_CHECK(store::update(tx, offered, request.the_case));
  JIUM_CHECK(note_request_sent(desk, tx, request.id, named(actor), Event::request_served));
  JIUM_CHECK(settle_tasks(desk, tx, named(actor), request.id, removal::TaskKind::send_otherwise));
  return true;
}

// The earliest of both, `limit` together: what is not shown now is not served either, and its clock does not
// start. The number of the last one, or `after`.
std::uint64_t cut_to(std::vector<PlatformRequest>& list, std::vector<removal::ReceivedRequest>& received,
                     std::uint64_t after, std::size_t limit) {
  std::vector<std::uint64_t> numbers;
  for (const auto& one : list) numbers.push_back(one.seq);
  for (const auto& one : received) numbers.push_back(one.offered.seq);
  if (numbers.empty()) return after;
  std::ranges::sort(numbers);
  const std::uint64_t last = numbers[std::min(limit, numbers.size()) - 1];
  std::erase_if(list, [&](const auto& one) { return one.seq > last; });
  std::erase_if(received, [&](const auto& one) { return one.offered.seq > last; });
  return last;
}

}  // namespace

Result<ServedPage> serve_requests(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                  std::uint64_t after, int limit) {
  if (limit < 1 || limit > kMostServed) return fault(FaultKind::malformed, "a page has 1 to 200 requests");
  return tx.for_the_house([&]() -> Result<ServedPage> {
    JIUM_TRY(auto list, store::platform_requests_after(tx, actor.organisation, after, limit));
    JIUM_TRY(auto received, store::received_requests_after(tx, actor.organisation, after, limit));
    ServedPage page{{}, cut_to(list, received, after, static_cast<std::size_t>(limit))};
    for (PlatformRequest& offered : list) {
      if (offered.state == OfferState::waiting) {
        JIUM_TRY(const bool served, serve_first(desk, tx, actor, offered));
        if (!served) continue;
      }
      if (!offered.served_at) continue;
      JIUM_TRY(auto one, shown(tx, std::move(offered)));
      page.requests.push_back(std::move(one));
    }
    for (removal::ReceivedRequest& one : received) {
      JIUM_TRY(auto shown_now, serve_received(desk, tx, std::move(one)));
      page.requests.push_back(std::move(shown_now));
    }
    std::ranges::sort(page.requests, {}, [](const ServedRequest& one) { return one.offered.seq; });
    return page;
  });
}

Result<ServedRequest> acknowledge_request(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                          removal::RequestId id) {
  return tx.for_the_house([&]() -> Result<ServedRequest> {
    JIUM_TRY(auto received, reach_received(tx, actor, id));
    if (received) {
      JIUM_CHECK(removal::acknowledge(received->offered, desk.clock.now()));
      return keep_received(tx, *std::move(received));
    }
    JIUM_TRY(auto reached, reach(tx, actor, id));
    auto& [offered, request] = reached;
    JIUM_TRY(const bool is_new, removal::acknowledge(offered, desk.clock.now()));
    if (is_new) {
      JIUM_CHECK(store::update(tx, offered, request.the_case));
      JIUM_CHECK(take_answer(desk, tx, request, removal::Answer::acknowledged, named(actor), ""));
    }
    return shown(tx, std::move(offered));
  });
}

Result<ServedRequest> answer_request(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                     removal::RequestId id, const removal::OfferAnswer& ask) {
  JIUM_CHECK(check_words(ask.words, false));
  return tx.for_the_house([&]() -> Result<ServedRequest> {
    JIUM_TRY(auto received, reach_received(tx, actor, id));
    if (received) {
      JIUM_CHECK(removal::answer(received->offered, ask, desk.clock.now()));
      return keep_received(tx, *std::move(received));
    }
    JIUM_TRY(auto reached, reach(tx, actor, id));
    auto& [offered, request] = reached;
    JIUM_TRY(const bool is_new, removal::answer(offered, ask, desk.clock.now()));
    if (is_new) {
      JIUM_CHECK(store::update(tx, offered, request.the_case));
      const bool refused = ask.outcome == OfferState::refused;
      std::string words = ask.reason ? std::string(to_text(*ask.reason)) : "";
      if (!ask.words.reveal().empty()) words += (words.empty() ? "" : ": ") + ask.words.reveal();
      JIUM_CHECK(take_answer(desk, tx, request, refused ? removal::Answer::refused : removal::Answer::removed,
                             named(actor), words));
    }
    return shown(tx, std::move(offered));
  });
}

Result<ServedRequest> ask_about_request(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                        removal::RequestId id, QuestionKind kind,
                                        const Secret<std::string>& words) {
  JIUM_CHECK(check_words(words, true));
  return tx.for_the_house([&]() -> Result<ServedRequest> {
    JIUM_TRY(auto received, reach_received(tx, actor, id));
    if (received) return ask_partner(desk, tx, *std::move(received), kind, words);
    JIUM_TRY(auto reached, reach(tx, actor, id));
    auto& [offered, request] = reached;
    JIUM_TRY(const auto before, store::questions_of(tx, id));
    const auto open = std::ranges::count_if(before, [](const auto& one) { return !one.answered_at; });
    if (open >= kMostOpen)
      return fault(FaultKind::conflict, "ten questions about this request are open: wait for their answers");
    JIUM_CHECK(removal::ask_more(offered));
    const removal::PlatformQuestion question{.id = removal::QuestionId::random(),
                                             .request = id,
                                             .platform = actor.organisation,
                                             .kind = kind,
                                             .words = words,
                                             .asked_at = desk.clock.now(),
                                             .answer = {},
                                             .answered_at = std::nullopt};
    JIUM_CHECK(store::insert(tx, question, request.the_case));
    JIUM_CHECK(store::update(tx, offered, request.the_case));
    const bool counter = kind == QuestionKind::counter_notice;
    JIUM_CHECK(write_history(desk, tx, request.the_case, named(actor),
                             counter ? Event::counter_notice_filed : Event::question_asked,
                             question.id.text()));
    JIUM_CHECK(open_task(
        desk, tx,
        {.organisation = request.organisation,
         .kind = counter ? removal::TaskKind::weigh_counter_notice : removal::TaskKind::answer_question,
         .the_case = request.the_case,
         .request = request.id,
         .subject = question.id.text(),
         .note = words.reveal()},
        named(actor)));
    return shown(tx, std::move(offered));
  });
}

}  // namespace jium::desk
