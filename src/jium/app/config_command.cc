#include "jium/app/config_command.h"

#include <fmt/format.h>

#include "jium/app/config.h"
#include "jium/base/text_file.h"
#include "jium/cli/exit_code.h"

namespace jium::app {
namespace {

namespace json = boost::json;

struct ConfigOptions {
  std::string file = "/etc/jium/jium.toml";
};

json::array remarks(const std::vector<ConfigRemark>& list) {
  json::array array;
  for (const ConfigRemark& remark : list) {
    array.push_back(json::object{{"setting", remark.setting},
                                 {"line", remark.line == 0 ? json::value(nullptr) : json::value(remark.line)},
                                 {"what", remark.what}});
  }
  return array;
}

Result<int> check(const cli::Session& session, const ConfigOptions& options) {
  JIUM_TRY(const std::string text, read_text_file(options.file));
  CheckedConfig checked = check_config(text);
  check_surroundings(checked);
  const bool good = checked.faults.empty();
  session.show(json::object{{"file", options.file},
                            {"good", good},
                            {"faults", remarks(checked.faults)},
                            {"warnings", remarks(checked.warnings)}},
               [&](const json::value&) {
                 for (const ConfigRemark& fault : checked.faults) fmt::print("fault    {}\n", fault.text());
                 for (const ConfigRemark& warning : checked.warnings)
                   fmt::print("warning  {}\n", warning.text());
                 fmt::print("{}\n",
                            good ? "good: `jium serve` takes it" : "`jium serve` does not start with it");
               });
  return good ? cli::kDone : cli::kNo;
}

Result<int> show(const cli::Session& session, const ConfigOptions& options) {
  JIUM_TRY(const Config config, read_config(options.file));
  json::object answer;
  const auto settings = settings_of(config);
  for (const ShownSetting& one : settings)
    answer[one.name] = json::object{{"toml", one.value}, {"default", one.is_default}};
  session.show(answer, [&](const json::value&) {
    std::string section;
    for (const ShownSetting& one : settings) {
      const auto dot = one.name.find('.');
      if (one.name.substr(0, dot) != section) {
        fmt::print("{}[{}]\n", section.empty() ? "" : "\n", one.name.substr(0, dot));
        section = one.name.substr(0, dot);
      }
      fmt::print("{} = {}{}\n", one.name.substr(dot + 1), one.value, one.is_default ? "  # default" : "");
    }
  });
  return cli::kDone;
}

}  // namespace

void add_config_command(CLI::App& app, cli::Session& session) {
  const auto options = std::make_shared<ConfigOptions>();
  CLI::App* config = app.add_subcommand("config", "the configuration file");
  config->require_subcommand(1);
  CLI::App* checking =
      config->add_subcommand("check", "names everything that is wrong with it, and what is unwise");
  checking->callback([=, &session] { session.action = [=, &session] { return check(session, *options); }; });
  CLI::App* showing =
      config->add_subcommand("show", "every setting as jium understands it; secrets are not shown");
  showing->callback([=, &session] { session.action = [=, &session] { return show(session, *options); }; });
  for (CLI::App* command : {checking, showing})
    command->add_option("FILE", options->file, "the file; show: \"\" for the defaults")
        ->capture_default_str();
}

}  // namespace jium::app
