#include "jium/desk/reveal_address.h"

#include <map>

#include "jium/desk/reach.h"
#include "jium/desk/request_removal.h"
#include "jium/desk/write_log.h"
#include "jium/store/cases.h"
#include "jium/store/quotas.h"
#include "jium/store/requests.h"
#include "jium/store/sightings.h"

namespace jium::desk {
namespace {

std::string refusal(const Desk& desk, Instant now) {
  return "today's " + std::to_string(desk.reveals.per_day) +
         " addresses have been shown: the count begins anew at " + casework::next_korean_day(now) +
         ". Most work needs no address: jium sends letters and checks places by itself. If yours does, ask "
         "your "
         "centre's administrator, who can have access.reveals_per_day raised where jium runs";
}

std::string letter_refusal(const Desk& desk, std::size_t addresses, Instant now) {
  return "this letter is about " + std::to_string(addresses) + (addresses == 1 ? " address" : " addresses") +
         ", and of the " + std::to_string(desk.reveals.per_day) +
         " that may be shown to you in a day fewer are left: none was shown. Nobody needs them to confirm: "
         "read "
         "the letter with its addresses folded, and give your word on that. The count begins anew at " +
         casework::next_korean_day(now);
}

Result<void> keep_reveal(const Desk& desk, store::Transaction& tx, const Actor& actor,
                         casework::CaseId the_case, registry::SightingId sighting,
                         casework::RevealTask task) {
  JIUM_CHECK(store::insert(tx, casework::Reveal{.id = casework::RevealId::random(),
                                                .organisation = actor.organisation,
                                                .the_case = the_case,
                                                .sighting = sighting,
                                                .task = task,
                                                .actor = actor.text(),
                                                .at = desk.clock.now()}));
  return write_history(desk, tx, the_case, actor.text(), casework::Event::address_revealed, sighting.text(),
                       std::string(to_text(task)));
}

}  // namespace

Result<RevealedAddress> reveal_address(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                       registry::SightingId id, casework::RevealTask task) {
  JIUM_TRY(auto reached, reach_sighting(desk, tx, actor, id));
  JIUM_TRY(const auto the_case, store::load_case(tx, actor.organisation, reached.the_case));
  JIUM_TRY(const auto requests, store::requests_about(tx, id));
  JIUM_CHECK(casework::may_reveal(task, the_case, reached.sighting, !requests.empty()));
  const Instant now = desk.clock.now();
  JIUM_TRY(const bool counted, store::count_reveal(tx, actor.organisation, actor.text(),
                                                   casework::korean_day(now), desk.reveals.per_day));
  if (!counted) {
    JIUM_CHECK(write_log(desk, tx, actor, audit::Act::address_revealed, id, audit::Outcome::refused));
    return RevealedAddress{std::nullopt, refusal(desk, now)};
  }
  JIUM_CHECK(keep_reveal(desk, tx, actor, reached.the_case, id, task));
  return RevealedAddress{std::move(reached.sighting.address), {}};
}

Result<RevealedLetter> reveal_letter(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                     removal::RequestId id, casework::RevealTask task) {
  JIUM_TRY(const auto request, reach_request(desk, tx, actor, id));
  JIUM_TRY(const auto written, store::letter_of(tx, id));
  std::vector<removal::RemovalRequest> about{request};
  if (written) {
    JIUM_TRY(about, requests_of_letter(tx, *written));
  }
  JIUM_TRY(auto refused, refusal_of_letter(desk, tx, actor, about, task, id));
  if (refused) return RevealedLetter{std::nullopt, *std::move(refused)};
  JIUM_TRY(auto letter, letter_for(desk, tx, actor, id));
  return RevealedLetter{std::move(letter), {}};
}

Result<std::optional<std::string>> refusal_of_letter(const Desk& desk, store::Transaction& tx,
                                                     const Actor& actor,
                                                     const std::vector<removal::RemovalRequest>& about,
                                                     casework::RevealTask task,
                                                     const store::LogSubject& letter) {
  std::map<registry::SightingId, casework::CaseId> shown;
  for (const removal::RemovalRequest& request : about) {
    JIUM_TRY(const auto sighting, store::load_sighting(tx, actor.organisation, request.sighting));
    JIUM_TRY(const auto the_case, store::load_case(tx, actor.organisation, request.the_case));
    JIUM_CHECK(casework::may_reveal(task, the_case, sighting, true));
    shown.emplace(request.sighting, request.the_case);
  }
  const Instant now = desk.clock.now();
  JIUM_TRY(const bool counted,
           store::count_reveals(tx, actor.organisation, actor.text(), casework::korean_day(now),
                                static_cast<int>(shown.size()), desk.reveals.per_day));
  if (!counted) {
    JIUM_CHECK(write_log(desk, tx, actor, audit::Act::address_revealed, letter, audit::Outcome::refused));
    return std::optional(letter_refusal(desk, shown.size(), now));
  }
  for (const auto& [sighting, the_case] : shown) {
    JIUM_CHECK(keep_reveal(desk, tx, actor, the_case, sighting, task));
    JIUM_CHECK(write_log(desk, tx, actor, audit::Act::address_revealed, sighting));
  }
  return std::optional<std::string>();
}

Result<std::vector<removal::RemovalRequest>> requests_of_letter(store::Transaction& tx,
                                                                const store::StoredLetter& letter) {
  std::vector<removal::RemovalRequest> about;
  JIUM_TRY(auto first, store::load_request(tx, letter.request));
  about.push_back(std::move(first));
  for (const removal::RequestId id : letter.others) {
    JIUM_TRY(auto other, store::load_request(tx, id));
    about.push_back(std::move(other));
  }
  return about;
}

}  // namespace jium::desk
