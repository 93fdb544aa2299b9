#include "jium/desk/show_progress.h"

#include <algorithm>

#include "jium/store/requests.h"
#include "jium/store/sightings.h"

namespace jium::desk {
namespace {

using casework::PlaceProgress;
using registry::Sighting;
using removal::RemovalRequest;
using removal::RequestState;

// One place: where it is, if that is known, and the last that was seen there.
struct KnownPlace {
  std::optional<registry::WebAddress> address;
  std::optional<Sighting> latest;
};

bool has_left(const RemovalRequest& request) {
  return request.state != RequestState::drafted && request.state != RequestState::confirmed &&
         request.state != RequestState::refused;
}

// A refused request that was sent before it was refused; one that was withdrawn as a draft is none.
bool was_refused(const RemovalRequest& request) {
  return request.state == RequestState::refused && request.sent_at.has_value();
}

struct Progress {
  PlaceProgress word = PlaceProgress::told;
  Instant since{};
};

Progress progress_of(const Sighting& sighting, const std::vector<RemovalRequest>& requests) {
  if (sighting.state == registry::SightingState::gone)
    return {PlaceProgress::removed, sighting.gone_at.value_or(sighting.last_seen)};
  const auto asked = std::find_if(requests.rbegin(), requests.rend(), has_left);
  if (asked != requests.rend()) return {PlaceProgress::asked, asked->sent_at.value_or(asked->drafted_at)};
  const auto refused = std::find_if(requests.rbegin(), requests.rend(), was_refused);
  if (refused != requests.rend())
    return {PlaceProgress::refused, refused->refused_at.value_or(refused->drafted_at)};
  return {sighting.recurrence_of ? PlaceProgress::back_again : PlaceProgress::found, sighting.first_seen};
}

std::vector<KnownPlace> told_places(const casework::IntakeReport& report) {
  std::vector<KnownPlace> places;
  for (const auto& line : report.places) {
    auto address = registry::WebAddress::parse(line.reveal());
    places.push_back({address ? std::optional(*std::move(address)) : std::nullopt, std::nullopt});
  }
  return places;
}

// Oldest first, so that the latest of a place stands there in the end.
void add_sightings(std::vector<KnownPlace>& places, const std::vector<Sighting>& sightings) {
  for (const Sighting& sighting : sightings) {
    const auto found = std::find_if(places.begin(), places.end(), [&](const KnownPlace& place) {
      return place.address == sighting.address;
    });
    if (found != places.end())
      found->latest = sighting;
    else
      places.push_back({sighting.address, sighting});
  }
}

}  // namespace

Result<std::vector<PlaceView>> show_progress(store::Transaction& tx, const casework::IntakeReport& report,
                                             Hosts hosts) {
  std::vector<KnownPlace> places = told_places(report);
  if (report.the_case) {
    JIUM_TRY(const auto sightings, store::sightings_of_case(tx, *report.the_case));
    add_sightings(places, sightings);
  }
  std::vector<PlaceView> views;
  for (const KnownPlace& place : places) {
    Progress progress{PlaceProgress::told, report.received_at};
    if (place.latest) {
      JIUM_TRY(const auto requests, store::requests_about(tx, place.latest->id));
      progress = progress_of(*place.latest, requests);
    }
    views.push_back({.number = static_cast<int>(views.size()) + 1,
                     .progress = progress.word,
                     .since = progress.since,
                     .host = hosts == Hosts::shown && place.address ? place.address->host() : ""});
  }
  return views;
}

}  // namespace jium::desk
