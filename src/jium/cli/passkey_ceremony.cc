#include "jium/cli/passkey_ceremony.h"

#include "jium/cli/session.h"
#include "jium/desk/challenge.h"

namespace jium::cli {
namespace {

namespace json = boost::json;

// "http://127.0.0.1:8420": a passkey cannot be bound to an address, and a server on this machine that nobody
// gave another origin is localhost to browsers.
std::string origin_of(const std::string& server) {
  for (const std::string_view here : {"http://127.0.0.1", "http://[::1]"}) {
    if (!server.starts_with(here)) continue;
    const std::string rest = server.substr(here.size());
    if (rest.empty() || rest.front() == ':') return "http://localhost" + rest;
  }
  return server;
}

std::string encoded(const Bytes& bytes) {
  return desk::to_base64url(bytes);
}

// Section 5.8.1.1 has the order of the members; ours holds nothing that JSON would have to escape.
Bytes client_data(std::string_view type, const std::string& challenge, const std::string& origin) {
  const std::string text = json::serialize(json::object{{"type", json::string_view(type.data(), type.size())},
                                                        {"challenge", challenge},
                                                        {"origin", origin},
                                                        {"crossOrigin", false}});
  const ByteView bytes = bytes_of(text);
  return {bytes.begin(), bytes.end()};
}

struct Task {
  desk::RelyingParty party;
  Bytes client_data;
};

Result<Task> task_of(const PasskeyPlace& place, const json::value& task, std::string_view type) {
  JIUM_TRY(auto party, party_of(place, text_at(task, "rp_id")));
  Bytes said = client_data(type, text_at(task, "challenge"), party.origin);
  return Task{std::move(party), std::move(said)};
}

}  // namespace

Result<desk::RelyingParty> party_of(const PasskeyPlace& place, const std::string& rp_id) {
  JIUM_TRY(auto party, desk::relying_party(place.origin.empty() ? origin_of(place.server) : place.origin));
  if (party.id != rp_id) {
    return fault(
        FaultKind::forbidden,
        "the server asks for a passkey of another site than " + party.id +
            ": nothing was signed. If browsers know this server by another name, say it with --origin "
            "https://...");
  }
  return party;
}

Result<json::object> register_passkey(Authenticator& authenticator, const PasskeyPlace& place,
                                      const json::value& task, const PasskeyOwner& owner) {
  JIUM_TRY(const Task ours, task_of(place, task, "webauthn.create"));
  JIUM_TRY(const Bytes made, authenticator.make_passkey(ours.party.id, owner, ours.client_data));
  return json::object{{"client_data", encoded(ours.client_data)}, {"authenticator_data", encoded(made)}};
}

Result<json::object> assert_passkey(Authenticator& authenticator, const PasskeyPlace& place,
                                    const json::value& task) {
  JIUM_TRY(const Task ours, task_of(place, task, "webauthn.get"));
  JIUM_TRY(const desk::Assertion said, authenticator.sign(ours.party.id, ours.client_data));
  return json::object{{"credential", encoded(said.credential)},
                      {"client_data", encoded(ours.client_data)},
                      {"authenticator_data", encoded(said.authenticator_data)},
                      {"signature", encoded(said.signature)}};
}

}  // namespace jium::cli
