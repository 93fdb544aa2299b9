#include "jium/desk/keep_recipe.h"
#include "jium/http/platform_types.h"
#include "jium/http/routes.h"

namespace jium::http {
namespace {

using removal::RecipeId;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

wire::Recipe present(const store::StoredRecipe& recipe) {
  return {recipe.id,         recipe.site_operator, recipe.state,        recipe.kept_by,
          recipe.kept_at,    recipe.rehearsed_at,  recipe.confirmed_by, recipe.confirmed_at,
          recipe.retired_at, lines_of(recipe.text)};
}

Result<Reply> declare_recipe(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::DeclareRecipe>());
  std::string text;
  for (const wire::Exact& line : ask.lines) text += line.text + '\n';
  JIUM_TRY(const auto kept, desk::keep_recipe(call.desk, call.tx, call.actor, ask.site_operator, text));
  call.about(kept.id);
  return reply(201, present(kept));
}

Result<Reply> list_recipes(const Call& call) {
  JIUM_TRY(const auto recipes, store::recipes_of(call.tx, call.actor.organisation));
  wire::Recipes shown;
  for (const store::StoredRecipe& one : recipes) shown.recipes.push_back(present(one));
  return reply(200, shown);
}

Result<Reply> rehearse_form(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<RecipeId>("recipe"));
  JIUM_TRY(const auto ask, call.body<wire::RehearseForm>());
  JIUM_TRY(const auto made, desk::rehearse_form(call.desk, call.tx, call.actor, id, ask.request));
  wire::Rehearsal shown{made.recipe.id,
                        made.parsed.action.canonical().reveal(),
                        {},
                        made.parsed.tokens,
                        made.parsed.confirmation,
                        made.parsed.refusal};
  for (const removal::FilledField& field : made.fields)
    shown.fields.push_back({field.name, field.value.reveal()});
  return reply(200, shown);
}

Result<Reply> confirm_recipe(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<RecipeId>("recipe"));
  JIUM_TRY(const auto recipe, desk::confirm_recipe(call.desk, call.tx, call.actor, id));
  return reply(200, present(recipe));
}

Result<Reply> retire_recipe(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<RecipeId>("recipe"));
  JIUM_TRY(const auto recipe, desk::retire_recipe(call.desk, call.tx, call.actor, id));
  return reply(200, present(recipe));
}

}  // namespace

void add_recipe_routes(Routes& routes) {
  routes.push_back({.method = "POST",
                    .path = "/api/v1/form-recipes",
                    .operation = "declare_recipe",
                    .summary = "Declares how an operator's form is filled in; a colleague must confirm it.",
                    .asks = &schema_of<wire::DeclareRecipe>,
                    .gives = &schema_of<wire::Recipe>,
                    .success = {201},
                    .handle = &declare_recipe});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/form-recipes",
                    .operation = "list_recipes",
                    .summary = "The organisation's form recipes, the newest first.",
                    .gives = &schema_of<wire::Recipes>,
                    .handle = &list_recipes});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/form-recipes/{recipe}/rehearse",
                    .operation = "rehearse_form",
                    .summary = "Exactly what would be posted for a request; nothing leaves the house.",
                    .asks = &schema_of<wire::RehearseForm>,
                    .gives = &schema_of<wire::Rehearsal>,
                    .handle = &rehearse_form});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/form-recipes/{recipe}/confirm",
                    .operation = "confirm_recipe",
                    .summary = "The second person's word, after a rehearsal: the recipe is used from now on.",
                    .gives = &schema_of<wire::Recipe>,
                    .handle = &confirm_recipe});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/form-recipes/{recipe}/retire",
                    .operation = "retire_recipe",
                    .summary = "The recipe is not used any more.",
                    .gives = &schema_of<wire::Recipe>,
                    .handle = &retire_recipe});
}

}  // namespace jium::http
