#include "jium/store/suggestions.h"

#include <boost/describe.hpp>

#include "jium/store/fields.h"
#include "jium/store/rows.h"
#include "jium/store/sealed_json.h"

namespace jium::removal {
BOOST_DESCRIBE_STRUCT(HostTrace, (), (host, networks))
BOOST_DESCRIBE_STRUCT(SiteHosts, (), (traces, holder))
}  // namespace jium::removal

namespace jium::store {

// As it is sealed.
struct SealedSuggestion {
  removal::ChannelKind kind{};
  std::string address;
  removal::Language language{};
  std::string name;
};
BOOST_DESCRIBE_STRUCT(SealedSuggestion, (), (kind, address, language, name))

namespace {

using registry::OrganisationId;
using registry::SiteId;
using removal::ContactSuggestion;

constexpr std::string_view kTable = "contact_suggestion";
constexpr std::string_view kContact = "contact_sealed";
constexpr std::string_view kHosts = "hosts_sealed";
constexpr std::string_view kColumns =
    "select id, data_key, contact_sealed, organisation, site, source, party, found_at, state, decided_at "
    "from "
    "contact_suggestion";

Result<ContactSuggestion> read_suggestion(Transaction& tx, const Row& row) {
  Fields in(row);
  const auto id = in.id<removal::SuggestionId>();
  JIUM_TRY(const DataKey key, tx.data_key(in.id<DataKeyId>()));
  JIUM_TRY(const std::string text, in.open({key, kTable, id.value()}, kContact));
  JIUM_TRY(auto sealed, read_json<SealedSuggestion>(text));
  ContactSuggestion read{.id = id,
                         .organisation = in.id<OrganisationId>(),
                         .site = in.id<SiteId>(),
                         .source = in.word<removal::SourceKind>(),
                         .contact = {},
                         .found_at = {},
                         .state = {},
                         .decided_at = {}};
  read.contact = {in.word<removal::Party>(),
                  {sealed.kind, Secret(std::move(sealed.address)), sealed.language},
                  std::move(sealed.name)};
  read.found_at = in.instant();
  read.state = in.word<removal::SuggestionState>();
  read.decided_at = in.maybe_instant();
  return in.finish(std::move(read));
}

}  // namespace

Result<void> insert(Transaction& tx, const ContactSuggestion& suggestion) {
  JIUM_TRY(const DataKey key, tx.organisation_key(suggestion.organisation));
  const auto& [party, channel, name] = suggestion.contact;
  const SealedRow sealed{key, kTable, suggestion.id.value()};
  const std::string text =
      write_json(SealedSuggestion{channel.kind, channel.address.reveal(), channel.language, name});
  return tx.database().run(
      "insert into contact_suggestion (id, data_key, contact_sealed, organisation, site, source, party, "
      "found_at, state, decided_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {suggestion.id, key.id, sealed.seal(kContact, text), suggestion.organisation, suggestion.site,
       to_text(suggestion.source), to_text(party), suggestion.found_at, to_text(suggestion.state),
       suggestion.decided_at});
}

Result<void> update(Transaction& tx, const ContactSuggestion& suggestion) {
  return change_one(
      tx, "update contact_suggestion set state = ?, decided_at = ? where id = ? and organisation = ?",
      {to_text(suggestion.state), suggestion.decided_at, suggestion.id, suggestion.organisation},
      "no such suggestion");
}

Result<ContactSuggestion> load_suggestion(Transaction& tx, OrganisationId organisation,
                                          removal::SuggestionId id) {
  return one(tx, kColumns, "where id = ? and organisation = ?", {id, organisation}, "no such suggestion",
             read_suggestion);
}

Result<std::vector<ContactSuggestion>> suggestions_for(Transaction& tx, OrganisationId organisation,
                                                       SiteId site) {
  return all(tx, kColumns, "where organisation = ? and site = ? order by found_at desc, id desc",
             {organisation, site}, read_suggestion);
}

Result<std::vector<ContactSuggestion>> open_suggestions(Transaction& tx, OrganisationId organisation) {
  return all(tx, kColumns, "where organisation = ? and state = 'open' order by found_at desc, id desc",
             {organisation}, read_suggestion);
}

Result<removal::SiteHosts> load_hosts(Transaction& tx, OrganisationId organisation, SiteId site) {
  return one(tx, "select data_key, hosts_sealed from site", "where id = ? and organisation = ?",
             {site, organisation}, "no such site",
             [&](Transaction& within, const Row& row) -> Result<removal::SiteHosts> {
               Fields in(row);
               JIUM_TRY(const DataKey key, within.data_key(in.id<DataKeyId>()));
               JIUM_TRY(const std::string text, in.open({key, "site", site.value()}, kHosts));
               if (text.empty()) return removal::SiteHosts{};
               return read_json<removal::SiteHosts>(text);
             });
}

Result<void> keep_hosts(Transaction& tx, OrganisationId organisation, SiteId site,
                        const removal::SiteHosts& hosts) {
  return tx.database().query(
      "select data_key from site where id = ? and organisation = ?", {site, organisation},
      [&](const Row& row) -> Result<void> {
        JIUM_TRY(const DataKey key, tx.data_key(row.id<DataKeyId>(0)));
        const SealedRow sealed{key, "site", site.value()};
        return change_one(tx, "update site set hosts_sealed = ? where id = ? and organisation = ?",
                          {sealed.seal(kHosts, write_json(hosts)), site, organisation}, "no such site");
      });
}

Result<OrganisationId> organisation_of(Transaction& tx, SiteId site) {
  return one(
      tx, "select organisation from site", "where id = ?", {site}, "no such site",
      [](Transaction&, const Row& row) -> Result<OrganisationId> { return row.id<OrganisationId>(0); });
}

Result<std::vector<casework::CaseId>> cases_live_at(Transaction& tx, OrganisationId organisation,
                                                    SiteId site) {
  return all(
      tx, "select distinct footage.the_case from sighting join footage on footage.id = sighting.footage",
      "where sighting.organisation = ? and sighting.site = ? and sighting.state = 'live' order by "
      "footage.the_case",
      {organisation, site},
      [](Transaction&, const Row& row) -> Result<casework::CaseId> { return row.id<casework::CaseId>(0); });
}

}  // namespace jium::store
