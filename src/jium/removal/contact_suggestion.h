// A contact that was found (contact_source.h) and waits for an officer: accepted, it goes into the directory;
// declined, it is not suggested again. Where it came from and when stays with it.
#pragma once

#include "jium/removal/contact_source.h"

namespace jium::removal {

struct SuggestionTag {
  static constexpr char letter = 'M';
  static constexpr std::string_view noun = "suggestion";
};
using SuggestionId = Id<SuggestionTag>;

enum class SuggestionState { open, accepted, declined };
BOOST_DESCRIBE_ENUM(SuggestionState, open, accepted, declined)

struct ContactSuggestion {
  SuggestionId id;
  registry::OrganisationId organisation;
  registry::SiteId site;
  SourceKind source = SourceKind::rdap_domain;
  PublishedContact contact;
  Instant found_at{};
  SuggestionState state = SuggestionState::open;
  std::optional<Instant> decided_at;
};

}  // namespace jium::removal
