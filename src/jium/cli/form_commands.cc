#include <fmt/format.h>

#include <sstream>

#include "jium/base/text_file.h"
#include "jium/cli/commands.h"
#include "jium/cli/exit_code.h"
#include "jium/removal/form_recipe.h"

namespace jium::cli {
namespace {

namespace json = boost::json;

struct FormOptions {
  std::string file, recipe, request, site_operator;
  bool lines = false;
};

json::array lines_of(const std::string& text) {
  json::array lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    // A tab is a control character to the API and a blank to TOML.
    for (char& one : line)
      if (one == '\t' || one == '\r') one = ' ';
    lines.emplace_back(line);
  }
  return lines;
}

void print_recipe(const json::value& r) {
  fmt::print("{}  {:<9} for {}  declared {}  rehearsed {}  confirmed {}\n", text_at(r, "id"),
             text_at(r, "state"), text_at(r, "operator"), text_at(r, "kept_at"), text_at(r, "rehearsed_at"),
             text_at(r, "confirmed_at"));
}

// Offline: nothing is asked of the server.
Result<int> check(const Session& session, const FormOptions& options) {
  JIUM_TRY(const std::string text, read_text_file(options.file));
  JIUM_TRY(const auto recipe, removal::FormRecipe::parse(text));
  json::object told{
      {"id", recipe.id},
      {"action", recipe.action.canonical().reveal()},
      {"fields", recipe.fields.size()},
      {"tokens", recipe.tokens.size()},
      {"spacing_seconds", std::chrono::duration_cast<std::chrono::seconds>(recipe.spacing).count()}};
  session.show(told, [](const json::value& t) {
    fmt::print("{}: understood; posts {} fields and {} tokens to {}\n", text_at(t, "id"),
               text_at(t, "fields"), text_at(t, "tokens"), text_at(t, "action"));
  });
  return kDone;
}

Result<int> keep(const Session& session, const FormOptions& options) {
  JIUM_TRY(const std::string text, read_text_file(options.file));
  JIUM_CHECK(removal::FormRecipe::parse(text));
  JIUM_TRY(const json::value answer,
           session.post("/form-recipes",
                        json::object{{"operator", options.site_operator}, {"lines", lines_of(text)}}));
  session.show(answer, print_recipe);
  return kDone;
}

Result<int> list(const Session& session, const FormOptions& options) {
  JIUM_TRY(const json::value answer, session.get("/form-recipes"));
  session.show(answer, [&](const json::value& a) {
    for (const json::value& one : a.at("recipes").as_array()) {
      print_recipe(one);
      if (!options.lines) continue;
      for (const json::value& line : one.at("lines").as_array())
        fmt::print("    {}\n", std::string_view(line.as_string()));
    }
    if (a.at("recipes").as_array().empty()) fmt::print("no form recipes\n");
  });
  return kDone;
}

Result<int> rehearse(const Session& session, const FormOptions& options) {
  JIUM_TRY(const json::value answer, session.post("/form-recipes/" + options.recipe + "/rehearse",
                                                  json::object{{"request", options.request}}));
  session.show(answer, [](const json::value& a) {
    fmt::print("nothing has left the house; this would be posted to {}\n", text_at(a, "action"));
    for (const json::value& one : a.at("fields").as_array())
      fmt::print("  {:<20} {}\n", text_at(one, "name"), text_at(one, "value"));
    for (const json::value& one : a.at("tokens").as_array())
      fmt::print("  {:<20} (read from the form's page)\n", std::string_view(one.as_string()));
  });
  return kDone;
}

Result<int> change(const Session& session, const FormOptions& options, const char* how) {
  JIUM_TRY(const json::value answer, session.post("/form-recipes/" + options.recipe + how, json::object{}));
  session.show(answer, print_recipe);
  return kDone;
}

}  // namespace

void add_form_commands(CLI::App& app, Session& session) {
  const auto options = std::make_shared<FormOptions>();
  CLI::App* parent =
      app.add_subcommand("form", "operators' web forms: the recipes by which jium fills them in");
  parent->require_subcommand(1);
  CLI::App* checking = parent->add_subcommand("check", "is this recipe understood? Offline");
  checking->add_option("RECIPE", options->file, "a file, docs/formats/form_recipe.md")->required();
  checking->callback([=, &session] { session.action = [=, &session] { return check(session, *options); }; });
  CLI::App* keeping = parent->add_subcommand("keep", "declare a recipe; a colleague confirms it");
  keeping->add_option("RECIPE", options->file, "a file")->required();
  keeping->add_option("--operator", options->site_operator, "whose form it is, P-...")->required();
  keeping->callback([=, &session] { session.action = [=, &session] { return keep(session, *options); }; });
  CLI::App* listing = parent->add_subcommand("list", "all recipes, the newest first");
  listing->add_flag("--lines", options->lines, "with their text");
  listing->callback([=, &session] { session.action = [=, &session] { return list(session, *options); }; });
  CLI::App* trying = parent->add_subcommand("dry-run", "exactly what would be posted; nothing leaves");
  trying->add_option("--request", options->request, "for this request, R-...")->required();
  trying->callback([=, &session] { session.action = [=, &session] { return rehearse(session, *options); }; });
  CLI::App* confirming = parent->add_subcommand(
      "confirm", "your word, as the second person, after a dry run: it is used from now on");
  confirming->callback(
      [=, &session] { session.action = [=, &session] { return change(session, *options, "/confirm"); }; });
  CLI::App* retiring = parent->add_subcommand("retire", "it is not used any more");
  retiring->callback(
      [=, &session] { session.action = [=, &session] { return change(session, *options, "/retire"); }; });
  for (CLI::App* command : {trying, confirming, retiring})
    command->add_option("RECIPE", options->recipe, "its id, Z-...")->required();
}

}  // namespace jium::cli
