#include "jium/store/operator_merges.h"

#include <boost/describe.hpp>

#include "jium/store/fields.h"
#include "jium/store/rows.h"
#include "jium/store/sealed_json.h"

namespace jium::store {

// As they are sealed, ids as texts.
struct SealedParty {
  std::string site;
  removal::Party party{};
};
BOOST_DESCRIBE_STRUCT(SealedParty, (), (site, party))
struct SealedMerge {
  std::vector<std::string> requests, contacts;
  std::vector<SealedParty> parties;
  std::vector<std::string> channels;
};
BOOST_DESCRIBE_STRUCT(SealedMerge, (), (requests, contacts, parties, channels))
// As merges are kept since recipes and links go along; those that were kept before are read as well.
struct SealedMergeWithWays {
  std::vector<std::string> requests, contacts;
  std::vector<SealedParty> parties;
  std::vector<std::string> channels, recipes, links;
};
BOOST_DESCRIBE_STRUCT(SealedMergeWithWays, (), (requests, contacts, parties, channels, recipes, links))

namespace {

using registry::OrganisationId;
using removal::ContactId;
using removal::OperatorId;
using removal::RequestId;

constexpr std::string_view kTable = "operator_merge";
constexpr std::string_view kMoved = "moved_sealed";
// The other operator has a request about the same sighting, on the same rung, that was not refused either:
// there is never more than one (removal_request_once).
constexpr const char* kAskedBoth =
    "(removal_request.state <> 'refused' and exists (select 1 from removal_request as other"
    " where other.site_operator = ? and other.sighting = removal_request.sighting"
    " and other.rung = removal_request.rung and other.state <> 'refused'))";

template <class Ids>
std::vector<std::string> texts_of(const Ids& ids) {
  std::vector<std::string> texts;
  for (const auto& id : ids) texts.push_back(id.text());
  return texts;
}

template <class SomeId>
Result<std::vector<SomeId>> ids_of(const std::vector<std::string>& texts) {
  std::vector<SomeId> ids;
  for (const std::string& text : texts) {
    JIUM_TRY(const auto id, stored(SomeId::parse(text)));
    ids.push_back(id);
  }
  return ids;
}

Result<SealedMergeWithWays> read_sealed(const std::string& text) {
  auto whole = read_json<SealedMergeWithWays>(text);
  if (whole) return whole;
  JIUM_TRY(auto before, read_json<SealedMerge>(text));
  return SealedMergeWithWays{std::move(before.requests),
                             std::move(before.contacts),
                             std::move(before.parties),
                             std::move(before.channels),
                             {},
                             {}};
}

Result<OperatorMerge> read_merge(Transaction& tx, const Row& row) {
  Fields in(row);
  OperatorMerge merge;
  merge.merged = in.id<OperatorId>();
  JIUM_TRY(const DataKey key, tx.data_key(in.id<DataKeyId>()));
  JIUM_TRY(const std::string text, in.open({key, kTable, merge.merged.value()}, kMoved));
  JIUM_TRY(auto sealed, read_sealed(text));
  JIUM_TRY(merge.requests, ids_of<RequestId>(sealed.requests));
  JIUM_TRY(merge.contacts, ids_of<ContactId>(sealed.contacts));
  for (const auto& [site, party] : sealed.parties) {
    JIUM_TRY(const auto id, stored(registry::SiteId::parse(site)));
    merge.parties.push_back({id, party});
  }
  merge.channels = std::move(sealed.channels);
  JIUM_TRY(merge.recipes, ids_of<removal::RecipeId>(sealed.recipes));
  JIUM_TRY(merge.links, ids_of<removal::LinkId>(sealed.links));
  merge.organisation = in.id<OrganisationId>();
  merge.kept = in.id<OperatorId>();
  merge.actor = in.text();
  merge.at = in.instant();
  return in.finish(std::move(merge));
}

template <class SomeId>
Result<std::vector<SomeId>> ids_in(Transaction& tx, const char* sql, OrganisationId organisation,
                                   OperatorId site_operator) {
  std::vector<SomeId> ids;
  JIUM_CHECK(tx.database().query(sql, {organisation, site_operator}, [&](const Row& row) -> Result<void> {
    ids.push_back(row.id<SomeId>(0));
    return {};
  }));
  return ids;
}

}  // namespace

Result<void> insert(Transaction& tx, const OperatorMerge& merge) {
  JIUM_TRY(const DataKey key, tx.organisation_key(merge.organisation));
  SealedMergeWithWays moved{texts_of(merge.requests), texts_of(merge.contacts), {},
                            merge.channels,           texts_of(merge.recipes),  texts_of(merge.links)};
  for (const auto& [site, party] : merge.parties) moved.parties.push_back({site.text(), party});
  const SealedRow sealed{key, kTable, merge.merged.value()};
  // One that was merged before and taken apart again may be merged anew.
  JIUM_CHECK(tx.database().run("delete from operator_merge where merged = ? and undone_at is not null",
                               {merge.merged}));
  return tx.database().run(
      "insert into operator_merge (merged, data_key, moved_sealed, organisation, kept, actor, at) values (?, "
      "?, ?, ?, ?, ?, ?)",
      {merge.merged, key.id, sealed.seal(kMoved, write_json(moved)), merge.organisation, merge.kept,
       merge.actor, merge.at});
}

Result<void> note_undone(Transaction& tx, const OperatorMerge& merge, Instant at) {
  return change_one(tx, "update operator_merge set undone_at = ? where merged = ? and organisation = ?",
                    {at, merge.merged, merge.organisation}, "no such merge");
}

Result<OperatorMerge> load_merge(Transaction& tx, OrganisationId organisation, OperatorId merged) {
  return one(tx, "select merged, data_key, moved_sealed, organisation, kept, actor, at from operator_merge",
             "where merged = ? and organisation = ? and undone_at is null", {merged, organisation},
             "this operator was not merged into another", read_merge);
}

Result<std::vector<RequestId>> move_requests(Transaction& tx, OrganisationId organisation, OperatorId from,
                                             OperatorId to) {
  JIUM_TRY(
      auto ids,
      all(tx, "select id from removal_request",
          std::string("where organisation = ? and site_operator = ? and not ") + kAskedBoth + " order by id",
          {organisation, from, to},
          [](Transaction&, const Row& row) -> Result<RequestId> { return row.id<RequestId>(0); }));
  for (const RequestId id : ids) JIUM_CHECK(move_request(tx, organisation, id, from, to));
  return ids;
}

Result<std::optional<RequestId>> draft_in_the_way(Transaction& tx, OrganisationId organisation,
                                                  OperatorId from, OperatorId to) {
  return first(tx, "select id from removal_request",
               std::string("where organisation = ? and site_operator = ? and state = 'drafted' and ") +
                   kAskedBoth + " order by id",
               {organisation, from, to},
               [](Transaction&, const Row& row) -> Result<RequestId> { return row.id<RequestId>(0); });
}

Result<std::vector<removal::RecipeId>> move_recipes(Transaction& tx, OrganisationId organisation,
                                                    OperatorId from, OperatorId to) {
  JIUM_TRY(const auto in_use,
           first(tx, "select id from form_recipe",
                 "where organisation = ? and site_operator = ? and state <> 'retired' order by id",
                 {organisation, to}, [](Transaction&, const Row& row) -> Result<removal::RecipeId> {
                   return row.id<removal::RecipeId>(0);
                 }));
  if (in_use) return std::vector<removal::RecipeId>();
  JIUM_TRY(auto ids,
           ids_in<removal::RecipeId>(
               tx, "select id from form_recipe where organisation = ? and site_operator = ? order by id",
               organisation, from));
  for (const auto id : ids) JIUM_CHECK(move_recipe(tx, organisation, id, from, to));
  return ids;
}

Result<std::vector<removal::LinkId>> move_links(Transaction& tx, OrganisationId organisation, OperatorId from,
                                                OperatorId to) {
  JIUM_TRY(const auto in_use,
           ids_in<removal::LinkId>(tx,
                                   "select id from platform_link where organisation = ? and site_operator = ?"
                                   " and ended_at is null order by id",
                                   organisation, to));
  if (!in_use.empty()) return std::vector<removal::LinkId>();
  JIUM_TRY(auto ids,
           ids_in<removal::LinkId>(tx,
                                   "select id from platform_link where organisation = ? and site_operator = ?"
                                   " and ended_at is null order by id",
                                   organisation, from));
  for (const auto id : ids) JIUM_CHECK(move_link(tx, organisation, id, from, to));
  return ids;
}

Result<void> move_recipe(Transaction& tx, OrganisationId organisation, removal::RecipeId id, OperatorId from,
                         OperatorId to) {
  return tx.database().run(
      "update form_recipe set site_operator = ? where id = ? and organisation = ? and site_operator = ?",
      {to, id, organisation, from});
}

Result<void> move_link(Transaction& tx, OrganisationId organisation, removal::LinkId id, OperatorId from,
                       OperatorId to) {
  return tx.database().run(
      "update platform_link set site_operator = ? where id = ? and organisation = ? and site_operator = ?",
      {to, id, organisation, from});
}

Result<std::vector<ContactId>> move_contacts(Transaction& tx, OrganisationId organisation, OperatorId from,
                                             OperatorId to) {
  JIUM_TRY(auto ids,
           ids_in<ContactId>(
               tx, "select id from operator_contact where organisation = ? and site_operator = ? order by id",
               organisation, from));
  JIUM_CHECK(tx.database().run(
      "update operator_contact set site_operator = ? where organisation = ? and site_operator = ?",
      {to, organisation, from}));
  return ids;
}

Result<void> move_request(Transaction& tx, OrganisationId organisation, RequestId id, OperatorId from,
                          OperatorId to) {
  return tx.database().run(
      "update removal_request set site_operator = ? where id = ? and organisation = ? and site_operator = ?",
      {to, id, organisation, from});
}

Result<void> move_contact(Transaction& tx, OrganisationId organisation, ContactId id, OperatorId from,
                          OperatorId to) {
  return tx.database().run(
      "update operator_contact set site_operator = ? where id = ? and organisation = ? and site_operator = ?",
      {to, id, organisation, from});
}

}  // namespace jium::store
