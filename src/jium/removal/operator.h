// A Site is a place on the network; an Operator runs it and can delete. Letters go to operators, in their
// language, under the rule of their jurisdiction, or under the one that an officer named for them.
//
// Beside its operator a site may have an owner, a host, a CDN and a registrar, which are operators of the
// directory too: whoever stays silent, the next of them is asked (data/ladders). A site whose host has
// changed is not settled: its parties may be others now, and nothing climbs on before an officer has looked.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jium/base/clock.h"
#include "jium/base/enum_text.h"
#include "jium/base/id.h"
#include "jium/base/secret.h"
#include "jium/registry/sighting.h"

namespace jium::removal {

struct OperatorTag {
  static constexpr char letter = 'P';
  static constexpr std::string_view noun = "operator";
};
using OperatorId = Id<OperatorTag>;

// ISO 639-1. A rule or a letter that has no wording in a language falls back to English. Words are never
// renamed; new ones are added at the end.
enum class Language { ko, en, ja, zh, ru, es, vi };
BOOST_DESCRIBE_ENUM(Language, ko, en, ja, zh, ru, es, vi)

// What is told over a channel: a mail address; the web address of a form; that of an API.
enum class ChannelKind { mail, web_form, api };
BOOST_DESCRIBE_ENUM(ChannelKind, mail, web_form, api)

struct Channel {
  ChannelKind kind = ChannelKind::mail;
  Secret<std::string> address;  // sealed at rest
  Language language = Language::en;
  friend bool operator==(const Channel&, const Channel&) = default;
};

// As our experience is: silent = lets clocks end without a word; refusing = says no.
enum class OperatorState { reachable, silent, refusing };
BOOST_DESCRIBE_ENUM(OperatorState, reachable, silent, refusing)

struct SiteOperator {
  OperatorId id;
  registry::OrganisationId organisation;  // whose directory it stands in
  std::string name;
  std::string mail;                  // of the first channel that is mail; empty when there is none
  Language language = Language::en;  // of our letters
  std::string jurisdiction;          // ISO 3166-1 alpha-2, "EU", or "*" when unknown
  Instant added_at{};
  std::vector<Channel> channels{};    // in order of preference
  std::vector<Language> languages{};  // that it is known to read
  std::optional<std::string> rule{};  // Rule::id, where it is not that of the jurisdiction
  OperatorState state = OperatorState::reachable;
  std::optional<OperatorId> merged_into{};  // was the same as that one: stays for its history alone
};

// What sort of place it is; `host`, `registrar` and `cdn` are places that only carry those of others.
enum class SiteKind {
  adult_site,
  search_engine,
  social_network,
  web_hard,
  community,
  archive,
  messenger_channel,
  host,
  registrar,
  cdn,
  other
};
BOOST_DESCRIBE_ENUM(SiteKind, adult_site, search_engine, social_network, web_hard, community, archive,
                    messenger_channel, host, registrar, cdn, other)

struct Site {
  registry::SiteId id;
  registry::OrganisationId organisation;
  std::string name;  // WebAddress::site_name(): sealed at rest, it is part of an address
  std::optional<OperatorId> site_operator{};
  Instant added_at{};
  SiteKind kind = SiteKind::other;
  std::optional<OperatorId> owner{}, host{}, cdn{}, registrar{};
  std::optional<Instant> host_changed_at{};  // noticed, and no officer has looked yet
};

// Who can be asked about a place, in the order in which they usually are.
enum class Party { site_operator, owner, host, cdn, registrar };
BOOST_DESCRIBE_ENUM(Party, site_operator, owner, host, cdn, registrar)
[[nodiscard]] std::optional<OperatorId>& party_of(Site& site, Party party);
[[nodiscard]] const std::optional<OperatorId>& party_of(const Site& site, Party party);

// May the next party be asked? Not while a change of host waits for an officer.
[[nodiscard]] bool is_settled(const Site& site);

// The first channel of a kind.
[[nodiscard]] const Channel* channel_of(const SiteOperator& site_operator, ChannelKind kind);

// Makes `mail` and `channels` agree: a mail address alone becomes a channel, and the first mail channel is
// the mail address.
void settle_channels(SiteOperator& site_operator);

// Two capital letters, or "*".
[[nodiscard]] bool is_jurisdiction(std::string_view text);

// Malformed, in words for an officer. Channels are settled before.
[[nodiscard]] Result<void> check(const SiteOperator& site_operator);

}  // namespace jium::removal
