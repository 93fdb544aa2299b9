#include "story/stage.h"

#include <gtest/gtest.h>

#include <map>
#include <sstream>

#include "jium/base/log_grammar.h"
#include "jium/store/test_store.h"

namespace jium::story {
namespace {

namespace fs = std::filesystem;
using peers::text_at;

// A site is known by its address on the network, and so each has one of its own on loopback.
constexpr const char* kKoreanHost = "127.0.0.2";
constexpr const char* kEnglishHost = "127.0.0.3";

std::string config_text(const Setting& setting, std::uint16_t mail_port) {
  return "[mail]\nhost = \"127.0.0.1\"\nport = " + std::to_string(mail_port) +
         "\nsecurity = \"none\"\nwhole_time = \"" + setting.look +
         "\"\n\n"
         "[watch]\nagreeing_checks = 3\nspacing = \"" +
         setting.spacing + "\"\npatrol = \"" + setting.patrol +
         "\"\nafterwatch = \"7d\"\n\n"
         "# The sites of a story are on this machine.\n[fetch]\nallow_loopback = true\nhost_pause = \"5ms\"\n"
         "page_time = \"" +
         setting.page + "\"\nvantages = [" + setting.vantages + "]\nwhole_time = \"" + setting.look +
         "\"\n\n"
         "[work]\npoll = \"100ms\"\nlease = \"" +
         setting.lease + "\"\nretry_first = \"200ms\"\nretry_longest = \"1s\"\n";
}

std::map<std::string, std::string> surroundings(const fs::path& home) {
  return {{"HOME", home.string()}, {"XDG_CONFIG_HOME", (home / "config").string()}};
}

}  // namespace

Result<std::unique_ptr<Stage>> Stage::set(const Setting& setting) {
  JIUM_TRY(peers::TemporaryFolder folder, peers::TemporaryFolder::make());
  std::unique_ptr<Stage> stage(new Stage(setting, std::move(folder)));
  JIUM_CHECK(stage->make_folders());
  JIUM_CHECK(stage->open_the_outside());
  JIUM_CHECK(stage->write_config());
  JIUM_CHECK(stage->start_server());
  if (stage->is_shared_) JIUM_CHECK(stage->start_second_server());
  JIUM_CHECK(stage->sign_in());
  return stage;
}

Stage::Stage(Setting setting, peers::TemporaryFolder folder)
    : setting_(std::move(setting)), is_shared_(store::tests_use_postgres()), folder_(std::move(folder)) {
  if (is_shared_ && setting_.postgres.empty())
    setting_.postgres = store::PostgresCluster::shared().conninfo("jium_app", store::TestDatabases::make());
}

Stage::~Stage() {
  std::istringstream lines(log_text());
  for (std::string line; std::getline(lines, line);) {
    // A server that was killed may have left half a line; one that could not start says why as a fault.
    if (lines.eof() || line.starts_with("{\"fault\":")) continue;
    EXPECT_TRUE(log::fits_grammar(line)) << "a line of the server's log is outside the grammar: " << line;
  }
}

Result<void> Stage::make_folders() {
  const fs::path& root = folder_.path();
  order_ = {.jium = setting_.jium,
            .data = setting_.data.empty() ? root / "data" : setting_.data,
            .config = setting_.config.empty() ? root / "jium.toml" : setting_.config,
            .log = root / "server.log",
            .listen = setting_.listen,
            .temporary = root / "server-temporary",
            .intake = setting_.intake};
  std::error_code problem;
  for (const fs::path& path : {order_.data, order_.temporary, officers_folder()}) {
    fs::create_directories(path, problem);
    if (problem)
      return fault(FaultKind::outside, "a folder could not be made: check the path and the free space");
  }
  return {};
}

Result<void> Stage::open_the_outside() {
  JIUM_TRY(sink_, peers::MailSink::start());
  JIUM_TRY(korean_site_, peers::LyingSite::open(kKoreanHost));
  JIUM_TRY(english_site_, peers::LyingSite::open(kEnglishHost));
  return {};
}

Result<void> Stage::write_config() const {
  std::string text = config_text(setting_, sink_->port());
  // The register of the story is a page of the site abroad; the real ones are not asked.
  text += "\n[contacts]\nrdap = \"" + english_site_->address_of("/rdap/") + "\"\nwhois = \"\"\n";
  if (setting_.index_in_files)
    text += "\n[index]\nfolder = \"" + index().string() + "\"\non_encrypted_disk = true\n";
  if (!setting_.web.empty()) text += "\n[serve]\nweb = \"" + setting_.web + "\"\n";
  text += "\n[store]\npostgres = \"" + setting_.postgres + "\"\n";
  return peers::write_file(order_.config, text);
}

Result<void> Stage::start_server() {
  server_.reset();
  auto started = peers::JiumServer::start(order_);
  if (!started) return std::move(started).fault().within(log_text());
  server_.emplace(std::move(*started));
  order_.listen = server_->listens_at();
  return {};
}

// With a folder of its own for the same key, as on another machine.
Result<void> Stage::start_second_server() {
  peers::ServerOrder order = order_;
  order.data = second_data();
  order.listen = "127.0.0.1:0";
  std::error_code problem;
  fs::create_directories(order.data, problem);
  fs::copy_file(order_.data / "jium.key", order.data / "jium.key", problem);
  if (problem) return fault(FaultKind::outside, "the key could not be copied");
  auto started = peers::JiumServer::start(order);
  if (!started) return std::move(started).fault().within(log_text());
  second_.emplace(std::move(*started));
  return {};
}

Result<void> Stage::start_and_kill_server(Duration after) {
  server_.reset();
  return peers::start_and_kill(order_, after);
}

Result<std::string> Stage::sign_in_link() const {
  const peers::CommandLine machine(order_.jium, surroundings(folder_.path()));
  JIUM_TRY(const auto made, machine.ask({"sign-in-link", "--data", order_.data.string(), "--config",
                                         order_.config.string(), "--server", server_->url()}));
  return text_at(made, "/sign_in");
}

// The first administrator signs in with the one-time link, adds the centre, and hands its officer a key.
Result<void> Stage::sign_in() {
  const fs::path session = folder_.path() / "administrator";
  const fs::path key = officers_folder() / "key";
  JIUM_TRY(const std::string link, sign_in_link());
  auto environment = surroundings(folder_.path());
  environment["JIUM_SERVER"] = server_->url();
  JIUM_CHECK(peers::CommandLine(order_.jium, environment).ask({"sign-in", link, "--save", session.string()}));
  environment["JIUM_KEY_FILE"] = session.string();
  const peers::CommandLine administrator(order_.jium, environment);
  JIUM_TRY(const std::string centre, centre_id(administrator));
  JIUM_CHECK(administrator.ask({"key", "add", "--organisation", centre, "--role", "deletion_officer",
                                "--label", "story", "--may-reveal", "--save", key.string()}));
  environment["JIUM_KEY_FILE"] = key.string();
  environment["JIUM_SERVER"] = officers_server().url();
  officer_.emplace(order_.jium, environment);
  JIUM_TRY(officers_key_, peers::read_file(key));
  while (officers_key_.ends_with('\n')) officers_key_.pop_back();
  return {};
}

Result<peers::CommandLine> Stage::colleague(const std::string& role) const {
  auto environment = surroundings(folder_.path());
  environment["JIUM_SERVER"] = server_->url();
  environment["JIUM_KEY_FILE"] = (folder_.path() / "administrator").string();
  const peers::CommandLine administrator(order_.jium, environment);
  JIUM_TRY(const std::string centre, centre_id(administrator));
  const fs::path key = folder_.path() / ("key of " + role);
  if (!fs::exists(key))
    JIUM_CHECK(administrator.ask({"key", "add", "--organisation", centre, "--role", role, "--label", "story",
                                  "--may-reveal", "--save", key.string()}));
  environment["JIUM_KEY_FILE"] = key.string();
  return peers::CommandLine(order_.jium, environment);
}

Result<void> Stage::name_signatory(const std::string& name) const {
  JIUM_TRY(const auto administrator, colleague("centre_administrator"));
  JIUM_CHECK(administrator.ask({"letters", "set", "--signed-by", name}));
  return {};
}

Result<std::string> Stage::centre_id(const peers::CommandLine& administrator) const {
  JIUM_TRY(const auto known, administrator.ask({"organisation", "list"}));
  for (const auto& organisation : peers::list_at(known, "/organisations")) {
    if (text_at(organisation, "/name") == setting_.centre) return text_at(organisation, "/id");
  }
  JIUM_TRY(const auto added, administrator.ask({"organisation", "add", "--kind", "centre", "--name",
                                                setting_.centre, "--mail", "removal@centre.example"}));
  return text_at(added, "/id");
}

std::string Stage::log_text() const {
  auto text = peers::read_file(order_.log);
  return text ? *text : std::string();
}

}  // namespace jium::story
