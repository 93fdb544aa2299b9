// A form recipe: how one operator's form for reports is filled in, declared as data, for forms that take a
// plain HTTP POST. TOML; docs/formats/form_recipe.md is the format. No scripts, no second page to click
// through, and no captcha: what needs a person becomes a person's task.
//
// Two people stand behind a recipe: one declares it, and another confirms it after a rehearsal has shown what
// would be posted (desk/keep_recipe.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jium/base/clock.h"
#include "jium/base/enum_text.h"
#include "jium/base/id.h"
#include "jium/base/result.h"
#include "jium/base/secret.h"
#include "jium/registry/web_address.h"

namespace jium::removal {

struct RecipeTag {
  static constexpr char letter = 'Z';
  static constexpr std::string_view noun = "form recipe";
};
using RecipeId = Id<RecipeTag>;

// What a field is filled with.
enum class FormValue {
  item_address,   // of the footage, in full
  reference,      // R-...: the operator is to quote it
  legal_basis,    // the statute
  legal_text,     // a sentence or two of what it says
  contact_name,   // of the centre
  contact_mail,   // of the centre
  signature,      // of the centre
  category,       // of the footage, as it was decided; else "non-consensual intimate imagery"
  operator_name,  // as the directory has it
};
BOOST_DESCRIBE_ENUM(FormValue, item_address, reference, legal_basis, legal_text, contact_name, contact_mail,
                    signature, category, operator_name)

struct FormField {
  std::string name;
  std::optional<FormValue> fill;  // or
  std::string fixed;              // the same words each time
};

struct FormRecipe {
  std::string id;                            // "example-abuse-form"
  std::optional<registry::WebAddress> page;  // that hidden tokens are read from
  registry::WebAddress action;               // where the form is posted
  std::vector<FormField> fields;             // in the order in which they are posted
  std::vector<std::string> tokens;           // names of hidden fields of the page (CSRF), posted after them
  std::vector<std::string> confirmation;     // the answer holds one of these: it was taken
  std::vector<std::string> refusal;          // the answer holds one of these: it was not
  Duration spacing{};                        // between two posts

  // Malformed, naming the field, when anything is missing, unknown or double; when the method is not POST;
  // when page and action are not on one host; when they are not https (but for 127.0.0.1 and ::1, for
  // rehearsals on one's own machine); when not exactly one field takes the footage's address; when there are
  // more than 40 fields; when there is no confirmation to know success by.
  [[nodiscard]] static Result<FormRecipe> parse(std::string_view toml);
};

// The words for each value; an empty one is posted as an empty field.
struct FormWords {
  Secret<std::string> item_address;
  std::string reference, legal_basis, legal_text, contact_name, contact_mail, signature, category,
      operator_name;
  [[nodiscard]] const std::string& of(FormValue value) const;
};

struct FilledField {
  std::string name;
  Secret<std::string> value;
};
[[nodiscard]] std::vector<FilledField> fill_in(const FormRecipe& recipe, const FormWords& words);

// application/x-www-form-urlencoded (WHATWG URL Standard, 5.2).
[[nodiscard]] std::string url_encoded(const std::vector<FilledField>& fields);

// The value of a hidden token in a form's page: of the one <input> with that name. Nothing when there is
// none, or several that disagree. A scan for one tag and its attributes, which makes no document out of the
// page.
[[nodiscard]] std::optional<std::string> token_in(std::string_view html, std::string_view name);

// Something on the page wants to know whether a person is there.
[[nodiscard]] bool asks_for_a_person(std::string_view html);

// Does the answer's text hold these words? Tags are taken for blanks, and blanks of any length for one.
[[nodiscard]] bool says(std::string_view html, std::string_view words);

}  // namespace jium::removal
