// Contacts that were found for a site, and changes of its host.
#pragma once

#include "jium/http/directory_types.h"
#include "jium/removal/contact_suggestion.h"

namespace jium::http::wire {

struct Suggestion {
  removal::SuggestionId id;
  registry::SiteId site;
  removal::SourceKind source{};
  removal::Party party{};
  Channel channel;
  std::optional<std::string> name;
  Instant found_at{};
  removal::SuggestionState state{};
  std::optional<Instant> decided_at;
};
JIUM_WIRE_VIEW(Suggestion, (id, site, source, party, channel, name, found_at, state, decided_at))

struct Suggestions {
  std::vector<Suggestion> suggestions;
};
JIUM_WIRE_VIEW(Suggestions, (suggestions))

struct DecideSuggestion {
  removal::SuggestionId suggestion;
  bool accept = false;
  std::optional<removal::OperatorId> site_operator;
  std::optional<std::string> name;
};
JIUM_WIRE_ASK(DecideSuggestion, (suggestion, accept, site_operator, name))

struct SettleHost {
  std::optional<removal::OperatorId> host;
};
JIUM_WIRE_ASK(SettleHost, (host))

}  // namespace jium::http::wire
