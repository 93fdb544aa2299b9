// The directory of sites and operators.
#pragma once

#include "jium/http/wire.h"
#include "jium/removal/contact.h"
#include "jium/removal/operator.h"

namespace jium::http::wire {

struct GivenChannel {
  removal::ChannelKind kind{};
  std::string address;
  std::optional<removal::Language> language;
};
JIUM_WIRE_ASK(GivenChannel, (kind, address, language))

struct Channel {
  removal::ChannelKind kind{};
  std::string address;
  removal::Language language{};
};
JIUM_WIRE_VIEW(Channel, (kind, address, language))

struct AddOperator {
  std::string name;
  std::optional<std::string> mail;
  removal::Language language{};
  std::optional<std::string> jurisdiction;
  std::optional<std::vector<GivenChannel>> channels;
  std::optional<std::vector<removal::Language>> languages;
  std::optional<std::string> rule;
};
JIUM_WIRE_ASK(AddOperator, (name, mail, language, jurisdiction, channels, languages, rule))

struct ChangeOperator {
  std::optional<std::string> name, mail;
  std::optional<removal::Language> language;
  std::optional<std::string> jurisdiction;
  std::optional<std::vector<GivenChannel>> channels;
  std::optional<std::vector<removal::Language>> languages;
  std::optional<std::string> rule;
  std::optional<removal::OperatorState> state;
};
JIUM_WIRE_ASK(ChangeOperator, (name, mail, language, jurisdiction, channels, languages, rule, state))

struct Operator {
  removal::OperatorId id;
  std::string name;
  std::string mail;
  removal::Language language{};
  std::string jurisdiction;
  Instant added_at{};
  std::vector<Channel> channels;
  std::vector<removal::Language> languages;
  std::optional<std::string> rule;
  removal::OperatorState state{};
  std::vector<std::string> abilities;
};
JIUM_WIRE_VIEW(Operator, (id, name, mail, language, jurisdiction, added_at, channels, languages, rule, state,
                          abilities))

struct Operators {
  std::vector<Operator> operators;
};
JIUM_WIRE_VIEW(Operators, (operators))

struct AssignSite {
  Exact site;  // a name, or any address on it
  std::optional<removal::OperatorId> site_operator;
  std::optional<removal::SiteKind> kind;
  std::optional<removal::OperatorId> owner, host, cdn, registrar;
  std::optional<std::vector<removal::Party>> without;
};
JIUM_WIRE_ASK(AssignSite, (site, site_operator, kind, owner, host, cdn, registrar, without))

struct Site {
  registry::SiteId id;
  std::string name;
  std::optional<removal::OperatorId> site_operator;
  Instant added_at{};
  removal::SiteKind kind{};
  std::optional<removal::OperatorId> owner, host, cdn, registrar;
  std::optional<Instant> host_changed_at;
};
JIUM_WIRE_VIEW(Site, (id, name, site_operator, added_at, kind, owner, host, cdn, registrar, host_changed_at))

struct Sites {
  std::vector<Site> sites;
};
JIUM_WIRE_VIEW(Sites, (sites))

struct ContactRecord {
  std::int64_t sent = 0, removed = 0, refused = 0, silent = 0, waiting = 0, false_claims = 0;
  std::optional<double> median_hours_to_removal, share_removed;
};
JIUM_WIRE_VIEW(ContactRecord, (sent, removed, refused, silent, waiting, false_claims, median_hours_to_removal,
                               share_removed))

struct OperatorRecord {
  removal::OperatorId site_operator;
  ContactRecord record;
};
JIUM_WIRE_VIEW(OperatorRecord, (site_operator, record))

struct OperatorRecords {
  std::vector<OperatorRecord> records;
};
JIUM_WIRE_VIEW(OperatorRecords, (records))

struct Contact {
  removal::ContactId id;
  removal::OperatorId site_operator;
  std::optional<registry::SiteId> site;
  std::optional<removal::RequestId> request;
  removal::ChannelKind channel{};
  Instant at{};
  removal::ContactOutcome outcome{};
  std::optional<Instant> outcome_at;
};
JIUM_WIRE_VIEW(Contact, (id, site_operator, site, request, channel, at, outcome, outcome_at))

struct ContactHistory {
  ContactRecord record;
  std::vector<Contact> contacts;
};
JIUM_WIRE_VIEW(ContactHistory, (record, contacts))

}  // namespace jium::http::wire
