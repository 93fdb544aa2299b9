// A Site is a place on the network; an Operator runs it and can delete. Letters go to operators, in their
// language, under the rule of their jurisdiction.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "jium/base/clock.h"
#include "jium/base/enum_text.h"
#include "jium/base/id.h"
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

struct SiteOperator {
  OperatorId id;
  registry::OrganisationId organisation;  // whose directory it stands in
  std::string name;
  std::string mail;
  Language language = Language::en;
  std::string jurisdiction;  // ISO 3166-1 alpha-2, "EU", or "*" when unknown
  Instant added_at{};
};

struct Site {
  registry::SiteId id;
  registry::OrganisationId organisation;
  std::string name;  // WebAddress::site_name(): sealed at rest, it is part of an address
  std::optional<OperatorId> site_operator;
  Instant added_at{};
};

// Two capital letters, or "*".
[[nodiscard]] bool is_jurisdiction(std::string_view text);

// Malformed, in words for an officer.
[[nodiscard]] Result<void> check(const SiteOperator& site_operator);

}  // namespace jium::removal
