#include "reliability/ground.h"

#include <cstdlib>

#include "story/stage.h"

namespace jium::reliability {

int count_of(int usual, int release) {
  const char* const wish = std::getenv("JIUM_LONG");
  return wish != nullptr && std::string_view(wish) == "1" ? release : usual;
}

Result<std::unique_ptr<Ground>> Ground::lay(const Lay& lay) {
  JIUM_TRY(peers::TemporaryFolder folder, peers::TemporaryFolder::make());
  std::unique_ptr<Ground> ground(new Ground(lay, std::move(folder)));
  JIUM_CHECK(ground->furnish());
  return ground;
}

Result<void> Ground::furnish() {
  const auto& root = folder_.path();
  order_ = {.jium = JIUM_BINARY,
            .data = lay_.data.empty() ? root / "data" : lay_.data,
            .config = root / "jium.toml",
            .log = root / "server.log",
            .listen = "127.0.0.1:0",
            .temporary = root,
            .environment = lay_.environment};
  story::Setting setting;
  setting.jium = JIUM_BINARY;
  setting.data = order_.data;
  setting.postgres = lay_.postgres;
  JIUM_TRY(const auto stage, story::Stage::set(setting));
  key_ = stage->officers_key();
  JIUM_CHECK(stage->server().stop());
  return peers::write_file(order_.config, "[serve]\nroles = [" + lay_.roles +
                                              "]\n\n[mail]\nsecurity = \"none\"\n\n[store]\npostgres = \"" +
                                              lay_.postgres +
                                              "\"\n\n# One key asks as fast as it can.\n[callers]\n"
                                              "looks_per_minute = 0\nchanges_per_minute = 0\n"
                                              "costly_per_minute = 0\n");
}

std::filesystem::path Ground::program() {
  return JIUM_BINARY;
}

void Ground::begin_anew() {
  server_.reset();
  std::filesystem::remove_all(order_.data);
}

Result<void> Ground::start() {
  return start_with(program());
}

Result<void> Ground::start_with(const std::filesystem::path& program) {
  server_.reset();
  order_.jium = program;
  auto started = peers::JiumServer::start(order_);
  if (!started) return std::move(started).fault().within(log_text());
  server_.emplace(std::move(*started));
  order_.listen = server_->listens_at();
  return {};
}

std::uint16_t Ground::port() const {
  return static_cast<std::uint16_t>(std::stoi(url().substr(url().rfind(':') + 1)));
}

std::string Ground::log_text() const {
  auto text = peers::read_file(order_.log);
  return text ? *text : std::string();
}

Result<std::multimap<std::string, std::string>> Ground::cases() const {
  peers::ApiClient api(url(), key_);
  JIUM_TRY(const auto answer, api.get("/cases"));
  if (answer.status != 200) return fault(FaultKind::internal, "the cases are not listed");
  std::multimap<std::string, std::string> found;
  for (const auto& one : peers::list_at(answer.body, "/cases"))
    found.emplace(peers::text_at(one, "/pseudonym"), peers::text_at(one, "/id"));
  return found;
}

}  // namespace jium::reliability
