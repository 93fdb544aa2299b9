#include "sim/platforms.h"

#include <algorithm>

#include "jium/desk/add_organisation.h"
#include "jium/desk/link_platform.h"
#include "jium/desk/serve_requests.h"
#include "jium/desk/write_log.h"
#include "sim/needed.h"

namespace jium::sim {
namespace {

using audit::Act;
using desk::Desk;
using store::Transaction;

constexpr int kPage = 50;
constexpr double kFallsAsleep = 0.003;  // by the hour
constexpr double kAsksFirst = 0.04;

}  // namespace

void Platforms::found(House& house, const desk::Actor& officer) {
  for (std::uint32_t i = 0; i < world_.sites.size(); ++i) {
    if (world_.sites[i].way == Way::inbox) found_one(house, officer, i);
  }
}

void Platforms::found_one(House& house, const desk::Actor& officer, std::uint32_t number) {
  const SiteTruth& site = world_.sites[number];
  const auto made = needed(house.call([&](const Desk& desk, Transaction& tx) {
    return desk::add_organisation(
        desk, tx, {registry::OrganisationKind::platform, "Platform " + site.name, "desk@" + site.name});
  }));
  Program program{.site = number,
                  .actor = {store::AccessKeyId::random(), made.id, desk::Role::platform_engineer},
                  .words = {}};
  needed(house.call([&](const Desk& desk, Transaction& tx) -> Result<void> {
    JIUM_TRY(const auto link, desk::name_platform(desk, tx, officer, site.site_operator, made.id));
    JIUM_CHECK(desk::write_log(desk, tx, officer, Act::platform_linked, link.id));
    return desk::accept_link(desk, tx, program.actor, link.id).map([](const auto&) {});
  }));
  programs_.push_back(std::move(program));
}

void Platforms::fetch(House& house) {
  for (Program& program : programs_) {
    if (dice_.chance(kFallsAsleep))
      program.wakes = clock_.now() + dice_.between(std::chrono::hours{5}, std::chrono::hours{60});
    if (clock_.now() < program.wakes) continue;
    read(house, program);
    answer(house, program);
  }
}

// Whoever gets no answer asks from the same place again.
void Platforms::read(House& house, Program& program) {
  for (;;) {
    const auto page = house.call([&](const Desk& desk, Transaction& tx) {
      return desk::serve_requests(desk, tx, program.actor, program.cursor, kPage);
    });
    if (!page || page->next == program.cursor) return;
    program.cursor = page->next;
    for (const desk::ServedRequest& one : page->requests) {
      const bool is_new = !world_.has_arrived(one.offered.request.value());
      world_.read_in_inbox(program.site, one.message.reference, one.message.address);
      if (is_new && dice_.chance(kAsksFirst)) ask(house, program, one.offered.request);
    }
  }
}

void Platforms::ask(House& house, const Program& program, removal::RequestId request) {
  static_cast<void>(house.call([&](const Desk& desk, Transaction& tx) -> Result<void> {
    JIUM_TRY(const auto asked,
             desk::ask_about_request(desk, tx, program.actor, request, removal::QuestionKind::question,
                                     Secret<std::string>("Is the whole page meant?")));
    return desk::write_log(desk, tx, program.actor, Act::question_asked, asked.offered.request);
  }));
}

bool Platforms::take_answer(const Event& reply) {
  if (reply.by_host) return false;
  const auto program = std::ranges::find(programs_, world_.places[reply.place].site, &Program::site);
  if (program == programs_.end()) return false;
  program->words.push_back({removal::RequestId(reply.subject), reply.answer});
  return true;
}

void Platforms::answer(House& house, Program& program) {
  for (auto count = program.words.size(); count > 0; --count) {
    const Word word = program.words.front();
    program.words.pop_front();
    const auto said = house.call([&](const Desk& desk, Transaction& tx) -> Result<void> {
      const bool acknowledges = word.answer == removal::Answer::acknowledged;
      const bool refuses = word.answer == removal::Answer::refused;
      const removal::OfferAnswer ask{
          refuses ? removal::OfferState::refused : removal::OfferState::removed,
          refuses ? std::optional(removal::RefusalReason::not_illegal) : std::nullopt,
          {}};
      const auto done = acknowledges ? desk::acknowledge_request(desk, tx, program.actor, word.request)
                                     : desk::answer_request(desk, tx, program.actor, word.request, ask);
      if (!done) return Fault(done.fault());
      return desk::write_log(desk, tx, program.actor, Act::answer_recorded, word.request);
    });
    if (!said && may_be_asked_again(said.fault().kind)) program.words.push_back(word);
  }
}

}  // namespace jium::sim
