// A recipe that is understood can be filled in and posted; and whatever page an operator's host shows,
// reading its tokens and its words ends, and makes nothing up.
#include <cstdlib>
#include <string>

#include "jium/base/bytes.h"
#include "jium/removal/form_recipe.h"

namespace {

void hold(bool promise) {
  if (!promise) std::abort();
}

void hold_recipe(const std::string& text) {
  using namespace jium::removal;
  const auto recipe = FormRecipe::parse(text);
  if (!recipe) {
    hold(recipe.fault().kind == jium::FaultKind::malformed && !recipe.fault().what.empty());
    return;
  }
  hold(!recipe->fields.empty() && !recipe->confirmation.empty());
  hold(recipe->spacing >= std::chrono::seconds{1});
  hold(recipe->tokens.empty() == !recipe->page);
  FormWords words;
  words.item_address = jium::Secret<std::string>("https://a.example/1");
  const auto filled = fill_in(*recipe, words);
  hold(filled.size() == recipe->fields.size());
  const std::string body = url_encoded(filled);
  hold(body.find("https%3A%2F%2Fa.example%2F1") != std::string::npos);
  hold(body.find_first_of("\r\n ") == std::string::npos);
}

void hold_page(const std::string& html) {
  using namespace jium::removal;
  if (const auto token = token_in(html, "csrf"))
    hold(token->size() <= html.size() && html.find("csrf") != std::string::npos);
  const bool said = says(html, "thank you");
  hold(!said || html.find("thank") != std::string::npos);
  (void)asks_for_a_person(html);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(jium::text_of({data, size}));
  hold_recipe(text);
  hold_page(text);
  return 0;
}
