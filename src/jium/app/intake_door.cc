#include "jium/app/intake_door.h"

#include "jium/app/web_folder.h"

namespace jium::app {
namespace {

// Forms and fingerprints, and nothing larger from anybody. Most of the threads wait for their turn with
// Argon2id (desk/receipt_handle.h), and the others answer who only reads.
http::ServerSettings server_settings(const House& house, const ListenAddress& listen) {
  http::ServerSettings settings;
  settings.address = listen.host;
  settings.port = listen.port;
  settings.proxies = house.config.proxies;
  settings.body_limit = intake::kFormBytes;
  settings.large_body_limit = intake::kFormBytes;
  settings.workers = 32;
  settings.queue = 128;
  return settings;
}

intake::Help help_of(const IntakeConfig& config) {
  intake::Help help = intake::built_in_help();
  if (!config.help_number.empty())
    help.lines.insert(help.lines.begin(), {config.help_number, config.help_name, config.help_name});
  return help;
}

}  // namespace

IntakeDoor::IntakeDoor(House& house, intake::IntakeSettings settings, const ListenAddress& listen)
    : host_(listen.host.find(':') == std::string::npos ? listen.host : "[" + listen.host + "]"),
      intake_(house.desk, *house.store, std::move(settings)),
      server_(server_settings(house, listen), intake_.face()) {}

Result<std::unique_ptr<IntakeDoor>> IntakeDoor::open(House& house) {
  const IntakeConfig& config = house.config.intake;
  if (config.listen.empty()) return std::unique_ptr<IntakeDoor>();
  JIUM_TRY(const ListenAddress listen, parse_listen(config.listen));
  intake::IntakeSettings settings;
  if (!config.centre.empty()) {
    JIUM_TRY(settings.centre, registry::OrganisationId::parse(config.centre));
  }
  settings.help = help_of(config);
  JIUM_TRY(http::WebFiles files, web_files_of(house.config.web, "intake"));
  const auto kept = std::make_shared<const http::WebFiles>(std::move(files));
  settings.file = [kept](const std::string& path,
                         const http::PageRequest& request) -> std::optional<http::Reply> {
    const http::WebFile* const file = kept->find(path);
    if (file == nullptr) return std::nullopt;
    return http::file_reply(
        *file,
        {.method = request.method, .target = request.target, .accept_encoding = request.accept_encoding});
  };
  std::unique_ptr<IntakeDoor> door(new IntakeDoor(house, std::move(settings), listen));
  JIUM_CHECK(door->server_.start());
  return door;
}

std::string IntakeDoor::address() const {
  return "http://" + host_ + ":" + std::to_string(server_.port());
}

}  // namespace jium::app
