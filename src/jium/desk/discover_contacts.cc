#include "jium/desk/discover_contacts.h"

#include <algorithm>

#include "jium/desk/keep_directory.h"
#include "jium/desk/notice_host.h"
#include "jium/desk/write_log.h"
#include "jium/removal/rdap.h"
#include "jium/removal/security_txt.h"
#include "jium/removal/whois.h"
#include "jium/store/directory.h"
#include "jium/store/jobs.h"
#include "jium/store/sightings.h"
#include "jium/store/suggestions.h"

namespace jium::desk {
namespace {

using removal::ContactSuggestion;
using removal::PublishedContact;
using removal::SiteOperator;
using removal::SourceKind;
using removal::SuggestionState;

Result<removal::Published> read_source(SourceKind kind, const std::string& text, Instant now) {
  switch (kind) {
    case SourceKind::rdap_domain:
      return removal::read_rdap_domain(text);
    case SourceKind::rdap_network:
      return removal::read_rdap_network(text);
    case SourceKind::whois:
      return removal::read_whois(text);
    case SourceKind::security_txt:
      return removal::read_security_txt(text, now);
  }
  return removal::Published{};
}

bool has_channel(const SiteOperator& site_operator, const removal::Channel& channel) {
  return std::ranges::any_of(site_operator.channels, [&](const removal::Channel& one) {
    return one.kind == channel.kind && one.address == channel.address;
  });
}

Result<bool> is_known(store::Transaction& tx, const removal::Site& site,
                      const std::vector<ContactSuggestion>& earlier, const PublishedContact& contact) {
  const bool suggested = std::ranges::any_of(earlier, [&](const ContactSuggestion& one) {
    return one.contact.party == contact.party && one.contact.channel.address == contact.channel.address;
  });
  if (suggested) return true;
  const auto& party = removal::party_of(site, contact.party);
  if (!party) return false;
  JIUM_TRY(const auto known, store::load_operator(tx, site.organisation, *party));
  return has_channel(known, contact.channel);
}

// The operator whose channel it becomes: named, the party that stands there, or a new one.
Result<SiteOperator> operator_for(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                  const removal::Site& site, const PublishedContact& contact,
                                  const DecideSuggestion& ask) {
  const auto& party = removal::party_of(site, contact.party);
  if (ask.site_operator) return store::load_operator(tx, actor.organisation, *ask.site_operator);
  if (party) return store::load_operator(tx, actor.organisation, *party);
  const std::string name = ask.name.value_or(contact.name);
  if (name.empty()) {
    return fault(FaultKind::malformed,
                 "the source gives no name: say what the new operator is called, or which known one it is");
  }
  AddOperator add;
  add.name = name;
  add.language = contact.channel.language;
  add.channels = {contact.channel};
  return add_operator(desk, tx, actor, add);
}

Result<void> accept(const Desk& desk, store::Transaction& tx, const Actor& actor,
                    const ContactSuggestion& suggestion, const DecideSuggestion& ask) {
  JIUM_TRY(auto site, store::load_site(tx, actor.organisation, suggestion.site));
  JIUM_TRY(auto site_operator, operator_for(desk, tx, actor, site, suggestion.contact, ask));
  if (!has_channel(site_operator, suggestion.contact.channel)) {
    auto channels = site_operator.channels;
    channels.push_back(suggestion.contact.channel);
    ChangeOperator change{.id = site_operator.id};
    change.channels = std::move(channels);
    JIUM_CHECK(change_operator(desk, tx, actor, change));
  }
  auto& party = removal::party_of(site, suggestion.contact.party);
  if (party == site_operator.id) return {};
  party = site_operator.id;
  return store::update(tx, site);
}

}  // namespace

Result<removal::Site> ask_discovery(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                    registry::SiteId id) {
  JIUM_TRY(auto site, store::load_site(tx, actor.organisation, id));
  JIUM_CHECK(store::schedule(tx, store::JobKind::discover_contacts, id.value(), desk.clock.now()));
  return site;
}

Result<DiscoverySubject> discovery_subject(store::Transaction& tx, registry::SiteId id) {
  JIUM_TRY(const auto organisation, store::organisation_of(tx, id));
  JIUM_TRY(const auto site, store::load_site(tx, organisation, id));
  JIUM_TRY(const auto latest, store::latest_at(tx, organisation, id));
  DiscoverySubject subject{site.name, std::nullopt};
  if (latest && latest->evidence && !latest->evidence->peer.empty()) subject.peer = latest->evidence->peer;
  return subject;
}

std::vector<Discovered> ask_sources(removal::ContactSource& sources, const DiscoverySubject& subject,
                                    Instant now) {
  std::vector<Discovered> all;
  const auto ask = [&](SourceKind kind, const std::string& about) {
    const auto text = sources.ask(kind, about);
    if (!text) return;
    auto published = read_source(kind, *text, now);
    if (published) all.push_back({kind, *std::move(published)});
  };
  ask(SourceKind::security_txt, subject.name);
  ask(SourceKind::rdap_domain, subject.name);
  if (subject.peer) ask(SourceKind::rdap_network, *subject.peer);
  const bool rdap_knows =
      std::ranges::any_of(all, [](const Discovered& one) { return one.source == SourceKind::rdap_domain; });
  if (!rdap_knows) ask(SourceKind::whois, subject.name);
  return all;
}

Result<void> record_discovery(const Desk& desk, store::Transaction& tx, registry::SiteId id,
                              const std::vector<Discovered>& discovered) {
  JIUM_TRY(const auto organisation, store::organisation_of(tx, id));
  JIUM_TRY(const auto site, store::load_site(tx, organisation, id));
  JIUM_TRY(auto known, store::suggestions_for(tx, organisation, id));
  for (const auto& [source, published] : discovered) {
    if (source == SourceKind::rdap_network)
      JIUM_CHECK(note_network_holder(desk, tx, organisation, id, published.network));
    for (const PublishedContact& contact : published.contacts) {
      JIUM_TRY(const bool there, is_known(tx, site, known, contact));
      if (there) continue;
      ContactSuggestion suggestion{.id = removal::SuggestionId::random(),
                                   .organisation = organisation,
                                   .site = id,
                                   .source = source,
                                   .contact = contact,
                                   .found_at = desk.clock.now(),
                                   .state = SuggestionState::open,
                                   .decided_at = std::nullopt};
      JIUM_CHECK(store::insert(tx, suggestion));
      known.push_back(std::move(suggestion));
    }
  }
  return write_log_of_house(desk, tx, organisation, audit::Act::contacts_discovered, id,
                            discovered.empty() ? audit::Outcome::failed : audit::Outcome::done);
}

Result<ContactSuggestion> decide_suggestion(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                            const DecideSuggestion& ask) {
  JIUM_TRY(auto suggestion, store::load_suggestion(tx, actor.organisation, ask.id));
  if (suggestion.state != SuggestionState::open)
    return fault(FaultKind::conflict, "this suggestion has been decided already");
  if (ask.accept) JIUM_CHECK(accept(desk, tx, actor, suggestion, ask));
  suggestion.state = ask.accept ? SuggestionState::accepted : SuggestionState::declined;
  suggestion.decided_at = desk.clock.now();
  JIUM_CHECK(store::update(tx, suggestion));
  return suggestion;
}

}  // namespace jium::desk
