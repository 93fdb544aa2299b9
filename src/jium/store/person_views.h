// A person's own views of the console's lists, and their settings: sealed with the organisation's key.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jium/base/enum_text.h"
#include "jium/registry/person.h"
#include "jium/store/store.h"

namespace jium::store {

struct ViewTag {
  static constexpr char letter = 'J';
  static constexpr std::string_view noun = "view";
};
using ViewId = Id<ViewTag>;

struct PersonView {
  ViewId id;
  registry::PersonId person;
  std::string name;    // the person's own word for it
  std::string page;    // of the console, "requests"
  std::string filter;  // JSON, which the console alone understands
  Instant kept_at{};
};
[[nodiscard]] Result<void> save(Transaction& tx, registry::OrganisationId organisation,
                                const PersonView& view);
[[nodiscard]] Result<std::vector<PersonView>> views_of(Transaction& tx,
                                                       registry::PersonId person);  // oldest first
// Missing when it is not this person's.
[[nodiscard]] Result<void> remove_view(Transaction& tx, registry::PersonId person, ViewId id);

enum class ConsoleLanguage { ko, en };
BOOST_DESCRIBE_ENUM(ConsoleLanguage, ko, en)
enum class ConsoleTheme { light, dark, system };
BOOST_DESCRIBE_ENUM(ConsoleTheme, light, dark, system)

struct PersonSettings {
  std::optional<ConsoleLanguage> language{};
  std::optional<ConsoleTheme> theme{};
};
[[nodiscard]] Result<PersonSettings> settings_of(Transaction& tx, registry::PersonId person);
[[nodiscard]] Result<void> save(Transaction& tx, registry::OrganisationId organisation,
                                registry::PersonId person, const PersonSettings& settings, Instant at);

// When a person leaves.
[[nodiscard]] Result<void> forget_console_of(Transaction& tx, registry::PersonId person);

}  // namespace jium::store
