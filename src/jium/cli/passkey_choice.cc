#include "jium/cli/passkey_choice.h"

#include "jium/cli/fido_authenticator.h"

namespace jium::cli {

void add_passkey_choice(CLI::App& command, PasskeyChoice& choice, bool flag) {
  if (flag) command.add_flag("--passkey", choice.wanted, "by a security key that is plugged in");
  command.add_option("--device", choice.device, "which security key, /dev/hidraw...; default the only one");
  command.add_option("--pin-file", choice.pin_file,
                     "for scripts: read the security key's PIN from this file");
  command.add_option("--origin", choice.origin,
                     "where browsers reach the server (people.origin), when that is not its address here");
}

Result<boost::json::object> sign_with_passkey(const Credentials& server, const PasskeyChoice& choice,
                                              const std::string& path) {
  JIUM_TRY(const auto device, find_authenticator(choice.device, choice.pin_file));
  JIUM_TRY(const boost::json::value task,
           call_api(server, Method::post, path + "/begin", boost::json::object{}));
  return assert_passkey(*device, {server.server, choice.origin}, task);
}

Result<boost::json::object> new_passkey(const std::string& server, const PasskeyChoice& choice,
                                        const boost::json::value& task, const std::string& person) {
  JIUM_TRY(const auto device, find_authenticator(choice.device, choice.pin_file));
  return register_passkey(*device, {server, choice.origin}, task, {person, person});
}

}  // namespace jium::cli
