// Test-only: a story in which many houses take part, each by a key of its own: the stage, the administrator
// who signed in by its link, and how others are let in.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "peers/jium_process.h"
#include "peers/temporary_folder.h"
#include "story/stage.h"
#include "story/steps.h"

namespace jium::story {

class ManyKeysStory : public ::testing::Test {
 protected:
  // The program: each story is told of its own.
  [[nodiscard]] virtual std::filesystem::path jium() const = 0;
  void SetUp() override {
    Setting setting;
    setting.jium = jium();
    // What a killed worker had claimed is taken up within half a minute.
    setting.lease = "30s";
    setting.look = "12s";
    setting.page = "2s";
    JIUM_STEP(stage, Stage::set(setting));
    ASSERT_TRUE(place);
    const auto link = stage->sign_in_link();
    ASSERT_TRUE(link);
    administrator.emplace(jium(), environment("administrator"));
    const peers::CommandLine nobody(jium(), environment(""));
    JIUM_DONE(nobody.ask({"sign-in", *link, "--save", key("administrator")}));
  }
  // The file in which it is kept.
  [[nodiscard]] std::string key(const std::string& who) const {
    return (place->path() / (who + ".key")).string();
  }
  [[nodiscard]] std::map<std::string, std::string> environment(const std::string& who) const {
    std::map<std::string, std::string> words{{"HOME", place->path().string()},
                                             {"XDG_CONFIG_HOME", (place->path() / "config").string()},
                                             {"JIUM_SERVER", stage->server().url()}};
    if (!who.empty()) words["JIUM_KEY_FILE"] = key(who);
    return words;
  }
  // Its id.
  Result<std::string> add_organisation(const std::string& kind, const std::string& name) {
    JIUM_TRY(const boost::json::value added,
             administrator->ask({"organisation", "add", "--kind", kind, "--name", name, "--mail",
                                 "desk@" + kind + ".example"}));
    return peers::text_at(added, "/id");
  }
  Result<peers::CommandLine> give_key(const std::string& who, const std::string& organisation,
                                      const std::string& role) {
    JIUM_CHECK(administrator->ask(
        {"key", "add", "--organisation", organisation, "--role", role, "--label", who, "--save", key(who)}));
    return peers::CommandLine(jium(), environment(who));
  }

  std::unique_ptr<Stage> stage;
  Result<peers::TemporaryFolder> place = peers::TemporaryFolder::make();
  std::optional<peers::CommandLine> administrator;
};

}  // namespace jium::story
