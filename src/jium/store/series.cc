#include "jium/store/series.h"

#include <algorithm>
#include <map>

#include "jium/store/fields.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

using casework::CaseId;
using linkage::GroupSeat;
using linkage::SeriesGroup;
using linkage::SeriesGroupId;
using linkage::Token;
using registry::OrganisationId;

constexpr std::string_view kColumns = "select id, begun_at from series_group";

Result<SeriesGroup> read_group(Transaction&, const Row& row) {
  Fields in(row);
  SeriesGroup group;
  group.id = in.id<SeriesGroupId>();
  group.begun_at = in.instant();
  return in.finish(std::move(group));
}

struct Numbered {
  std::int64_t number = 0;
  OrganisationId organisation;
};

Result<Numbered> read_yes(Transaction&, const Row& row) {
  Fields in(row);
  Numbered yes;
  yes.number = in.integer();
  yes.organisation = in.id<OrganisationId>();
  return in.finish(yes);
}

// Without its yeses.
Result<GroupSeat> read_seat(Transaction&, const Row& row) {
  Fields in(row);
  GroupSeat seat;
  seat.organisation = in.id<OrganisationId>();
  seat.the_case = in.id<CaseId>();
  seat.proposed_by = in.id<OrganisationId>();
  seat.proposed_at = in.instant();
  seat.joined_at = in.maybe_instant();
  seat.left_at = in.maybe_instant();
  return in.finish(std::move(seat));
}

Result<SeriesGroup> with_seats(Transaction& tx, SeriesGroup group) {
  JIUM_TRY(
      group.seats,
      all(tx, "select organisation, the_case, proposed_by, proposed_at, joined_at, left_at from series_seat",
          "where series = ? order by number", {group.id}, read_seat));
  JIUM_TRY(const auto yeses, all(tx, "select number, organisation from series_agreement", "where series = ?",
                                 {group.id}, read_yes));
  for (const Numbered& yes : yeses) {
    if (yes.number < 0 || static_cast<std::size_t>(yes.number) >= group.seats.size()) continue;
    group.seats[static_cast<std::size_t>(yes.number)].agreed.insert(yes.organisation);
  }
  return group;
}

Result<std::vector<SeriesGroup>> with_seats(Transaction& tx, std::vector<SeriesGroup> groups) {
  for (SeriesGroup& group : groups) {
    JIUM_TRY(group, with_seats(tx, std::move(group)));
  }
  return groups;
}

Result<void> put_seats(Transaction& tx, const SeriesGroup& group) {
  std::int64_t number = 0;
  for (const GroupSeat& seat : group.seats) {
    JIUM_CHECK(tx.database().run(
        "insert into series_seat (series, number, organisation, the_case, proposed_by, proposed_at,"
        " joined_at, left_at) values (?, ?, ?, ?, ?, ?, ?, ?)"
        " on conflict (series, number) do update set joined_at = excluded.joined_at, left_at = "
        "excluded.left_at",
        {group.id, number, seat.organisation, seat.the_case, seat.proposed_by, seat.proposed_at,
         seat.joined_at, seat.left_at}));
    for (const OrganisationId by : seat.agreed) {
      JIUM_CHECK(
          tx.database().run("insert into series_agreement (series, number, organisation) values (?, ?, ?)"
                            " on conflict (series, number, organisation) do nothing",
                            {group.id, number, by}));
    }
    ++number;
  }
  return {};
}

Result<Token> token_in(const Bytes& bytes) {
  Token token{};
  if (bytes.size() > token.size())
    return stored(Result<Token>(fault(FaultKind::malformed, "a token is longer than one")));
  std::copy(bytes.begin(), bytes.end(), token.begin());
  return token;
}

Result<KeptPerson> read_person(Transaction&, const Row& row) {
  Fields in(row);
  KeptPerson person;
  person.record.number = static_cast<std::uint64_t>(in.integer());
  person.record.centre = in.id<OrganisationId>();
  person.the_case = in.id<CaseId>();
  return in.finish(std::move(person));
}

struct TokenRow {
  std::uint64_t person = 0;
  Token token{};
};
Result<TokenRow> read_token(Transaction&, const Row& row) {
  Fields in(row);
  TokenRow made;
  made.person = static_cast<std::uint64_t>(in.integer());
  JIUM_TRY(made.token, token_in(in.maybe_blob().value_or(Bytes())));
  return in.finish(made);
}

Result<PlaceOfCase> read_place(Transaction&, const Row& row) {
  Fields in(row);
  PlaceOfCase place;
  place.sighting = in.id<registry::SightingId>();
  place.footage = in.id<registry::FootageId>();
  place.site = in.id<registry::SiteId>();
  JIUM_TRY(place.place, token_in(in.maybe_blob().value_or(Bytes())));
  place.live = in.word<registry::SightingState>() == registry::SightingState::live;
  place.first_seen = in.instant();
  place.last_seen = in.instant();
  return in.finish(place);
}

Result<SentRequest> read_sent(Transaction&, const Row& row) {
  Fields in(row);
  SentRequest sent;
  sent.sighting = in.id<registry::SightingId>();
  sent.state = in.word<removal::RequestState>();
  sent.sent_at = in.instant();
  return in.finish(sent);
}

}  // namespace

Result<void> insert(Transaction& tx, const SeriesGroup& group) {
  JIUM_CHECK(
      tx.database().run("insert into series_group (id, begun_at) values (?, ?)", {group.id, group.begun_at}));
  return put_seats(tx, group);
}

Result<void> update(Transaction& tx, const SeriesGroup& group) {
  return put_seats(tx, group);
}

Result<SeriesGroup> load_series(Transaction& tx, SeriesGroupId id) {
  JIUM_TRY(auto group, one(tx, kColumns, "where id = ?", {id}, "no such series group", read_group));
  return with_seats(tx, std::move(group));
}

Result<std::vector<SeriesGroup>> series_of(Transaction& tx, OrganisationId organisation) {
  JIUM_TRY(auto groups,
           all(tx, kColumns,
               "where id in (select series from series_seat where organisation = ?) order by begun_at, id",
               {organisation}, read_group));
  return with_seats(tx, std::move(groups));
}

Result<std::vector<SeriesGroup>> series_of_case(Transaction& tx, CaseId the_case) {
  JIUM_TRY(auto groups,
           all(tx, kColumns,
               "where id in (select series from series_seat where the_case = ?) order by begun_at, id",
               {the_case}, read_group));
  return with_seats(tx, std::move(groups));
}

Result<std::vector<SeriesGroup>> all_series(Transaction& tx) {
  JIUM_TRY(auto groups, all(tx, kColumns, "order by begun_at, id", {}, read_group));
  return with_seats(tx, std::move(groups));
}

Result<void> put_people(Transaction& tx, SeriesGroupId series, OrganisationId organisation,
                        const std::vector<GivenPerson>& people, Instant at) {
  JIUM_CHECK(
      tx.database().run("delete from series_person_token where person in"
                        " (select id from series_person where series = ? and organisation = ?)",
                        {series, organisation}));
  JIUM_CHECK(tx.database().run("delete from series_person where series = ? and organisation = ?",
                               {series, organisation}));
  for (const GivenPerson& person : people) {
    const auto number = static_cast<std::int64_t>(id_text::random_value());
    JIUM_CHECK(tx.database().run(
        "insert into series_person (id, series, organisation, the_case, given_at) values (?, ?, ?, ?, ?)",
        {number, series, organisation, person.the_case, at}));
    for (const Token& token : person.tokens) {
      JIUM_CHECK(
          tx.database().run("insert into series_person_token (person, token) values (?, ?)"
                            " on conflict (person, token) do nothing",
                            {number, tx.vault().blind_index(IndexPurpose::series_person, text_of(token))}));
    }
  }
  return {};
}

Result<void> forget_people_of_case(Transaction& tx, CaseId the_case) {
  JIUM_CHECK(tx.database().run(
      "delete from series_person_token where person in (select id from series_person where the_case = ?)",
      {the_case}));
  return tx.database().run("delete from series_person where the_case = ?", {the_case});
}

Result<std::vector<KeptPerson>> people_of(Transaction& tx, SeriesGroupId series) {
  JIUM_TRY(auto people, all(tx, "select id, organisation, the_case from series_person",
                            "where series = ? order by id", {series}, read_person));
  JIUM_TRY(const auto tokens,
           all(tx, "select person, token from series_person_token",
               "where person in (select id from series_person where series = ?)", {series}, read_token));
  std::map<std::uint64_t, KeptPerson*> by_number;
  for (KeptPerson& person : people) by_number[person.record.number] = &person;
  for (const TokenRow& row : tokens) {
    const auto found = by_number.find(row.person);
    if (found != by_number.end()) found->second->record.tokens.push_back(row.token);
  }
  return people;
}

Result<std::vector<PlaceOfCase>> places_of_case(Transaction& tx, CaseId the_case) {
  return all(tx, "select id, footage, site, address_index, state, first_seen, last_seen from sighting",
             "where footage in (select id from footage where the_case = ?) order by first_seen, id",
             {the_case}, read_place);
}

Result<std::vector<SentRequest>> sent_requests_of_case(Transaction& tx, CaseId the_case) {
  return all(tx, "select sighting, state, sent_at from removal_request",
             "where the_case = ? and sent_at is not null order by sent_at, id", {the_case}, read_sent);
}

}  // namespace jium::store
