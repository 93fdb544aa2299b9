#include "jium/desk/keep_recipe.h"

#include "jium/desk/keep_task.h"
#include "jium/desk/reach.h"
#include "jium/desk/request_words.h"
#include "jium/desk/reveal_address.h"
#include "jium/desk/signature.h"
#include "jium/store/directory.h"
#include "jium/store/tasks.h"

namespace jium::desk {
namespace {

using store::RecipeState;
using store::StoredRecipe;

Fault retired() {
  return fault(FaultKind::conflict, "this recipe is retired: declare a new one");
}

Result<void> end_task(const Desk& desk, store::Transaction& tx, const Actor& actor,
                      const StoredRecipe& recipe, removal::TaskState end) {
  JIUM_TRY(auto task, store::open_task_about(tx, recipe.organisation, removal::TaskKind::confirm_recipe,
                                             recipe.id.text()));
  if (!task) return {};
  task->state = end;
  task->finished_by = actor.text();
  task->finished_at = desk.clock.now();
  return store::update(tx, *task);
}

}  // namespace

Result<StoredRecipe> keep_recipe(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                 removal::OperatorId site_operator, const std::string& text) {
  JIUM_CHECK(store::load_operator(tx, actor.organisation, site_operator));
  JIUM_CHECK(removal::FormRecipe::parse(text));
  StoredRecipe recipe;
  recipe.id = removal::RecipeId::random();
  recipe.organisation = actor.organisation;
  recipe.site_operator = site_operator;
  recipe.text = text;
  recipe.kept_by = casework::to_text(signature_of(desk, actor).by);
  recipe.kept_at = desk.clock.now();
  recipe.next_at = recipe.kept_at;
  JIUM_CHECK(store::insert(tx, recipe));
  JIUM_CHECK(open_task(desk, tx,
                       {.organisation = actor.organisation,
                        .kind = removal::TaskKind::confirm_recipe,
                        .subject = recipe.id.text(),
                        .note = "a colleague has declared a form recipe: look at what it would post"},
                       actor.text()));
  return recipe;
}

Result<Rehearsal> rehearse_form(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                removal::RecipeId id, removal::RequestId request_id) {
  JIUM_TRY(auto recipe, store::load_recipe(tx, actor.organisation, id));
  if (recipe.state == RecipeState::retired) return retired();
  JIUM_TRY(const auto request, reach_request(desk, tx, actor, request_id));
  if (request.site_operator != recipe.site_operator)
    return fault(FaultKind::conflict, "this request is to another operator than the recipe");
  JIUM_TRY(auto parsed, removal::FormRecipe::parse(recipe.text));
  JIUM_TRY(const auto revealed,
           reveal_address(desk, tx, actor, request.sighting, casework::RevealTask::send_request));
  if (!revealed.address) return fault(FaultKind::forbidden, revealed.refusal);
  JIUM_TRY(const auto all, words_of(desk, tx, request));
  recipe.rehearsed_at = desk.clock.now();
  JIUM_CHECK(store::update(tx, recipe));
  auto fields = removal::fill_in(parsed, all.words);
  return Rehearsal{std::move(recipe), std::move(parsed), std::move(fields)};
}

Result<StoredRecipe> confirm_recipe(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                    removal::RecipeId id) {
  JIUM_TRY(auto recipe, store::load_recipe(tx, actor.organisation, id));
  if (recipe.state == RecipeState::retired) return retired();
  if (recipe.state == RecipeState::confirmed)
    return fault(FaultKind::conflict, "this recipe is confirmed already");
  if (!recipe.rehearsed_at)
    return fault(FaultKind::conflict, "rehearse it first (`jium form dry-run`): look at what it would post");
  JIUM_TRY(const auto first, casework::parse_signer(recipe.kept_by));
  const casework::Signer second = signature_of(desk, actor).by;
  JIUM_CHECK(casework::check_two_people(first, second));
  JIUM_TRY(auto before, store::confirmed_recipe_of(tx, recipe.organisation, recipe.site_operator));
  const Instant now = desk.clock.now();
  if (before) {
    before->state = RecipeState::retired;
    before->retired_at = now;
    JIUM_CHECK(store::update(tx, *before));
  }
  recipe.state = RecipeState::confirmed;
  recipe.confirmed_by = casework::to_text(second);
  recipe.confirmed_at = now;
  JIUM_CHECK(store::update(tx, recipe));
  JIUM_CHECK(end_task(desk, tx, actor, recipe, removal::TaskState::done));
  return recipe;
}

Result<StoredRecipe> retire_recipe(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                   removal::RecipeId id) {
  JIUM_TRY(auto recipe, store::load_recipe(tx, actor.organisation, id));
  if (recipe.state == RecipeState::retired) return retired();
  recipe.state = RecipeState::retired;
  recipe.retired_at = desk.clock.now();
  JIUM_CHECK(store::update(tx, recipe));
  JIUM_CHECK(end_task(desk, tx, actor, recipe, removal::TaskState::declined));
  return recipe;
}

}  // namespace jium::desk
