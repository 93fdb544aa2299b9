// Form recipes (removal/form_recipe.h) of a centre: declared by one person, rehearsed, confirmed by another,
// retired. Only a confirmed one is ever posted.
//
//   kept --rehearsed--> kept --confirmed, by somebody else--> confirmed --> retired
//
// One recipe of an operator is confirmed at a time: the next one retires it.
#pragma once

#include <string>
#include <vector>

#include "jium/desk/desk.h"
#include "jium/removal/form_sender.h"
#include "jium/removal/removal_request.h"
#include "jium/store/form_recipes.h"

namespace jium::desk {

// Malformed as FormRecipe::parse. A task asks a colleague to confirm it.
[[nodiscard]] Result<store::StoredRecipe> keep_recipe(const Desk& desk, store::Transaction& tx,
                                                      const Actor& actor, removal::OperatorId site_operator,
                                                      const std::string& text);

// What would be posted for a request, word for word but for the tokens. Nothing leaves the house; the address
// in it counts as a reveal (reveal_address.h), and is Forbidden when the day's are used up. Conflict when the
// recipe is retired, or the request is to another operator.
struct Rehearsal {
  store::StoredRecipe recipe;
  removal::FormRecipe parsed;
  std::vector<removal::FilledField> fields;
};
[[nodiscard]] Result<Rehearsal> rehearse_form(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                              removal::RecipeId id, removal::RequestId request);

// Conflict when it was not rehearsed, or the actor declared it: a second person looks at it.
[[nodiscard]] Result<store::StoredRecipe> confirm_recipe(const Desk& desk, store::Transaction& tx,
                                                         const Actor& actor, removal::RecipeId id);
[[nodiscard]] Result<store::StoredRecipe> retire_recipe(const Desk& desk, store::Transaction& tx,
                                                        const Actor& actor, removal::RecipeId id);

}  // namespace jium::desk
