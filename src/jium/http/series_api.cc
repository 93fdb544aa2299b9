#include <algorithm>
#include <charconv>

#include "jium/desk/draw_series.h"
#include "jium/http/routes.h"
#include "jium/http/series_types.h"

namespace jium::http {
namespace {

using linkage::SeriesGroupId;

constexpr std::string_view kGraphml = "application/graphml+xml";

Result<std::array<std::uint8_t, 32>> read_32(const std::string& hex) {
  JIUM_TRY(const Bytes bytes, from_hex(hex));
  std::array<std::uint8_t, 32> out{};
  if (bytes.size() != out.size())
    return fault(FaultKind::malformed, "an element or token has 64 hexadecimal digits");
  std::ranges::copy(bytes, out.begin());
  return out;
}

wire::Seat present(const desk::SeenSeat& seat) {
  return {seat.number,      seat.state,     seat.centre,  seat.the_case, seat.proposed_by,
          seat.proposed_at, seat.joined_at, seat.left_at, seat.agreed};
}

wire::BoardSite present(const linkage::SiteLine& line) {
  wire::BoardSite shown{{line.site}, line.live, line.waits_for, line.asks_next, {}};
  for (const auto& [name, at] : line.centres)
    shown.centres.push_back({name, at.live, at.gone, at.out, at.removed, at.first_seen, at.last_seen});
  return shown;
}

wire::Series present(const desk::SeenSeries& seen) {
  wire::Series shown{seen.id, seen.begun_at, seen.is_in, {}, {}, {}};
  for (const auto& seat : seen.seats) shown.seats.push_back(present(seat));
  for (const auto& one : seen.centres)
    shown.board.push_back({one.centre, one.cases, one.images, one.videos, one.live, one.gone, one.requested,
                           one.removed, one.first_seen, one.last_seen});
  for (const auto& site : seen.sites) shown.sites.push_back(present(site));
  return shown;
}

wire::Leaving present(const desk::Leaving& leaving) {
  return {leaving.own_cases, leaving.left_behind, leaving.group_ends, leaving.joint_counts_change};
}

Result<Reply> open_series(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::LinkOfOwn>());
  JIUM_TRY(const auto seen, desk::open_series(call.desk, call.tx, call.actor, ask.related));
  call.about(seen.id);
  return reply(201, present(seen));
}

Result<Reply> list_series(const Call& call) {
  JIUM_TRY(const auto all, desk::list_series(call.desk, call.tx, call.actor));
  wire::AllSeries shown;
  for (const auto& one : all) shown.series.push_back(present(one));
  return reply(200, shown);
}

Result<Reply> show_series(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<SeriesGroupId>("series"));
  JIUM_TRY(const auto seen, desk::show_series(call.desk, call.tx, call.actor, id));
  return reply(200, present(seen));
}

Result<Reply> propose_case(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<SeriesGroupId>("series"));
  JIUM_TRY(const auto ask, call.body<wire::LinkOfOwn>());
  JIUM_TRY(const auto seen, desk::propose_case(call.desk, call.tx, call.actor, id, ask.related));
  return reply(200, present(seen));
}

Result<Reply> answer_seat(const Call& call, desk::SeatAnswer answer) {
  JIUM_TRY(const auto id, call.request.id<SeriesGroupId>("series"));
  JIUM_TRY(const auto ask, call.body<wire::SeatNumber>());
  JIUM_TRY(const auto seen, desk::answer_seat(call.desk, call.tx, call.actor, id, ask.seat, answer));
  return reply(200, present(seen));
}
Result<Reply> agree_to_seat(const Call& call) {
  return answer_seat(call, desk::SeatAnswer::yes);
}
Result<Reply> refuse_seat(const Call& call) {
  return answer_seat(call, desk::SeatAnswer::no);
}

Result<Reply> bring_cases(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<SeriesGroupId>("series"));
  JIUM_TRY(const auto ask, call.body<wire::BringCases>());
  JIUM_TRY(const auto seen, desk::bring_cases(call.desk, call.tx, call.actor, id, ask.cases));
  return reply(200, present(seen));
}

Result<Reply> show_leaving(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<SeriesGroupId>("series"));
  JIUM_TRY(const auto leaving, desk::show_leaving(call.desk, call.tx, call.actor, id));
  return reply(200, present(leaving));
}

Result<Reply> leave_series(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<SeriesGroupId>("series"));
  JIUM_TRY(const auto leaving, desk::leave_series(call.desk, call.tx, call.actor, id));
  return reply(200, present(leaving));
}

Result<Reply> make_people_tokens(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<SeriesGroupId>("series"));
  JIUM_TRY(const auto ask, call.body<wire::BlindedWords>());
  std::vector<linkage::Element> blinded;
  for (const auto& one : ask.elements) {
    JIUM_TRY(blinded.emplace_back(), read_32(one));
  }
  JIUM_TRY(const auto evaluated, desk::make_people_tokens(call.desk, call.tx, call.actor, id, blinded));
  wire::EvaluatedWords shown;
  for (const auto& one : evaluated) shown.elements.push_back({to_hex(one)});
  return reply(200, shown);
}

Result<Reply> give_people(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<SeriesGroupId>("series"));
  JIUM_TRY(const auto ask, call.body<wire::GivePeople>());
  std::vector<desk::PersonGiven> people;
  for (const wire::PersonTokens& one : ask.people) {
    desk::PersonGiven person{one.the_case, {}};
    for (const auto& token : one.tokens) {
      JIUM_TRY(person.tokens.emplace_back(), read_32(token));
    }
    people.push_back(std::move(person));
  }
  JIUM_TRY(const auto count, desk::give_people(call.desk, call.tx, call.actor, id, people));
  return reply(200, wire::PeopleGiven{static_cast<std::int64_t>(people.size()), count});
}

Result<std::optional<double>> missed_in(const Request& request) {
  const std::string* text = request.query("missed");
  if (text == nullptr) return std::optional<double>();
  double missed = 0;
  const auto [end, failed] = std::from_chars(text->data(), text->data() + text->size(), missed);
  if (failed != std::errc() || end != text->data() + text->size())
    return fault(FaultKind::malformed, "the query parameter missed is a share: 0.05");
  return std::optional(missed);
}

Result<Reply> count_jointly(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<SeriesGroupId>("series"));
  JIUM_TRY(const auto missed, missed_in(call.request));
  JIUM_TRY(const auto joint, desk::count_jointly(call.desk, call.tx, call.actor, id, missed));
  wire::JointCount shown{.people = joint.people.people,
                         .people_records = joint.people.records,
                         .people_shared = joint.people.shared,
                         .deletions = joint.deletions.deletions,
                         .deletion_records = joint.deletions.records,
                         .verified = joint.verified.deletions,
                         .wrongly_one = joint.people.wrongly_one,
                         .missed = missed,
                         .wrongly_two = {},
                         .counted = {}};
  if (missed) shown.wrongly_two = joint.people.wrongly_two;
  for (const auto& one : joint.centres)
    shown.counted.push_back(
        {one.name, one.has_given, one.people, one.requested, one.deletions, one.verified});
  return reply(200, shown);
}

Result<Reply> draw_series(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<SeriesGroupId>("series"));
  const std::string* format = call.request.query("format");
  if (format != nullptr && *format != "json" && *format != "graphml")
    return fault(FaultKind::malformed, "a graph is written as json or graphml");
  JIUM_TRY(const auto graph, desk::draw_series(call.desk, call.tx, call.actor, id));
  if (format != nullptr && *format == "graphml")
    return Reply{200, std::string(kGraphml), graph.write_graphml(), {}};
  return Reply{200, std::string(kJson), graph.write_json(), {}};
}

Result<Reply> count_series(const Call& call) {
  JIUM_TRY(const auto outside, desk::count_for_outsiders(call.desk, call.tx));
  wire::OutsideCounts shown{outside.groups, {}};
  for (const auto& group : outside.counts) {
    wire::OutsideGroup one{group.centres, group.people.number, group.deletions.number, {}};
    for (const auto& cell : group.deletions_by_centre) one.deletions_by_centre.push_back(cell.number);
    shown.counts.push_back(std::move(one));
  }
  return reply(200, shown);
}

void add_group_routes(Routes& routes) {
  routes.push_back({.method = "POST",
                    .path = "/api/v1/series",
                    .operation = "open_series",
                    .summary = "Begins a series group with an opened link; the other side joins by its yes.",
                    .asks = &schema_of<wire::LinkOfOwn>,
                    .gives = &schema_of<wire::Series>,
                    .success = {201},
                    .handle = &open_series});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/series",
                    .operation = "list_series",
                    .summary = "Series groups in which the centre has a seat, without their boards.",
                    .gives = &schema_of<wire::AllSeries>,
                    .handle = &list_series});
  routes.push_back(
      {.method = "GET",
       .path = "/api/v1/series/{series}",
       .operation = "show_series",
       .summary = "A series group: its seats and, for whoever is in, its board by centre and site.",
       .gives = &schema_of<wire::Series>,
       .handle = &show_series});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/series/{series}/propose",
                    .operation = "propose_case",
                    .summary = "Proposes the case on the other side of an opened link of one's own.",
                    .asks = &schema_of<wire::LinkOfOwn>,
                    .gives = &schema_of<wire::Series>,
                    .handle = &propose_case});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/series/{series}/agree",
                    .operation = "agree_to_seat",
                    .summary = "A yes to a seat that waits, one's own or another's.",
                    .asks = &schema_of<wire::SeatNumber>,
                    .gives = &schema_of<wire::Series>,
                    .handle = &agree_to_seat});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/series/{series}/refuse",
                    .operation = "refuse_seat",
                    .summary = "A no to a seat that waits: it is gone then.",
                    .asks = &schema_of<wire::SeatNumber>,
                    .gives = &schema_of<wire::Series>,
                    .handle = &refuse_seat});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/series/{series}/bring",
                    .operation = "bring_cases",
                    .summary = "Further cases of one's own, of the same offender.",
                    .asks = &schema_of<wire::BringCases>,
                    .gives = &schema_of<wire::Series>,
                    .handle = &bring_cases});
}

void add_leaving_routes(Routes& routes) {
  routes.push_back({.method = "GET",
                    .path = "/api/v1/series/{series}/leaving",
                    .operation = "show_leaving",
                    .summary = "What would change if the centre left.",
                    .gives = &schema_of<wire::Leaving>,
                    .handle = &show_leaving});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/series/{series}/leave",
                    .operation = "leave_series",
                    .summary = "Leaves the group; what the centre gave for counting is erased.",
                    .gives = &schema_of<wire::Leaving>,
                    .handle = &leave_series});
}

}  // namespace

void add_series_routes(Routes& routes) {
  add_group_routes(routes);
  add_leaving_routes(routes);
  routes.push_back(
      {.method = "POST",
       .path = "/api/v1/series/{series}/tokens",
       .operation = "make_people_tokens",
       .summary = "The installation's part of the group's own oblivious function for blinded words.",
       .asks = &schema_of<wire::BlindedWords>,
       .gives = &schema_of<wire::EvaluatedWords>,
       .handle = &make_people_tokens});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/series/{series}/people",
                    .operation = "give_people",
                    .summary = "The centre's survivors as tokens, in place of what it gave before.",
                    .asks = &schema_of<wire::GivePeople>,
                    .gives = &schema_of<wire::PeopleGiven>,
                    .handle = &give_people});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/series/{series}/count",
                    .operation = "count_jointly",
                    .summary = "Different people and different deletions of all centres in the group.",
                    .gives = &schema_of<wire::JointCount>,
                    .query = {{"missed", "the share of shared people known by different words: 0.05"}},
                    .handle = &count_jointly});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/series/{series}/graph",
                    .operation = "draw_series",
                    .summary = "Centres, footage, sightings, sites and traces with the source and date of"
                               " each edge.",
                    .query = {{"format", "json or graphml"}},
                    .handle = &draw_series});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/series-counts",
                    .operation = "count_series",
                    .summary = "All series groups for whoever is in none: what is too small is not shown.",
                    .gives = &schema_of<wire::OutsideCounts>,
                    .handle = &count_series});
}

}  // namespace jium::http
