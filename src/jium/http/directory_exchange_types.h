// The whole directory, in and out, and operators that turn out to be one.
#pragma once

#include "jium/http/directory_types.h"

namespace jium::http::wire {

struct ImportedOperator {
  std::string name;
  std::optional<std::string> mail;
  std::optional<std::vector<GivenChannel>> channels;
  std::optional<removal::Language> language;
  std::optional<std::vector<removal::Language>> languages;
  std::optional<std::string> jurisdiction, rule;
  std::optional<removal::OperatorState> state;
};
JIUM_WIRE_ASK(ImportedOperator, (name, mail, channels, language, languages, jurisdiction, rule, state))

struct ImportedSite {
  std::string name;
  std::optional<removal::SiteKind> kind;
  std::optional<std::string> site_operator, owner, host, cdn, registrar;  // by their names
};
JIUM_WIRE_ASK(ImportedSite, (name, kind, site_operator, owner, host, cdn, registrar))

// Tables as CSV line by line, as no text of ours has line ends in it.
struct ImportDirectory {
  bool dry_run = false;
  std::optional<std::vector<std::string>> operators_csv, sites_csv;
  std::optional<std::vector<ImportedOperator>> operators;
  std::optional<std::vector<ImportedSite>> sites;
};
JIUM_WIRE_ASK(ImportDirectory, (dry_run, operators_csv, sites_csv, operators, sites))

struct ImportFault {
  std::string table;
  std::int64_t line = 0;
  std::string what;
};
JIUM_WIRE_VIEW(ImportFault, (table, line, what))

struct ImportOutcome {
  bool taken = false;
  std::int64_t operators_added = 0, operators_changed = 0, sites_added = 0, sites_changed = 0;
  std::vector<ImportFault> faults;
};
JIUM_WIRE_VIEW(ImportOutcome, (taken, operators_added, operators_changed, sites_added, sites_changed, faults))

struct ExportedOperator {
  std::string name;
  std::optional<std::string> mail;
  std::vector<Channel> channels;
  std::optional<removal::Language> language;
  std::vector<removal::Language> languages;
  std::optional<std::string> jurisdiction, rule;
  std::optional<removal::OperatorState> state;
};
JIUM_WIRE_VIEW(ExportedOperator, (name, mail, channels, language, languages, jurisdiction, rule, state))

struct ExportedSite {
  std::string name;
  std::optional<removal::SiteKind> kind;
  std::optional<std::string> site_operator, owner, host, cdn, registrar;
};
JIUM_WIRE_VIEW(ExportedSite, (name, kind, site_operator, owner, host, cdn, registrar))

struct ExportedDirectory {
  std::vector<ExportedOperator> operators;
  std::vector<ExportedSite> sites;
};
JIUM_WIRE_VIEW(ExportedDirectory, (operators, sites))

struct MergeOperators {
  removal::OperatorId into;
};
JIUM_WIRE_ASK(MergeOperators, (into))

}  // namespace jium::http::wire
