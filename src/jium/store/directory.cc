#include "jium/store/directory.h"

#include <boost/algorithm/string.hpp>

#include "jium/store/fields.h"
#include "jium/store/rows.h"
#include "jium/store/sealed_json.h"

namespace jium::store {

// As they are sealed.
struct SealedChannel {
  removal::ChannelKind kind{};
  std::string address;
  removal::Language language{};
};
BOOST_DESCRIBE_STRUCT(SealedChannel, (), (kind, address, language))
struct SealedChannels {
  std::vector<SealedChannel> channels;
};
BOOST_DESCRIBE_STRUCT(SealedChannels, (), (channels))

namespace {

using registry::OrganisationId;
using registry::SiteId;
using removal::OperatorId;
using removal::Site;
using removal::SiteOperator;

constexpr std::string_view kOperatorTable = "site_operator";
constexpr std::string_view kSiteTable = "site";
constexpr std::string_view kName = "name_sealed";
constexpr std::string_view kMail = "mail_sealed";
constexpr std::string_view kChannels = "channels_sealed";
constexpr std::string_view kOperatorColumns =
    "select id, data_key, name_sealed, mail_sealed, channels_sealed, languages, organisation, language, "
    "jurisdiction, added_at, rule, state, merged_into from site_operator";
constexpr std::string_view kSiteColumns =
    "select id, data_key, name_sealed, organisation, site_operator, added_at, kind, owner, host, cdn, "
    "registrar, host_changed_at from site";

std::string write_channels(const std::vector<removal::Channel>& channels) {
  SealedChannels written;
  for (const auto& [kind, address, language] : channels)
    written.channels.push_back({kind, address.reveal(), language});
  return write_json(written);
}

Result<std::vector<removal::Channel>> read_channels(const std::string& text) {
  std::vector<removal::Channel> channels;
  if (text.empty()) return channels;  // from before there were any but mail
  JIUM_TRY(SealedChannels sealed, read_json<SealedChannels>(text));
  for (auto& [kind, address, language] : sealed.channels)
    channels.push_back({kind, Secret(std::move(address)), language});
  return channels;
}

// Words between commas.
std::string write_languages(const std::vector<removal::Language>& languages) {
  std::string text;
  for (const removal::Language language : languages) {
    if (!text.empty()) text += ',';
    text += to_text(language);
  }
  return text;
}

Result<std::vector<removal::Language>> read_languages(const std::string& text) {
  std::vector<removal::Language> languages;
  if (text.empty()) return languages;
  std::vector<std::string> words;
  boost::split(words, text, boost::is_any_of(","));
  for (const std::string& word : words) {
    JIUM_TRY(const auto language, stored(parse_enum<removal::Language>("language", word)));
    languages.push_back(language);
  }
  return languages;
}

Result<SiteOperator> read_operator(Transaction& tx, const Row& row) {
  Fields in(row);
  const auto id = in.id<OperatorId>();
  JIUM_TRY(const DataKey key, tx.data_key(in.id<DataKeyId>()));
  const SealedRow sealed{key, kOperatorTable, id.value()};
  JIUM_TRY(std::string name, in.open(sealed, kName));
  JIUM_TRY(std::string mail, in.open(sealed, kMail));
  JIUM_TRY(const std::string channels_text, in.open(sealed, kChannels));
  JIUM_TRY(auto channels, read_channels(channels_text));
  JIUM_TRY(auto languages, read_languages(in.text()));
  SiteOperator read{.id = id,
                    .organisation = in.id<OrganisationId>(),
                    .name = std::move(name),
                    .mail = std::move(mail),
                    .language = in.word<removal::Language>(),
                    .jurisdiction = in.text(),
                    .added_at = in.instant(),
                    .channels = std::move(channels),
                    .languages = std::move(languages),
                    .rule = in.maybe_text(),
                    .state = in.word<removal::OperatorState>(),
                    .merged_into = in.maybe_id<OperatorId>()};
  removal::settle_channels(read);
  return in.finish(std::move(read));
}

Result<Site> read_site(Transaction& tx, const Row& row) {
  Fields in(row);
  const auto id = in.id<SiteId>();
  JIUM_TRY(const DataKey key, tx.data_key(in.id<DataKeyId>()));
  JIUM_TRY(std::string name, in.open({key, kSiteTable, id.value()}, kName));
  return in.finish(Site{.id = id,
                        .organisation = in.id<OrganisationId>(),
                        .name = std::move(name),
                        .site_operator = in.maybe_id<OperatorId>(),
                        .added_at = in.instant(),
                        .kind = in.word<removal::SiteKind>(),
                        .owner = in.maybe_id<OperatorId>(),
                        .host = in.maybe_id<OperatorId>(),
                        .cdn = in.maybe_id<OperatorId>(),
                        .registrar = in.maybe_id<OperatorId>(),
                        .host_changed_at = in.maybe_instant()});
}

}  // namespace

Result<void> insert(Transaction& tx, const SiteOperator& site_operator) {
  JIUM_TRY(const DataKey key, tx.organisation_key(site_operator.organisation));
  const SealedRow sealed{key, kOperatorTable, site_operator.id.value()};
  return tx.database().run(
      "insert into site_operator (id, data_key, name_sealed, mail_sealed, channels_sealed, languages, "
      "organisation, language, jurisdiction, added_at, rule, state, merged_into)"
      " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {site_operator.id, key.id, sealed.seal(kName, site_operator.name),
       sealed.seal(kMail, site_operator.mail), sealed.seal(kChannels, write_channels(site_operator.channels)),
       write_languages(site_operator.languages), site_operator.organisation, to_text(site_operator.language),
       site_operator.jurisdiction, site_operator.added_at, site_operator.rule, to_text(site_operator.state),
       site_operator.merged_into});
}

Result<void> update(Transaction& tx, const SiteOperator& site_operator) {
  JIUM_TRY(const DataKey key, tx.organisation_key(site_operator.organisation));
  const SealedRow sealed{key, kOperatorTable, site_operator.id.value()};
  return change_one(tx,
                    "update site_operator set data_key = ?, name_sealed = ?, mail_sealed = ?, "
                    "channels_sealed = ?, languages = ?, language = ?, jurisdiction = ?, rule = ?, state = "
                    "?, merged_into = ? "
                    "where id = ? and organisation = ?",
                    {key.id, sealed.seal(kName, site_operator.name), sealed.seal(kMail, site_operator.mail),
                     sealed.seal(kChannels, write_channels(site_operator.channels)),
                     write_languages(site_operator.languages), to_text(site_operator.language),
                     site_operator.jurisdiction, site_operator.rule, to_text(site_operator.state),
                     site_operator.merged_into, site_operator.id, site_operator.organisation},
                    "no such operator");
}

Result<SiteOperator> load_operator(Transaction& tx, OrganisationId organisation, OperatorId id) {
  return one(tx, kOperatorColumns, "where id = ? and organisation = ?", {id, organisation},
             "no such operator", read_operator);
}

Result<std::vector<SiteOperator>> operators_of(Transaction& tx, OrganisationId organisation) {
  return all(tx, kOperatorColumns, "where organisation = ? and merged_into is null order by added_at, id",
             {organisation}, read_operator);
}

Result<void> insert(Transaction& tx, const Site& site) {
  JIUM_TRY(const DataKey key, tx.organisation_key(site.organisation));
  const SealedRow sealed{key, kSiteTable, site.id.value()};
  return tx.database().run(
      "insert into site (id, data_key, name_sealed, name_index, organisation, site_operator, added_at, kind, "
      "owner, host, cdn, registrar, host_changed_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {site.id, key.id, sealed.seal(kName, site.name),
       tx.vault().blind_index(IndexPurpose::site_name, site.name), site.organisation, site.site_operator,
       site.added_at, to_text(site.kind), site.owner, site.host, site.cdn, site.registrar,
       site.host_changed_at});
}

Result<void> update(Transaction& tx, const Site& site) {
  return change_one(
      tx,
      "update site set site_operator = ?, kind = ?, owner = ?, host = ?, cdn = ?, registrar = ?, "
      "host_changed_at = ? where id = ? and organisation = ?",
      {site.site_operator, to_text(site.kind), site.owner, site.host, site.cdn, site.registrar,
       site.host_changed_at, site.id, site.organisation},
      "no such site");
}

Result<Site> load_site(Transaction& tx, OrganisationId organisation, SiteId id) {
  return one(tx, kSiteColumns, "where id = ? and organisation = ?", {id, organisation}, "no such site",
             read_site);
}

Result<std::optional<Site>> find_site(Transaction& tx, OrganisationId organisation, const std::string& name) {
  return first(tx, kSiteColumns, "where organisation = ? and name_index = ?",
               {organisation, tx.vault().blind_index(IndexPurpose::site_name, name)}, read_site);
}

Result<std::vector<removal::OperatorId>> operators_of_kind(Transaction& tx, OrganisationId organisation,
                                                           removal::SiteKind kind) {
  return all(tx, "select distinct site_operator from site",
             "where organisation = ? and kind = ? and site_operator is not null order by site_operator",
             {organisation, to_text(kind)}, [](Transaction&, const Row& row) -> Result<removal::OperatorId> {
               return row.id<removal::OperatorId>(0);
             });
}

Result<std::vector<Site>> sites_of(Transaction& tx, OrganisationId organisation) {
  return all(tx, kSiteColumns, "where organisation = ? order by added_at, id", {organisation}, read_site);
}

}  // namespace jium::store
