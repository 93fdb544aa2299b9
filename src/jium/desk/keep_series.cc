#include "jium/desk/keep_series.h"

#include <algorithm>
#include <map>
#include <set>

#include "jium/desk/reach.h"
#include "jium/desk/write_log.h"
#include "jium/store/case_links.h"
#include "jium/store/cases.h"
#include "jium/store/directory.h"
#include "jium/store/footages.h"
#include "jium/store/organisations.h"
#include "jium/store/series.h"

namespace jium::desk {
namespace {

using casework::CaseId;
using linkage::GroupSeat;
using linkage::SeriesGroup;
using linkage::SeriesGroupId;
using registry::OrganisationId;
using Names = std::map<OrganisationId, std::string>;

Fault no_series() {
  return fault(FaultKind::missing, "no such series group");
}

// A group in which the actor's centre has a seat, whatever its state, and the actor reaches a case of it.
Result<SeriesGroup> load_own(const Desk& desk, store::Transaction& tx, const Actor& actor, SeriesGroupId id) {
  JIUM_TRY(auto group, tx.for_the_house([&] { return store::load_series(tx, id); }));
  JIUM_TRY(const Reach reach, Reach::of(desk, tx, actor));
  const bool reached = std::ranges::any_of(group.seats, [&](const GroupSeat& seat) {
    return seat.organisation == actor.organisation && reach.has(seat.the_case);
  });
  if (!reached) return no_series();
  return group;
}

struct OwnLink {
  linkage::CaseLink link;
  CaseId own_case;
};
Result<OwnLink> reach_link(const Desk& desk, store::Transaction& tx, const Actor& actor, linkage::LinkId id) {
  const auto no_link = [] { return fault(FaultKind::missing, "no such link"); };
  JIUM_TRY(auto link, tx.for_the_house([&] { return store::load_link(tx, id); }));
  const auto side = linkage::side_of(link, actor.organisation);
  if (!side) return no_link();
  const CaseId own = (*side)->the_case;
  const auto the_case = reach_case(desk, tx, actor, own);
  if (!the_case && the_case.fault().kind == FaultKind::missing) return no_link();
  if (!the_case) return the_case.fault();
  return OwnLink{std::move(link), own};
}

Result<void> must_have_consent(const Desk& desk, store::Transaction& tx, const Actor& actor, CaseId id) {
  JIUM_TRY(const auto the_case, reach_case(desk, tx, actor, id));
  if (the_case.consent.other_centres) return {};
  return fault(
      FaultKind::conflict,
      "the survivor has not agreed that other centres know: record their consent first (jium case consent)");
}

// Everybody with a seat that is not gone hears of it: their log, the history of their case, and an alarm.
Result<void> note_all(const Desk& desk, store::Transaction& tx, std::optional<Actor> actor,
                      const SeriesGroup& group, const char* what) {
  std::set<OrganisationId> told;
  for (const GroupSeat& seat : group.seats) {
    if (seat.left_at || !told.insert(seat.organisation).second) continue;
    const bool own = actor && seat.organisation == actor->organisation;
    const auto write = [&]() -> Result<void> {
      if (own)
        return write_history(desk, tx, seat.the_case, actor->text(), casework::Event::link_changed,
                             group.id.text(), what);
      JIUM_CHECK(write_log_of_house(desk, tx, seat.organisation, audit::Act::series_group_changed, group.id));
      JIUM_CHECK(write_history(desk, tx, seat.the_case, std::string(kJiumItself),
                               casework::Event::link_changed, group.id.text(),
                               std::string("another centre: ") + what));
      return raise_alarm(desk, tx, seat.organisation, seat.the_case, store::AlarmKind::case_related,
                         group.id.text());
    };
    JIUM_CHECK(
        tx.for_the_house([&] { return tx.for_organisation(seat.organisation, [&] { return write(); }); }));
  }
  return {};
}

SeatState state_of(const GroupSeat& seat) {
  if (seat.left_at) return SeatState::gone;
  return seat.joined_at ? SeatState::in : SeatState::waits;
}

SeenSeat seen_seat(const GroupSeat& seat, int number, OrganisationId viewer, const Names& names) {
  SeenSeat seen;
  seen.number = number;
  seen.state = state_of(seat);
  seen.centre = names.at(seat.organisation);
  if (seat.organisation == viewer) seen.the_case = seat.the_case;
  seen.proposed_by = names.at(seat.proposed_by);
  seen.proposed_at = seat.proposed_at;
  seen.joined_at = seat.joined_at;
  seen.left_at = seat.left_at;
  for (const OrganisationId by : seat.agreed) seen.agreed.push_back(names.at(by));
  return seen;
}

// The board is gathered in the house's name: it is what every member has agreed to show every other.
class Board {
 public:
  Board(store::Transaction& tx, const Names& names) : tx_(tx), names_(names) {}

  Result<void> add(const GroupSeat& seat) {
    const std::string& name = names_.at(seat.organisation);
    BoardCentre& centre = centres_[name];
    centre.centre = name;
    ++centre.cases;
    JIUM_TRY(const auto footages, store::footages_of(tx_, seat.the_case));
    for (const auto& stored : footages) {
      if (stored.footage.state == registry::FootageState::withdrawn) continue;
      (stored.footage.kind == registry::FootageKind::image ? centre.images : centre.videos) += 1;
    }
    JIUM_CHECK(name_sites(seat.organisation));
    JIUM_TRY(const auto places, store::places_of_case(tx_, seat.the_case));
    std::map<registry::SightingId, linkage::AtSite*> at;
    for (const store::PlaceOfCase& place : places) at[place.sighting] = &add(place, centre);
    JIUM_TRY(const auto sent, store::sent_requests_of_case(tx_, seat.the_case));
    for (const store::SentRequest& request : sent) {
      const auto found = at.find(request.sighting);
      if (found != at.end()) add(request, centre, *found->second);
    }
    return {};
  }
  void give_to(SeenSeries& seen) && {
    for (auto& [name, centre] : centres_) seen.centres.push_back(std::move(centre));
    seen.sites = linkage::who_asks_next(sites_);
  }

 private:
  Result<void> name_sites(OrganisationId organisation) {
    if (!named_.insert(organisation).second) return {};
    JIUM_TRY(const auto sites, store::sites_of(tx_, organisation));
    for (const removal::Site& site : sites) site_names_[site.id] = site.name;
    return {};
  }
  template <class Seen>
  static void widen(Seen& seen, const store::PlaceOfCase& place) {
    (place.live ? seen.live : seen.gone) += 1;
    if (!seen.first_seen || place.first_seen < *seen.first_seen) seen.first_seen = place.first_seen;
    if (!seen.last_seen || place.last_seen > *seen.last_seen) seen.last_seen = place.last_seen;
  }
  linkage::AtSite& add(const store::PlaceOfCase& place, BoardCentre& centre) {
    linkage::AtSite& at = sites_[site_names_[place.site]][centre.centre];
    widen(at, place);
    widen(centre, place);
    return at;
  }
  static void add(const store::SentRequest& request, BoardCentre& centre, linkage::AtSite& at) {
    using removal::RequestState;
    ++centre.requested;
    if (request.state == RequestState::removed || request.state == RequestState::verified) {
      ++centre.removed;
      ++at.removed;
    } else if (request.state != RequestState::refused) {
      ++at.out;
    }
  }

  store::Transaction& tx_;
  const Names& names_;
  std::set<OrganisationId> named_;
  std::map<registry::SiteId, std::string> site_names_;
  std::map<std::string, BoardCentre> centres_;
  std::map<std::string, std::map<std::string, linkage::AtSite>> sites_;
};

Result<SeenSeries> as_seen(store::Transaction& tx, const SeriesGroup& group, OrganisationId viewer,
                           bool with_board) {
  JIUM_TRY(const Names names, names_in(tx, group));
  SeenSeries seen;
  seen.id = group.id;
  seen.begun_at = group.begun_at;
  seen.is_in = group.members().contains(viewer);
  for (const GroupSeat& seat : group.seats)
    seen.seats.push_back(seen_seat(seat, static_cast<int>(seen.seats.size()) + 1, viewer, names));
  if (!seen.is_in || !with_board) return seen;
  Board board(tx, names);
  JIUM_CHECK(tx.for_the_house([&]() -> Result<void> {
    for (const GroupSeat& seat : group.seats) {
      if (!seat.is_in()) continue;
      JIUM_CHECK(tx.for_organisation(seat.organisation, [&] { return board.add(seat); }));
    }
    return {};
  }));
  std::move(board).give_to(seen);
  return seen;
}

Result<SeenSeries> keep(const Desk& desk, store::Transaction& tx, const Actor& actor,
                        const SeriesGroup& group, const char* what) {
  JIUM_CHECK(tx.for_the_house([&] { return store::update(tx, group); }));
  JIUM_CHECK(note_all(desk, tx, actor, group, what));
  return as_seen(tx, group, actor.organisation, true);
}

Result<Leaving> leaving_of(store::Transaction& tx, const SeriesGroup& group, OrganisationId by) {
  JIUM_TRY(const auto people, tx.for_the_house([&] { return store::people_of(tx, group.id); }));
  std::set<OrganisationId> counted;
  for (const auto& person : people) counted.insert(person.record.centre);
  JIUM_TRY(const auto what, linkage::consequences_of_leaving(group, by, counted));
  JIUM_TRY(const Names names, names_in(tx, group));
  Leaving leaving{what.own_cases, {}, what.group_ends, what.joint_counts_change};
  for (const OrganisationId other : what.left_behind) leaving.left_behind.push_back(names.at(other));
  return leaving;
}

}  // namespace

Result<Names> names_in(store::Transaction& tx, const SeriesGroup& group) {
  Names names;
  std::map<std::string, int> given;
  for (const GroupSeat& seat : group.seats) {
    for (const OrganisationId id : {seat.organisation, seat.proposed_by}) {
      if (names.contains(id)) continue;
      JIUM_TRY(const auto body, store::load_organisation(tx, id));
      const int before = given[body.name]++;
      names[id] = before == 0 ? body.name : body.name + " (" + std::to_string(before + 1) + ")";
    }
  }
  return names;
}

Result<SeriesGroup> reach_series(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                 SeriesGroupId id) {
  JIUM_TRY(auto group, load_own(desk, tx, actor, id));
  if (group.members().contains(actor.organisation)) return group;
  return fault(FaultKind::conflict,
               "your centre is not in this group: it says yes first (jium series agree)");
}

Result<SeenSeries> open_series(const Desk& desk, store::Transaction& tx, const Actor& actor,
                               linkage::LinkId id) {
  JIUM_TRY(const OwnLink own, reach_link(desk, tx, actor, id));
  JIUM_CHECK(must_have_consent(desk, tx, actor, own.own_case));
  JIUM_TRY(const auto group, linkage::begin_group(own.link, actor.organisation, desk.clock.now()));
  JIUM_CHECK(tx.for_the_house([&] { return store::insert(tx, group); }));
  JIUM_CHECK(note_all(desk, tx, actor, group, "a series group was begun"));
  return as_seen(tx, group, actor.organisation, true);
}

Result<std::vector<SeenSeries>> list_series(const Desk& desk, store::Transaction& tx, const Actor& actor) {
  JIUM_TRY(const Reach reach, Reach::of(desk, tx, actor));
  JIUM_TRY(const auto groups, tx.for_the_house([&] { return store::series_of(tx, actor.organisation); }));
  std::vector<SeenSeries> seen;
  for (const SeriesGroup& group : groups) {
    const bool reached = std::ranges::any_of(group.seats, [&](const GroupSeat& seat) {
      return seat.organisation == actor.organisation && reach.has(seat.the_case);
    });
    if (!reached) continue;
    JIUM_TRY(auto one, as_seen(tx, group, actor.organisation, false));
    seen.push_back(std::move(one));
  }
  return seen;
}

Result<SeenSeries> show_series(const Desk& desk, store::Transaction& tx, const Actor& actor,
                               SeriesGroupId id) {
  JIUM_TRY(const auto group, load_own(desk, tx, actor, id));
  return as_seen(tx, group, actor.organisation, true);
}

Result<SeenSeries> propose_case(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                SeriesGroupId id, linkage::LinkId link) {
  JIUM_TRY(auto group, load_own(desk, tx, actor, id));
  JIUM_TRY(const OwnLink own, reach_link(desk, tx, actor, link));
  JIUM_CHECK(linkage::propose(group, own.link, actor.organisation, desk.clock.now()));
  return keep(desk, tx, actor, group, "a further centre was proposed");
}

Result<SeenSeries> answer_seat(const Desk& desk, store::Transaction& tx, const Actor& actor, SeriesGroupId id,
                               int seat, SeatAnswer answer) {
  JIUM_TRY(auto group, load_own(desk, tx, actor, id));
  const auto number = static_cast<std::size_t>(seat) - 1;
  if (seat < 1 || number >= group.seats.size())
    return fault(FaultKind::missing, "the group has no such seat: see jium series show");
  const CaseId the_case = group.seats[number].the_case;
  const bool own = group.seats[number].organisation == actor.organisation;
  if (answer == SeatAnswer::no) {
    JIUM_CHECK(linkage::refuse(group, the_case, actor.organisation, desk.clock.now()));
    return keep(desk, tx, actor, group, "a seat was refused");
  }
  if (own) JIUM_CHECK(must_have_consent(desk, tx, actor, the_case));
  JIUM_CHECK(linkage::agree(group, the_case, actor.organisation, desk.clock.now()));
  return keep(desk, tx, actor, group, "a yes to a seat");
}

Result<SeenSeries> bring_cases(const Desk& desk, store::Transaction& tx, const Actor& actor, SeriesGroupId id,
                               const std::vector<CaseId>& cases) {
  JIUM_TRY(auto group, reach_series(desk, tx, actor, id));
  if (cases.empty() || cases.size() > kMostBrought)
    return fault(FaultKind::malformed, "name one case at least, 200 at most");
  for (const CaseId the_case : cases) {
    JIUM_CHECK(must_have_consent(desk, tx, actor, the_case));
    JIUM_CHECK(linkage::bring(group, the_case, actor.organisation, desk.clock.now()));
  }
  return keep(desk, tx, actor, group, "a centre brought further cases");
}

Result<Leaving> show_leaving(const Desk& desk, store::Transaction& tx, const Actor& actor, SeriesGroupId id) {
  JIUM_TRY(const auto group, reach_series(desk, tx, actor, id));
  return leaving_of(tx, group, actor.organisation);
}

Result<Leaving> leave_series(const Desk& desk, store::Transaction& tx, const Actor& actor, SeriesGroupId id) {
  JIUM_TRY(auto group, reach_series(desk, tx, actor, id));
  JIUM_TRY(auto leaving, leaving_of(tx, group, actor.organisation));
  JIUM_CHECK(linkage::leave(group, actor.organisation, desk.clock.now()));
  JIUM_CHECK(tx.for_the_house([&]() -> Result<void> {
    JIUM_CHECK(store::update(tx, group));
    return store::put_people(tx, id, actor.organisation, {}, desk.clock.now());
  }));
  for (const CaseId own : leaving.own_cases) {
    JIUM_CHECK(write_history(desk, tx, own, actor.text(), casework::Event::link_changed, id.text(),
                             "left the series group"));
  }
  JIUM_CHECK(note_all(desk, tx, actor, group, "a centre has left"));
  return leaving;
}

Result<void> take_out_of_series(const Desk& desk, store::Transaction& tx, const casework::Case& the_case) {
  return tx.for_the_house([&]() -> Result<void> {
    JIUM_TRY(auto groups, store::series_of_case(tx, the_case.id));
    for (SeriesGroup& group : groups) {
      if (!linkage::take_out(group, the_case.id, desk.clock.now())) continue;
      JIUM_CHECK(store::update(tx, group));
      JIUM_CHECK(note_all(desk, tx, std::nullopt, group, "a case has left"));
    }
    return store::forget_people_of_case(tx, the_case.id);
  });
}

}  // namespace jium::desk
