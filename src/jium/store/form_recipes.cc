#include "jium/store/form_recipes.h"

#include "jium/store/fields.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

using registry::OrganisationId;
using removal::RecipeId;

constexpr std::string_view kTable = "form_recipe";
constexpr std::string_view kText = "text_sealed";
constexpr std::string_view kColumns =
    "select id, data_key, text_sealed, organisation, site_operator, state, kept_by, kept_at, rehearsed_at,"
    " coalesce(confirmed_by, ''), confirmed_at, retired_at, next_at from form_recipe";
constexpr const char* kMissing = "no such form recipe";

std::optional<std::string> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

Result<StoredRecipe> read_recipe(Transaction& tx, const Row& row) {
  Fields in(row);
  const auto id = in.id<RecipeId>();
  JIUM_TRY(const DataKey key, tx.data_key(in.id<DataKeyId>()));
  JIUM_TRY(std::string text, in.open({key, kTable, id.value()}, kText));
  StoredRecipe recipe{.id = id,
                      .organisation = in.id<OrganisationId>(),
                      .site_operator = in.id<removal::OperatorId>(),
                      .text = std::move(text),
                      .state = in.word<RecipeState>(),
                      .kept_by = in.text(),
                      .kept_at = in.instant(),
                      .rehearsed_at = in.maybe_instant(),
                      .confirmed_by = in.text(),
                      .confirmed_at = in.maybe_instant(),
                      .retired_at = in.maybe_instant(),
                      .next_at = in.instant()};
  return in.finish(std::move(recipe));
}

}  // namespace

Result<void> insert(Transaction& tx, const StoredRecipe& recipe) {
  JIUM_TRY(const DataKey key, tx.organisation_key(recipe.organisation));
  const SealedRow sealed{key, kTable, recipe.id.value()};
  return tx.database().run(
      "insert into form_recipe (id, organisation, site_operator, data_key, text_sealed, state, kept_by, "
      "kept_at,"
      " rehearsed_at, confirmed_by, confirmed_at, retired_at, next_at)"
      " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {recipe.id, recipe.organisation, recipe.site_operator, key.id, sealed.seal(kText, recipe.text),
       to_text(recipe.state), recipe.kept_by, recipe.kept_at, recipe.rehearsed_at,
       unless_empty(recipe.confirmed_by), recipe.confirmed_at, recipe.retired_at, recipe.next_at});
}

Result<void> update(Transaction& tx, const StoredRecipe& recipe) {
  return change_one(tx,
                    "update form_recipe set state = ?, rehearsed_at = ?, confirmed_by = ?, confirmed_at = ?,"
                    " retired_at = ?, next_at = ? where id = ? and organisation = ?",
                    {to_text(recipe.state), recipe.rehearsed_at, unless_empty(recipe.confirmed_by),
                     recipe.confirmed_at, recipe.retired_at, recipe.next_at, recipe.id, recipe.organisation},
                    kMissing);
}

Result<StoredRecipe> load_recipe(Transaction& tx, OrganisationId organisation, RecipeId id) {
  return one(tx, kColumns, "where id = ? and organisation = ?", {id, organisation}, kMissing, read_recipe);
}

Result<std::vector<StoredRecipe>> recipes_of(Transaction& tx, OrganisationId organisation) {
  return all(tx, kColumns, "where organisation = ? order by kept_at desc, id", {organisation}, read_recipe);
}

Result<std::optional<StoredRecipe>> confirmed_recipe_of(Transaction& tx, OrganisationId organisation,
                                                        removal::OperatorId site_operator) {
  return first(
      tx, kColumns,
      "where organisation = ? and site_operator = ? and state = 'confirmed' order by confirmed_at desc",
      {organisation, site_operator}, read_recipe);
}

}  // namespace jium::store
