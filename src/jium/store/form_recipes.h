// Form recipes of one organisation. The text is sealed: it names an operator's form.
#pragma once

#include <optional>
#include <vector>

#include "jium/removal/form_recipe.h"
#include "jium/removal/operator.h"
#include "jium/store/store.h"

namespace jium::store {

enum class RecipeState { kept, confirmed, retired };
BOOST_DESCRIBE_ENUM(RecipeState, kept, confirmed, retired)

struct StoredRecipe {
  removal::RecipeId id;
  registry::OrganisationId organisation;
  removal::OperatorId site_operator;
  std::string text;  // TOML, as it was declared
  RecipeState state = RecipeState::kept;
  std::string kept_by;  // an actor's text
  Instant kept_at{};
  std::optional<Instant> rehearsed_at;
  std::string confirmed_by;  // empty: nobody yet
  std::optional<Instant> confirmed_at, retired_at;
  Instant next_at{};  // the earliest that another post may be sent
};

[[nodiscard]] Result<void> insert(Transaction& tx, const StoredRecipe& recipe);
[[nodiscard]] Result<void> update(Transaction& tx, const StoredRecipe& recipe);  // all but the text
[[nodiscard]] Result<StoredRecipe> load_recipe(Transaction& tx, registry::OrganisationId organisation,
                                               removal::RecipeId id);
[[nodiscard]] Result<std::vector<StoredRecipe>> recipes_of(
    Transaction& tx, registry::OrganisationId organisation);  // newest first
// The one that is in use.
[[nodiscard]] Result<std::optional<StoredRecipe>> confirmed_recipe_of(Transaction& tx,
                                                                      registry::OrganisationId organisation,
                                                                      removal::OperatorId site_operator);

}  // namespace jium::store
